import Fledge

/// Descriptions with a fault each, and what is said of it.
extension HostileDescriptionTests {
  static let linear = #"{"kind":"linear.1","weight":{"shape":[4,2]},"bias":{"shape":[2]}}"#
  static let card = #"{"input":[4],"scale":1.0,"dtype":"float32"}"#

  static func text(model: String = linear, card: String = card, version: String = "2") -> String {
    "{\"fledge\":\(version),\"card\":\(card),\"model\":\(model)}"
  }

  static func chain(_ layers: String...) -> String {
    #"{"kind":"sequential.1","layers":["# + layers.joined(separator: ",") + "]}"
  }

  static func activation(_ name: String, _ formula: String) -> String {
    #"{"kind":"activation.1","name":"\#(name)","formula":\#(formula)}"#
  }

  static func table(_ columns: String) -> String {
    #"{"kind":"table-input.1","columns":\#(columns),"embeddings":[]}"#
  }

  static func category(_ levels: String) -> String {
    #"{"category":{"levels":\#(levels),"width":2}}"#
  }

  static let wrong: [(text: String, message: String)] = [
    ("[]", "expected an object, found an array"),
    ("{}", "fledge: expected a value, found no such member"),
    (text(version: "3"), "expected version 2, the newest known here, found 3"),
    (text(version: "\"2\""), "fledge: expected a whole number, found a string"),
    (text(card: "[]"), "card: expected an object, found an array"),
    (text(card: "{}"), "card.input: expected a value, found no such member"),
    (text(card: card.replacing("[4]", with: "[0]")), "card.input: expected lengths of 1 or more"),
    (text(card: card.replacing("[4]", with: "[-4]")), "card.input: expected a shape of at most 2⁴⁰ elements"),
    (
      text(card: card.replacing("[4]", with: "[9223372036854775807,9223372036854775807]")),
      "card.input: expected a shape of at most 2⁴⁰ elements"
    ),
    (
      text(card: card.replacing("[4]", with: "[" + String(repeating: "1,", count: 100_000) + "4]")),
      "card.input: expected at most 16 axes, found 100001"
    ),
    (text(card: card.replacing("1.0", with: "-1")), "card.scale: expected a positive scale, found -1.0"),
    (text(card: card.replacing("float32", with: "uint8")), "card.dtype: expected float32 or float64"),
    (
      text(card: card.dropLast() + ",\"classes\":[\"a\"]}"), "card.classes: expected 2 names, found 1"
    ),
    (text(model: "3"), "model: expected an object, found a number"),
    (text(model: "{}"), "model.kind: expected a value, found no such member"),
    (
      text(model: #"{"kind":"liner.1"}"#),
      "model.kind: expected one of \(LayerCatalogue.standard.kinds.joined(separator: ", ")), found another kind"
    ),
    (text(model: #"{"kind":"liner.1"}"#), "did you mean linear.1?"),
    (text(model: #"{"kind":"linear.1"}"#), "model.weight: expected a value, found no such member"),
    (
      text(model: linear.replacing("[4,2]", with: "[5,2]")), "model: expected (…, 5), found (1, 4)"
    ),
    (text(model: linear.replacing("[4,2]", with: "[4]")), "model: expected a weight (inputs, outputs)"),
    (
      text(model: linear.replacing("[4,2]", with: "[4,3]")),
      "model: expected a weight (inputs, outputs) and a bias (outputs), found (4, 3) and (2)"
    ),
    (
      text(model: linear.replacing("[4,2]", with: "[1099511627776,1099511627776]")),
      "model.weight.shape: expected a shape of at most 2⁴⁰ elements"
    ),
    (text(model: linear.replacing("[4,2]", with: "[4,-2]")), "model.weight.shape: expected a shape of"),
    (
      text(model: linear.replacing("[4,2]", with: "[4,2.5]")), "model.weight.shape.1: expected a whole number"
    ),
    (
      text(
        model: chain(
          linear.replacing("[4,2]", with: "[4,274877906944]").replacing("[2]", with: "[274877906944]"))),
      "model.layers.0.bias: expected parameters of at most 2⁴⁰ elements in all, found more"
    ),
    (text(model: chain(linear, linear)), "model.1: expected (…, 4), found (1, 2)"),
    (text(model: chain(linear, chain(linear))), "model.1.0: expected (…, 4), found (1, 2)"),
    (
      text(model: #"{"kind":"sequential.1","layers":{}}"#), "model.layers: expected an array, found an object"
    ),
    (
      text(model: chain([String](repeating: #"{"kind":"flatten.1"}"#, count: 10_001).joined(separator: ","))),
      "expected at most 10000 layers, found more"
    ),
    (
      text(
        model: String(repeating: #"{"kind":"sequential.1","layers":["#, count: 1000)
          + String(repeating: "]}", count: 1000)),
      "at most 64 levels"
    ),
    (
      text(model: #"{"kind":"multilayer-perceptron.1","layers":[]}"#),
      "model: expected layers with one activation"
    ),
  ]
}

import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeModelIO

/// A description is what a file says: whatever it is, reading it is an error or a model, and takes no memory of a size that
/// the file made up.
@Suite struct HostileDescriptionTests {
  @Test(arguments: wrong + wrongLayers) func whatIsWrong(text: String, message: String) throws {
    let error = #expect(throws: FileError.self) { try ModelDescription(parsing: text, path: "x") }
    let description = error?.description ?? "nothing"
    #expect(
      description.hasPrefix("x: metadata \"fledge\"") && description.contains(message),
      "\(description.prefix(500))")
  }

  @Test func theTextIsSoundOtherwise() throws {
    #expect(try ModelDescription(parsing: Self.text(), path: "x").outputShape == [1, 2])
    let further = Self.text(model: Self.linear.dropLast() + ",\"note\":1}").dropLast() + ",\"more\":[]}"
    #expect(try ModelDescription(parsing: String(further), path: "x").outputShape == [1, 2])
  }

  /// A formula that doubles at each term has 2⁹⁹⁹ leaves as a tree.
  @Test func aFormulaThatSharesMuch() throws {
    let terms = ["\"x\""] + (0..<999).map { "[\"mul\",\($0),\($0)]" }
    let text = Self.text(model: Self.activation("mine", "[\(terms.joined(separator: ","))]"))
    #expect(try ModelDescription(parsing: text, path: "x").outputShape == [1, 4])
  }

  /// Selects whose arms are each other's: derivatives have 2²⁰⁰⁰ pairs of arms as a tree.
  @Test func formulasOfCrossedSelects() throws {
    var terms = ["\"x\"", "[\"sin\",0]"]
    var (a, b) = (0, 1)
    for level in 0..<2000 {
      let next = terms.count
      terms += [
        "\(level)", "[\"less\",\(next),0]", "[\"select\",\(next + 1),\(a),\(b)]",
        "[\"select\",\(next + 1),\(b),\(a)]",
      ]
      (a, b) = (next + 2, next + 3)
    }
    let formula = "[\((terms + ["[\"mul\",\(a),\(b)]"]).joined(separator: ","))]"
    let text = Self.text(
      model: Self.chain(
        [String](repeating: Self.activation("mine", formula), count: 12).joined(separator: ",")))
    #expect(try ModelDescription(parsing: text, path: "x").outputShape == [1, 4])
  }

  /// As many layers as a description may have.
  @Test func aNetworkOfManyLayers() throws {
    let layers = [String](repeating: #"{"weight":{"shape":[1,1]}}"#, count: 40_000).joined(separator: ",")
    let text = Self.text(
      model: #"{"kind":"multilayer-perceptron.1","layers":["# + layers + "]}",
      card: Self.card.replacing("[4]", with: "[1]"))
    #expect(try ModelDescription(parsing: text, path: "x").model.visitFaults.isEmpty)
  }

  /// What the description says must be what the file has, and fit into memory.
  @Test func modelsBeyondMemoryAreRefused() throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/model.safetensors"
    let huge = Self.text(
      model: Self.linear.replacing("[4,2]", with: "[4,137438953472]").replacing("[2]", with: "[137438953472]")
    )
    try Safetensors.save([("weight", Tensor([1]))], metadata: ["fledge": huge], to: path)
    let error = #expect(throws: FileError.self) { try SavedModel(from: path) }
    #expect(error?.expected?.hasPrefix("a model that fits into ") == true, "\(error!)")
    try Safetensors.save([("weight", Tensor([1]))], metadata: ["fledge": Self.text()], to: path)
    let other = #expect(throws: FileError.self) { try SavedModel(from: path) }
    #expect(other?.found.hasPrefix("2 tensors do not fit the model:") == true, "\(other!)")
    try Safetensors.save([("weight", Tensor([1]))], to: path)
    let none = #expect(throws: FileError.self) { try SavedModel(from: path) }
    #expect(none?.expected == "the description of a model under \"fledge\"")
  }

  /// Every prefix of a description, and every one with a byte changed, is an error or a model.
  @Test func damagedTexts() throws {
    let model = Sequential([
      Flatten(), Linear(4, 3, activation: Activation("a") { x in select(x .> 0, x, 0.1 * x) }),
      Linear(3, 2, bias: false),
    ])
    let text = Array(try ModelDescription(model, ModelCard(input: [2, 2])).json(path: "x").utf8)
    var random = Random(seed: 1)
    var read = 0
    for index in text.indices {
      for bytes in [
        Array(text[..<index]),
        text[..<index] + [UInt8.random(in: 32..<127, using: &random)] + text[(index + 1)...],
      ] {
        if let result = try? ModelDescription(parsing: String(decoding: bytes, as: UTF8.self), path: "x") {
          _ = result.model.parameterCount
          read += 1
        }
      }
    }
    #expect(read < text.count)
  }
}

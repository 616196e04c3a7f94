extension HostileDescriptionTests {
  /// Layers whose members do not belong together, and formulas that are none.
  static let wrongLayers: [(text: String, message: String)] = [
    (text(model: #"{"kind":"dropout.1","rate":1.5}"#), "model: expected a rate from 0 to 1, found 1.5"),
    (
      text(model: #"{"kind":"batch-norm.1","epsilon":0.1,"mean":{"shape":[4],"momentum":2}}"#),
      "model.mean.momentum: expected a momentum from 0 to 1, found 2.0"
    ),
    (
      text(model: #"{"kind":"batch-norm.1","epsilon":0.1,"mean":{"shape":[4],"momentum":0}}"#),
      "model: expected parameters and statistics (features), both statistics or none"
    ),
    (
      text(model: #"{"kind":"batch-norm.1","epsilon":0.1,"scale":{"shape":[4]},"shift":{"shape":[3]}}"#),
      "model: expected parameters and statistics (features)"
    ),
    (
      text(model: #"{"kind":"batch-norm.1","epsilon":0.1,"scale":{"shape":[3]}}"#),
      "model: expected (m, 3, …), found (1, 4)"
    ),
    (
      text(model: #"{"kind":"layer-norm.1","shape":[],"epsilon":0}"#),
      "model: expected parameters of the shape"
    ),
    (
      text(model: #"{"kind":"layer-norm.1","shape":[3],"epsilon":0}"#), "model: expected (…, 3), found (1, 4)"
    ),
    (
      text(model: #"{"kind":"rms-norm.1","shape":[4],"epsilon":-1}"#),
      "model: expected parameters of the shape"
    ),
    (
      text(model: #"{"kind":"embedding.1","weight":{"shape":[4,2]},"padding":4}"#),
      "model: expected a weight (count, width) and a padding number below the count"
    ),
    (text(model: #"{"kind":"scaling.1","scale":{"shape":[2,2]}}"#), "model: expected scales (features)"),
    (text(model: #"{"kind":"scaling.1","scale":{"shape":[3]}}"#), "model: expected (…, 3), found (1, 4)"),
    (
      text(
        model:
          #"{"kind":"standardizer.1","mean":{"shape":[4],"momentum":0},"deviation":{"shape":[3],"momentum":0},"#
          + #""isInverse":false}"#), "model: expected a mean and a deviation of one shape, found (4) and (3)"
    ),
    (
      text(
        model:
          #"{"kind":"standardizer.1","mean":{"shape":[3],"momentum":0},"deviation":{"shape":[3],"momentum":0},"#
          + #""isInverse":true}"#), "model: expected (m, 3), found (1, 4)"
    ),
    (text(model: #"{"kind":"prelu.1","slope":{"shape":[]}}"#), "model: expected slopes (1) or (features)"),
    (
      text(model: #"{"kind":"residual.1","inner":{"layers":["# + linear + "]}}"),
      "model: expected layers that give (1, 4), as what goes past them has, found (1, 2)"
    ),
    (
      text(model: table("[{\"number\":{}},\(category("3"))]")),
      "model: expected a table (levels + 1, width) for each"
    ),
    (
      text(model: table("[\(category("9223372036854775807"))]")),
      "model: expected categories of 0 to 16777216 levels and 0 or more numbers, found 9223372036854775807 and 2"
    ),
    (
      text(
        model: table("[\(category("-1"))]").replacing(
          "\"embeddings\":[]", with: #""embeddings":[{"weight":{"shape":[0,2]}}]"#)),
      "model: expected categories of 0 to 16777216 levels and 0 or more numbers, found -1 and 2"
    ),
    (
      text(
        model: #"{"kind":"multilayer-perceptron.1","layers":["#
          + [String](repeating: #"{"weight":{"shape":[1,1]}}"#, count: 40_001).joined(separator: ",") + "]}"),
      "expected at most 40000 parameters and statistics, found more"
    ),
    (
      text(
        model: chain(
          [String](
            repeating: activation(
              "mine", "[" + String(repeating: "1,", count: 9999) + #""x"]"#), count: 11
          ).joined(separator: ","))),
      "expected formulas of at most 100000 terms in all, found more"
    ),
    (text(model: table("[{\"number\":{}}]")), "model: expected (m, 1), found (1, 4)"),
    (
      text(model: activation("relu", #"["x"]"#)),
      "model.formula: expected max(x, 0), which is relu, found another"
    ),
    (text(model: activation("mine", "[]")), "model.formula: expected a formula's terms, found none"),
    (text(model: activation("mine", #"["y"]"#)), "term 0: expected \"x\", a number or a list, found 'y'"),
    (
      text(model: activation("mine", #"["x",["frob",0]]"#)), "expected the name of an operation, found 'frob'"
    ),
    (
      text(model: activation("mine", #"["x",["mul",0]]"#)), "expected 2 operands of mul, found another number"
    ),
    (
      text(model: activation("mine", #"["x",["exp",0,0]]"#)),
      "expected 1 operands of exp, found another number"
    ),
    (
      text(model: activation("mine", #"["x",["exp",1]]"#)),
      "expected the number of a term before this one, found 1"
    ),
    (
      text(model: activation("mine", #"["x",["exp",-1]]"#)),
      "expected the number of a term before this one, found -1"
    ),
    (text(model: activation("mine", #"["x",["exp","x"]]"#)), "expected a whole number, found a string"),
    (
      text(model: activation("mine", #"["x",[]]"#)),
      "expected more than 0 elements, found the end of the array"
    ),
    (text(model: activation("mine", "[null]")), "expected an array, found null"),
    (
      text(
        model: activation("mine", "[" + [String](repeating: "1", count: 10_001).joined(separator: ",") + "]")),
      "expected at most 10000 terms, found more"
    ),
  ]
}

import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeModelIO

@Suite struct NetworkDescriptionTests {
  static let full = NetworkDescription(
    sizes: [784, 400, 2], activation: "gelu-tanh", hasBias: false, dtype: .float64, inputScale: 1.0 / 255,
    picture: .init(rows: 28, columns: 28), classNames: ["no", "\"yes\"\n"])
  static let small = NetworkDescription(sizes: [1, 1], activation: "relu", hasBias: true, dtype: .float32)

  @Test func text() {
    #expect(
      Self.full.json
        == #"{"version":1,"sizes":[784,400,2],"activation":"gelu-tanh","bias":false,"dtype":"float64","#
        + #""input":{"scale":0.00392156862745098,"rows":28,"columns":28},"classes":["no","\"yes\"\n"]}"#)
    #expect(
      Self.small.json
        == #"{"version":1,"sizes":[1,1],"activation":"relu","bias":true,"dtype":"float32","input":{"scale":1.0}}"#
    )
  }

  @Test(arguments: [full, small]) func comesBack(description: NetworkDescription) throws {
    #expect(try NetworkDescription(json: description.json, path: "x") == description)
  }

  @Test func everyActivationAndTheLargestNetwork() throws {
    for activation in Activation.standard {
      let sizes = [Int](repeating: 1 << 24, count: 65)
      let description = NetworkDescription(
        sizes: sizes, activation: activation.name, hasBias: true, dtype: .float32)
      #expect(try NetworkDescription(json: description.json, path: "x") == description)
      #expect(description.network().layers.count == 64)
    }
  }

  @Test func membersOfLaterVersionsAreLeftAside() throws {
    let text = Self.small.json.dropLast() + ",\"new\":{\"a\":[1]}}"
    #expect(try NetworkDescription(json: String(text), path: "x") == Self.small)
  }

  /// What is replaced in the small description, by what, and what is said.
  static let wrong: [(old: String, new: String, message: String)] = [
    ("{\"version\"", "[\"version\"", "metadata \"fledge\", byte 10: expected ',' or ']', found ':'"),
    (
      "\"bias\":true", "\"bias\":true,\"bias\":true",
      "byte 59: expected a new key, found \"bias\" for the second time"
    ),
    (
      "\"version\":1", "\"version\":2",
      "metadata \"fledge\", version: expected 1, the only one known here, found 2"
    ),
    ("\"version\":1", "\"version\":\"1\"", "version: expected a whole number, found a string"),
    ("\"version\":1,", "", "version: expected a whole number, found no such member"),
    ("[1,1]", "[]", "sizes: expected 2 to 65 sizes, found 0"),
    ("[1,1]", "[1]", "sizes: expected 2 to 65 sizes, found 1"),
    ("[1,1]", "[" + String(repeating: "1,", count: 65) + "1]", "sizes: expected 2 to 65 sizes, found 66"),
    ("[1,1]", "[0,1]", "sizes: expected sizes from 1 to 16777216, found 0"),
    ("[1,1]", "[1,-1]", "sizes: expected sizes from 1 to 16777216, found -1"),
    ("[1,1]", "[16777217,1]", "sizes: expected sizes from 1 to 16777216, found 16777217"),
    ("[1,1]", "[9223372036854775807,9223372036854775807]", "found 9223372036854775807"),
    ("[1,1]", "[9223372036854775808,1]", "sizes: expected an array of whole numbers, found a number in it"),
    ("[1,1]", "[1,1.5]", "sizes: expected an array of whole numbers, found a number in it"),
    ("[1,1]", "[1,\"1\"]", "sizes: expected an array of whole numbers, found a string in it"),
    ("[1,1]", "2", "sizes: expected an array of whole numbers, found a number"),
    ("relu", "rleu", "activation: expected one of identity relu relu6 leaky-relu elu"),
    ("\"relu\"", "\"swish\"", "activation: expected one of identity relu"),
    ("\"relu\"", "null", "activation: expected a string, found null"),
    ("true", "1", "bias: expected true or false, found a number"),
    ("float32", "float16", "dtype: expected float32 or float64, found \"float16\""),
    ("float32", "int32", "dtype: expected float32 or float64, found int32"),
    ("{\"scale\":1.0}", "1", "input: expected an object, found a number"),
    ("{\"scale\":1.0}", "{}", "metadata \"fledge\", input, scale: expected a number, found no such member"),
    ("1.0", "0", "input: expected a positive scale, found 0.0"),
    ("1.0", "-1", "input: expected a positive scale, found -1.0"),
    ("1.0", "NaN", "expected a JSON value, found 'N'"),
    ("1.0", "1.0,\"rows\":1", "input: expected rows and columns, found only one of them"),
    ("1.0", "1.0,\"rows\":1,\"columns\":2", "input: expected rows × columns to be the 1 inputs, found 1 × 2"),
    ("1.0", "1.0,\"rows\":-1,\"columns\":-1", "to be the 1 inputs, found -1 × -1"),
    ("1.0", "1.0,\"rows\":9223372036854775807,\"columns\":3", "found 9223372036854775807 × 3"),
    ("1.0}", "1.0},\"classes\":[]", "classes: expected 1 names, found 0"),
    ("1.0}", "1.0},\"classes\":[7]", "classes: expected an array of strings, found a number in it"),
  ]

  @Test(arguments: wrong) func whatIsWrong(old: String, new: String, message: String) throws {
    let text = Self.small.json.replacing(old, with: new, maxReplacements: 1)
    #expect(text != Self.small.json)
    let error = #expect(throws: FileError.self) { try NetworkDescription(json: text, path: "x") }
    let description = error?.description ?? "nothing"
    #expect(
      description.hasPrefix("x: metadata \"fledge\", ") && description.contains(message), "\(description)")
  }

  @Test func noObject() {
    let error = FileError(path: "x", place: "metadata \"fledge\"", expected: "an object", found: "an array")
    #expect(throws: error) { try NetworkDescription(json: "[]", path: "x") }
  }

  @Test(arguments: [DType.float32, .float64]) func networksComeBack(dtype: DType) throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/model.safetensors"
    let description = NetworkDescription(
      sizes: [4, 3, 2], activation: "tanh", hasBias: true, dtype: dtype, picture: .init(rows: 2, columns: 2))
    let network = description.network().initialized(seed: 3, dtype: dtype)
    try network.save(to: path, description: description)
    let file = try SafetensorsFile(path: path)
    #expect(file.entry(named: "layers.0.weight")?.shape == [4, 3], "inputs × outputs")
    #expect(
      file.entries.map(\.name) == ["layers.0.bias", "layers.0.weight", "layers.1.bias", "layers.1.weight"])
    let (again, read) = try NetworkDescription.loadNetwork(from: path)
    #expect(read == description)
    let x: Tensor = [[1, 2, 3, 4], [0, -1, 0.5, 0]]
    #expect(again(x.converted(to: dtype)) == network(x.converted(to: dtype)))
  }

  @Test func filesWithoutOrWithAnotherDescription() throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/model.safetensors"
    let network = MultilayerPerceptron([4, 3, 2]).initialized(seed: 1)
    try network.save(to: path)
    let none = FileError(
      path: path, place: "metadata", expected: "the description of a network under \"fledge\"", found: "none")
    #expect(throws: none) { try NetworkDescription.loadNetwork(from: path) }
    let other = NetworkDescription(sizes: [4, 5, 2], activation: "relu", hasBias: true, dtype: .float32)
    try network.save(to: path, metadata: ["fledge": other.json])
    let error = #expect(throws: FileError.self) { try NetworkDescription.loadNetwork(from: path) }
    #expect(error?.found.hasPrefix("3 tensors do not fit the model:") == true)
  }
}

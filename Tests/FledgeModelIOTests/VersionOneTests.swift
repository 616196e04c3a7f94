import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeModelIO

/// Files that were written before any composition could describe itself.
@Suite struct VersionOneTests {
  static let full =
    #"{"version":1,"sizes":[784,400,2],"activation":"gelu-tanh","bias":false,"dtype":"float64","#
    + #""input":{"scale":0.00392156862745098,"rows":28,"columns":28},"classes":["no","\"yes\"\n"]}"#
  static let small =
    #"{"version":1,"sizes":[1,1],"activation":"relu","bias":true,"dtype":"float32","input":{"scale":1.0}}"#

  private func read(_ text: String) throws -> ModelDescription {
    try ModelDescription(parsing: text, path: "x")
  }

  @Test func itIsTranslated() throws {
    let description = try read(Self.full)
    #expect(
      description.card
        == ModelCard(input: [28, 28], scale: 1.0 / 255, dtype: .float64, classNames: ["no", "\"yes\"\n"]))
    let network = try #require(description.model as? MultilayerPerceptron)
    #expect(network.layers.map(\.weight.shape) == [[784, 400], [400, 2]])
    #expect(network.activation.name == "gelu-tanh" && network.layers.allSatisfy { $0.bias == nil })
    let other = try read(Self.small)
    #expect(other.card == ModelCard(input: [1]))
    #expect((other.model as? MultilayerPerceptron)?.layers.map(\.bias?.shape) == [[1]])
  }

  @Test func everyActivationAndTheLargestNetwork() throws {
    for activation in Activation.standard {
      let sizes = [Int](repeating: 1 << 20, count: 65).map(String.init).joined(separator: ",")
      let text = Self.small.replacing("[1,1]", with: "[\(sizes)]").replacing("relu", with: activation.name)
      let network = try #require(try read(text).model as? MultilayerPerceptron)
      #expect(network.layers.count == 64 && network.activation.name == activation.name)
    }
  }

  @Test func furtherMembersAreLeftAside() throws {
    #expect(try read(Self.small.dropLast() + ",\"new\":{\"a\":[1]}}").card == ModelCard(input: [1]))
  }

  /// What is replaced in the small description, by what, and what is said.
  static let wrong: [(old: String, new: String, message: String)] = [
    ("{\"version\"", "[\"version\"", "metadata \"fledge\", byte 10: expected ',' or ']', found ':'"),
    (
      "\"bias\":true", "\"bias\":true,\"bias\":true",
      "byte 59: expected a new key, found \"bias\" for the second time"
    ),
    ("\"version\":1", "\"version\":2", "version: expected 1, or a description of version 2, found 2"),
    ("\"version\":1", "\"version\":\"1\"", "version: expected a whole number, found a string"),
    ("\"version\":1,", "", "metadata \"fledge\", fledge: expected a value, found no such member"),
    ("[1,1]", "[]", "sizes: expected 2 to 65 sizes, found 0"),
    ("[1,1]", "[1]", "sizes: expected 2 to 65 sizes, found 1"),
    ("[1,1]", "[" + String(repeating: "1,", count: 65) + "1]", "sizes: expected 2 to 65 sizes, found 66"),
    ("[1,1]", "[0,1]", "sizes: expected sizes from 1 to 16777216, found 0"),
    ("[1,1]", "[1,-1]", "sizes: expected sizes from 1 to 16777216, found -1"),
    ("[1,1]", "[16777217,1]", "sizes: expected sizes from 1 to 16777216, found 16777217"),
    ("[1,1]", "[9223372036854775807,9223372036854775807]", "found 9223372036854775807"),
    ("[1,1]", "[9223372036854775808,1]", "sizes.0: expected a whole number, found a number"),
    ("[1,1]", "[1,1.5]", "sizes.1: expected a whole number, found a number"),
    ("[1,1]", "[1,\"1\"]", "sizes.1: expected a whole number, found a string"),
    ("[1,1]", "2", "sizes: expected an array, found a number"),
    ("relu", "rleu", "activation: expected one of identity relu relu6 leaky-relu elu"),
    ("\"relu\"", "\"swish\"", "activation: expected one of identity relu"),
    ("\"relu\"", "null", "activation: expected a string, found null"),
    ("true", "1", "bias: expected true or false, found a number"),
    ("float32", "float16", "dtype: expected float32 or float64, found \"float16\""),
    ("float32", "int32", "dtype: expected float32 or float64, found \"int32\""),
    ("{\"scale\":1.0}", "1", "input: expected an object, found a number"),
    ("{\"scale\":1.0}", "{}", "metadata \"fledge\", input.scale: expected a value, found no such member"),
    ("1.0", "0", "input: expected a positive scale, found 0.0"),
    ("1.0", "-1", "input: expected a positive scale, found -1.0"),
    ("1.0", "NaN", "expected a JSON value, found 'N'"),
    ("1.0", "1.0,\"rows\":1", "input: expected rows × columns to be the 1 inputs, found 1 × 0"),
    ("1.0", "1.0,\"rows\":1,\"columns\":2", "input: expected rows × columns to be the 1 inputs, found 1 × 2"),
    ("1.0", "1.0,\"rows\":-1,\"columns\":-1", "to be the 1 inputs, found -1 × -1"),
    ("1.0", "1.0,\"rows\":9223372036854775807,\"columns\":3", "found 9223372036854775807 × 3"),
    ("1.0}", "1.0},\"classes\":[]", "classes: expected 1 names, found 0"),
    ("1.0}", "1.0},\"classes\":[7]", "classes.0: expected a string, found a number"),
  ]

  @Test(arguments: wrong) func whatIsWrong(old: String, new: String, message: String) throws {
    let text = Self.small.replacing(old, with: new, maxReplacements: 1)
    #expect(text != Self.small)
    let error = #expect(throws: FileError.self) { try read(text) }
    let description = error?.description ?? "nothing"
    #expect(
      description.hasPrefix("x: metadata \"fledge\", ") && description.contains(message), "\(description)")
  }

  @Test func noObject() {
    let error = FileError(path: "x", place: "metadata \"fledge\"", expected: "an object", found: "an array")
    #expect(throws: error) { try read("[]") }
  }

  @Test func weightsAreLoaded() throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/model.safetensors"
    let network = MultilayerPerceptron([784, 400, 2], activation: .geluTanh, bias: false)
      .initialized(seed: 3, dtype: .float64)
    try network.save(to: path, metadata: ["fledge": Self.full])
    let saved = try SavedModel(from: path)
    let x = Tensor.linearlySpaced(from: -1, to: 1, count: 784, dtype: .float64).reshaped(to: [1, 28, 28])
    #expect(saved.model(x) == network(x))
    #expect(saved.outputShape == [1, 2])
  }
}

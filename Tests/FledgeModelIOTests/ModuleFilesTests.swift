import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeModelIO

/// A struct of layers in which one stands inside another.
private struct Classifier: Layer {
  struct Head: Layer {
    var output = Linear(3, 2, bias: false)
    func callAsFunction(_ x: Tensor) -> Tensor { output(x) }
    mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("output", &output) }
  }
  var hidden = Linear(4, 3, activation: .tanh)
  var head = Head()
  func callAsFunction(_ x: Tensor) -> Tensor { head(hidden(x)) }
  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("hidden", &hidden)
    visitor("head", &head)
  }
}

extension Module {
  fileprivate var values: [Tensor] { namedParameters.map(\.parameter.value) }
}

@Suite struct ModuleFilesTests {
  let directory = TemporaryDirectory()
  var path: String { directory.path + "/model.safetensors" }

  @Test func comesBackByNames() throws {
    let model = Classifier().initialized(seed: 1)
    try model.save(to: path, metadata: ["note": "first"])
    #expect(
      try Set(SafetensorsFile(path: path).entries.map(\.name)) == [
        "hidden.weight", "hidden.bias", "head.output.weight",
      ])
    var undrawn = Classifier()
    #expect(try undrawn.load(from: path) == ["note": "first"])
    #expect(undrawn.values == model.values)
    var other = Classifier().initialized(seed: 2)
    #expect(other.values != model.values)
    try other.load(from: path)
    #expect(other.values == model.values)
  }

  @Test func sequencesHaveNumbers() throws {
    let chain = Sequential {
      Linear(4, 3, activation: .relu)
      Linear(3, 2)
    }.initialized(seed: 1)
    try chain.save(to: path)
    let names = try SafetensorsFile(path: path).entries.map(\.name)
    #expect(names == ["0.bias", "0.weight", "1.bias", "1.weight"])
    var network = MultilayerPerceptron([4, 3, 2])
    #expect(throws: FileError.self) { try network.load(from: path) }
  }

  @Test func floatingPointTypesAreConverted() throws {
    let double = Classifier().initialized(seed: 1, dtype: .float64)
    try double.save(to: path)
    let single = double.converted(to: .float32)
    // Undrawn parameters take what the file has, drawn ones keep their type, and the caller has the last word.
    var undrawn = Classifier()
    try undrawn.load(from: path)
    #expect(undrawn.values == double.values)
    var drawn = Classifier().initialized(seed: 2)
    try drawn.load(from: path)
    #expect(drawn.values == single.values)
    var asked = Classifier().initialized(seed: 2, dtype: .float64)
    try asked.load(from: path, dtype: .float32)
    #expect(asked.values == single.values)
    try single.save(to: path)
    try asked.load(from: path, dtype: .float64)
    #expect(asked.values == single.converted(to: .float64).values)
  }

  @Test func halfPrecisionBecomesSingle() throws {
    let bias = Safetensors.Item(name: "bias", elementType: .bf16, shape: [1])
    let weight = Safetensors.Item(name: "weight", elementType: .f16, shape: [1, 1])
    try Safetensors.write([(item: bias, bytes: [0x80, 0x3F]), (item: weight, bytes: [0, 0xC0])], to: path)
    var layer = Linear(1, 1)
    try layer.load(from: path)
    #expect(layer.values == [Tensor(shape: [1, 1], [-2] as [Float]), Tensor([1] as [Float])])
  }

  /// What is saved, and what is said when a `Classifier` is loaded from it.
  @Test func whatDoesNotFit() throws {
    let good: [(name: String, tensor: Tensor)] = [
      ("hidden.weight", .zeros([4, 3])), ("hidden.bias", .zeros([3])),
      ("head.output.weight", .zeros([3, 2])),
    ]
    func changed(_ index: Int, _ tensor: Tensor) -> [(name: String, tensor: Tensor)] {
      var tensors = good
      tensors[index].tensor = tensor
      return tensors
    }
    let cases: [(tensors: [(name: String, tensor: Tensor)], message: String)] = [
      (changed(0, .zeros([3, 4])), "tensor \"hidden.weight\": expected shape [4, 3], found shape [3, 4]"),
      (changed(0, .zeros([12])), "tensor \"hidden.weight\": expected shape [4, 3], found shape [12]"),
      (
        changed(1, .zeros([3], dtype: .int32)),
        "tensor \"hidden.bias\": expected F64, F32, BF16 or F16, found I32"
      ),
      (Array(good[..<2]), "tensor \"head.output.weight\": expected shape [3, 2], found no such tensor"),
      (
        good + [("head.output.bias", .zeros([2]))],
        "tensor \"head.output.bias\": expected no such tensor, for the model has none, found shape [2]"
      ),
      (
        [],
        """
        3 tensors do not fit the model:
          tensor "hidden.weight": expected shape [4, 3], found no such tensor
          tensor "hidden.bias": expected shape [3], found no such tensor
          tensor "head.output.weight": expected shape [3, 2], found no such tensor
        """
      ),
      (
        (0..<7).map { ("\($0)", Tensor(0)) },
        """
        10 tensors do not fit the model:
          tensor "hidden.weight": expected shape [4, 3], found no such tensor
          tensor "hidden.bias": expected shape [3], found no such tensor
          tensor "head.output.weight": expected shape [3, 2], found no such tensor
          tensor "0": expected no such tensor, for the model has none, found shape []
          tensor "1": expected no such tensor, for the model has none, found shape []
          and 5 more
        """
      ),
    ]
    var model = Classifier().initialized(seed: 1)
    let before = model.values
    for (tensors, message) in cases {
      try Safetensors.save(tensors, to: path)
      let error = #expect(throws: FileError.self) { try model.load(from: path) }
      #expect(error?.description == "\(path): \(message)")
      #expect(model.values == before)
    }
  }

  @Test func integerParametersStayIntegers() throws {
    struct Table: Module {
      var indices: Parameter
      mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("indices", &indices) }
    }
    try Table(indices: Parameter(Tensor([Int32(5), 6]))).save(to: path)
    var table = Table(indices: Parameter(Tensor([Int32(0), 0])))
    try table.load(from: path, dtype: .float64)
    #expect(table.values == [Tensor([Int32(5), 6])])
    var other = Table(indices: Parameter(Tensor([Int64(0), 0])))
    let error = FileError(path: path, place: "tensor \"indices\"", expected: "I64", found: "I32")
    #expect(throws: error) { try other.load(from: path) }
  }
}

import Fledge
import FledgeBasics
import FledgeFiles

/// What a model asks of the memory, in bytes: about, and in Double, because a product of sizes that users ask for may
/// exceed every integer.
struct MemoryNeed {
  /// The numbers in the parameters and statistics.
  let tensorCount: Double
  /// The numbers in an example's inputs and in what the layers make of them.
  let numbersPerExample: Double
  /// The numbers in the largest of these.
  let widest: Double
  private let model: any DescribedLayer
  private let input: Shape
  private let elementSize: Double

  /// For a model that takes examples of the shape `input`.
  ///
  /// Throws `ShapeMismatch` if it does not.
  init(_ model: any DescribedLayer, input: Shape, dtype: DType) throws {
    let rows = try model.outline(for: Shape.checked([1] + input.dimensions))
    let results = rows.map { Double($0.output.elementCount) }
    tensorCount = model.namedTensors.reduce(0) { $0 + Double($1.parameter.shape.elementCount) }
    numbersPerExample = results.reduce(Double(input.elementCount), +)
    widest = results.reduce(Double(input.elementCount), max)
    (self.model, self.input) = (model, input)
    elementSize = Double(dtype.byteCount)
  }

  /// Bytes of the parameters and statistics.
  var modelBytes: Double { elementSize * tensorCount }

  /// Bytes of what the layers give for so many examples.
  func bytes(forExamples count: Int) -> Double { elementSize * Double(count) * numbersPerExample }

  /// How many examples to run at a time where nothing else decides: fewer for a model so wide that its layers would fill
  /// the memory.
  var batchSize: Int { min(500, max(1, Int(Double(1 << 24) / max(1, widest)))) }

  /// Throws `FileError`, under the name of what is to be done, if `copies` of the parameters and what the layers give
  /// for `examples` at a time exceed `memory`.
  func check(_ task: String, copies: Int, examples: Int, memory: Int = SystemMemory.byteCount) throws {
    let bytes = Double(copies) * modelBytes + bytes(forExamples: examples)
    guard bytes >= Double(memory) else { return }
    throw FileError(
      path: task,
      expected: "a network and a batch that fit into \(NumberText.bytes(Double(memory))) of memory",
      found: "\(model.briefly(for: input)), which needs more than \(NumberText.bytes(bytes))")
  }
}

extension DescribedLayer {
  /// The model in few words: `784-400-10, relu`, or the number of its layers.
  func briefly(for input: Shape) -> String {
    if let network = self as? MultilayerPerceptron {
      let sizes = [input.elementCount] + network.layers.map { $0.weight.shape[1] }
      return sizes.map(String.init).joined(separator: "-") + ", \(network.activation.name)"
    }
    let count = (try? outline(for: Shape.checked([1] + input.dimensions)).count) ?? 0
    return "\(NumberText.count(count, "layer"))"
  }
}

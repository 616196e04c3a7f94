import Fledge
import Testing

/// A model's operations for a batch of any size, found by two runs.
@Suite struct ModelTraceTests {
  /// A layer made of a function, for what a model's own code may do.
  private func trace(_ input: Shape = [3], _ function: @escaping @Sendable (Tensor) -> Tensor) throws
    -> ModelTrace
  {
    try ModelTrace(Sequential { Lambda("own", function) }, input: input, dtype: .float64)
  }

  private func text(_ source: ModelTrace.Source) -> String {
    switch source {
    case .input: "input"
    case .weight(let name): name
    case .operation(let number): "#\(number)"
    case .constant(let value): "constant \(value.shape)"
    }
  }

  @Test("a network on pictures: its products, what they read, and shapes whose first axis is the batch")
  func network() throws {
    let model = MultilayerPerceptron([6, 4, 2]).initialized(seed: 1)
    let trace = try ModelTrace(model, input: [2, 3])
    // The pictures become rows first.
    #expect(trace.operations.map(\.path) == ["", "layers.0", "layers.0", "layers.1"])
    #expect(
      trace.operations.map { $0.inputs.map { text($0.source) } } == [
        ["input"], ["#0", "layers.0.weight", "layers.0.bias"], ["#1"],
        ["#2", "layers.1.weight", "layers.1.bias"],
      ])
    #expect(trace.operations[0].attributes == ["shape": [.batch(times: 1), .fixed(6)]])
    #expect(trace.operations[1].inputs[0].shape == [.batch(times: 1), .fixed(6)])
    #expect(trace.operations[1].inputs[1].shape == [.fixed(6), .fixed(4)])
    let shapes: [[ModelTrace.Length]] = [6, 4, 4, 2].map { [.batch(times: 1), .fixed($0)] }
    #expect(trace.operations.map(\.output) == shapes)
    #expect(text(trace.result.source) == "#3" && trace.result.shape == [.batch(times: 1), .fixed(2)])
    #expect(trace.weights.map(\.name) == model.parameterNames)
  }

  @Test("every layer of the library follows the batch, on indices too")
  func everyLayer() throws {
    let trace = try ModelTrace(EveryLayer().initialized(seed: 3), input: [], dtype: .int32)
    #expect(trace.result.shape == [.batch(times: 1), .fixed(3)])
    let table = TableInput([.number, .category(levels: 3), .number]).initialized(seed: 1)
    #expect(try ModelTrace(table, input: [3]).result.shape == [.batch(times: 1), .fixed(4)])
  }

  @Test("lengths that are multiples of the batch, and those of two axes")
  func lengths() throws {
    let rows = try trace([3, 2]) { tanh($0.reshaped(to: [$0.shape[0] * 3, 2])) }
    #expect(rows.result.shape == [.batch(times: 3), .fixed(2)])
    let pairs = try trace { matmul($0, $0, transposeB: true) }
    #expect(pairs.result.shape == [.batch(times: 1), .batch(times: 1)])
    let added = try trace { $0 + Tensor([1, 2, 3] as [Double]) }
    #expect(added.operations[0].inputs.map { text($0.source) } == ["input", "constant (3)"])
  }

  /// What is said of a function; nothing if it can be traced.
  private func refusal(_ function: @escaping @Sendable (Tensor) -> Tensor) -> String {
    do {
      _ = try trace([3], function)
      return ""
    } catch { return "\(error)" }
  }

  @Test("anything else that depends on the batch's size is an error that names the layer and the operation")
  func refusals() {
    #expect(refusal { tanh($0) } == "")
    // A number that is made of the size.
    #expect(refusal { $0 * (1 / Double($0.shape[0])) }.hasPrefix("0: "))
    // A length that grows faster.
    let squared = refusal { tanh(matmul($0, $0, transposeB: true).flattened) }
    #expect(squared.hasPrefix("0: ") && squared.contains("for 2 examples"), "\(squared)")
    // A value of the batch's size.
    #expect(refusal { $0 + Tensor.ones($0.shape, dtype: .float64) }.contains("input 1"))
    // Another way for another size, and a way further.
    #expect(refusal { $0.shape[0] > 2 ? tanh($0) : sigmoid($0) }.hasPrefix("0: "))
    #expect(
      refusal { $0.shape[0] > 2 ? tanh(sigmoid($0)) : sigmoid($0) }.contains(
        "runs for one size of the batch alone"))
  }
}

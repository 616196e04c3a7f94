import Fledge
import TestSupport
import Testing

/// Every differentiable operation, at points of its domain: one table that the gradient checks run through.
struct DifferentiableOperation: Sendable, CustomTestStringConvertible {
  let name: String
  let shapes: [Shape]
  /// The inputs are drawn from low...high.
  var low = -2.0
  var high = 2.0
  let function: @Sendable ([Tensor]) -> Tensor
  var testDescription: String { name }

  init(
    _ name: String, _ shapes: Shape..., from low: Double = -2, to high: Double = 2,
    function: @escaping @Sendable ([Tensor]) -> Tensor
  ) {
    (self.name, self.shapes, self.low, self.high, self.function) = (name, shapes, low, high, function)
  }

  func inputs(seed: UInt64) -> [Tensor] {
    var random = Random(seed: seed)
    return shapes.map { random.uniform($0, from: low, to: high, dtype: .float64) }
  }
}

private let indices = Tensor([2, 0, 2, 1] as [Int32])
private let labels = Tensor([2, 0, 1] as [Int32])
private let mask = Tensor([true, false, true])

private typealias Operation = DifferentiableOperation

private let operations: [Operation] = [
  Operation("add", [2, 3], [2, 3]) { $0[0] + $0[1] },
  Operation("add, broadcast rows", [2, 3], [3]) { $0[0] + $0[1] },
  Operation("add, broadcast both", [2, 1, 3], [4, 1]) { $0[0] + $0[1] },
  Operation("add, scalar", [2, 3], []) { $0[0] + $0[1] },
  Operation("subtract", [2, 3], [2, 1]) { $0[0] - $0[1] },
  Operation("multiply", [2, 3], [2, 3]) { $0[0] * $0[1] },
  Operation("multiply, broadcast", [2, 3], [1, 3]) { $0[0] * $0[1] },
  Operation("multiply by itself", [3]) { $0[0] * $0[0] },
  Operation("divide", [2, 3], [3], from: 0.5, to: 2) { $0[0] / $0[1] },
  Operation("negate", [3]) { -$0[0] },
  Operation("numbers", [3], from: 0.5, to: 2) { 2 * $0[0] + 1 - $0[0] / 3 + 1 / $0[0] - (4 - $0[0]) },
  Operation("power", [3], [3], from: 0.5, to: 2) { pow($0[0], $0[1]) },
  Operation("power, number", [3], from: 0.5, to: 2) { pow($0[0], 2.5) },
  Operation("squared", [3]) { $0[0].squared },
  Operation("exp", [3]) { exp($0[0]) },
  Operation("log", [3], from: 0.5, to: 2) { log($0[0]) },
  Operation("sqrt", [3], from: 0.5, to: 2) { sqrt($0[0]) },
  Operation("abs", [3]) { abs($0[0]) },
  Operation("tanh", [3]) { tanh($0[0]) },
  Operation("sigmoid", [3]) { sigmoid($0[0]) },
  Operation("softplus", [3]) { softplus($0[0]) },
  Operation("erf", [3]) { erf($0[0]) },
  Operation("sin, cos", [3]) { sin($0[0]) * cos($0[0]) },
  Operation("relu", [5]) { relu($0[0]) },
  Operation("gated", [3], [3]) { $0[0].gated(by: $0[1]) },
  Operation("clamped", [5]) { $0[0].clamped(-1, 1) },
  Operation("max of two", [4], [4]) { max($0[0], $0[1]) },
  Operation("min of two", [4], [4]) { min($0[0], $0[1]) },
  Operation("select", [2, 3], [3]) { select(mask, $0[0], $0[1] * $0[1]) },
  Operation("sum", [2, 3]) { $0[0].sum() },
  Operation("sum, first axis", [2, 3]) { $0[0].sum(axes: [0]) },
  Operation("sum, outer axes kept", [2, 3, 2]) { $0[0].sum(axes: [0, 2], keepingDimensions: true) },
  Operation("sum, no axes", [2, 3]) { $0[0].sum(axes: []) },
  Operation("mean", [2, 3]) { $0[0].mean() },
  Operation("mean, middle axis", [2, 3, 2]) { $0[0].mean(axes: [1]) },
  Operation("max over an axis", [3, 4]) { $0[0].max(axes: [-1]) },
  Operation("max over outer axes", [2, 3, 2]) { $0[0].max(axes: [0, 2]) },
  Operation("logSumExp", [2, 3]) { $0[0].logSumExp() },
  Operation("logSumExp, first axis", [2, 3]) { $0[0].logSumExp(axes: [0], keepingDimensions: true) },
  Operation("softmax", [2, 3]) { $0[0].softmax() },
  Operation("softmax, first axis", [2, 3]) { $0[0].softmax(axis: 0) },
  Operation("logSoftmax", [2, 3]) { $0[0].logSoftmax() },
  Operation("logSoftmax, middle axis", [2, 3, 2]) { $0[0].logSoftmax(axis: 1) },
  Operation("matmul", [2, 3], [3, 4]) { matmul($0[0], $0[1]) },
  Operation("matmul, A transposed", [3, 2], [3, 4]) { matmul($0[0], $0[1], transposeA: true) },
  Operation("matmul, B transposed", [2, 3], [4, 3]) { matmul($0[0], $0[1], transposeB: true) },
  Operation("matmul, both transposed", [3, 2], [4, 3]) {
    matmul($0[0], $0[1], transposeA: true, transposeB: true)
  },
  Operation("matmul, batched", [2, 2, 3], [2, 3, 2]) { matmul($0[0], $0[1]) },
  Operation("matmul, batch broadcast", [2, 1, 2, 3], [3, 2, 3]) { matmul($0[0], $0[1], transposeB: true) },
  Operation("matmul, one matrix for all", [2, 2, 3], [3, 2]) { matmul($0[0], $0[1]) },
  Operation("matmul, vectors", [3], [3]) { matmul($0[0], $0[1]) },
  Operation("matmul, matrix and vector", [2, 3], [3]) { matmul($0[0], $0[1]) },
  Operation("matmul by itself", [3, 3]) { matmul($0[0], $0[0]) },
  Operation("matmul, inner length 0", [2, 0], [0, 3]) { matmul($0[0], $0[1]) },
  Operation("reshape", [2, 3]) { $0[0].reshaped(to: [3, 2]) * $0[0].reshaped(to: [3, -1]) },
  Operation("transpose", [2, 3]) { matmul($0[0].transposed, $0[0]) },
  Operation("permute", [2, 3, 2]) { $0[0].permuted([2, 0, 1]).squared },
  Operation("broadcast", [2, 1]) { $0[0].broadcast(to: [3, 2, 2]).squared },
  Operation("slice rows", [4, 2]) { $0[0][1..<3].squared },
  Operation("slice columns", [2, 4]) { $0[0].slice(1..<3, axis: 1).squared },
  Operation("row", [3, 2]) { $0[0][1] },
  Operation("concatenate", [2, 2], [1, 2]) { .concatenated([$0[0], $0[1], $0[0]]).squared },
  Operation("concatenate columns", [2, 1], [2, 2]) { .concatenated([$0[0], $0[1]], axis: -1) },
  Operation("stack", [2], [2]) { .stacked([$0[0], $0[1]], axis: 1).squared },
  Operation("split", [5, 2]) {
    let parts = $0[0].split([2, 3])
    return parts[0].sum(axes: [0]) * parts[1].sum(axes: [0])
  },
  Operation("gather rows", [3, 2]) { $0[0].gatherRows(indices).squared },
  Operation("linear", [2, 3], [3, 2], [2]) { linear($0[0], $0[1], $0[2]) },
  Operation("linear, no bias", [2, 3], [3, 2]) { linear($0[0], $0[1], nil) },
  Operation("linear on more axes", [2, 2, 3], [3, 2], [2]) { linear($0[0], $0[1], $0[2]) },
  Operation("linear on a vector", [3], [3, 2], [2]) { linear($0[0], $0[1], $0[2]) },
  Operation("cross-entropy", [3, 4]) { crossEntropy($0[0], labels: labels) },
  Operation("to float32 and back, scaled", [0]) { $0[0].converted(to: .float32).converted(to: .float64) },
  Operation("no rows", [0, 3], [3, 2], [2]) { linear($0[0], $0[1], $0[2]) },
  Operation("one row", [1, 3], [3, 2], [2]) { linear($0[0], $0[1], $0[2]) },
]

@Suite struct GradientTests {
  @Test("the Jacobian agrees with central differences", arguments: operations + axisOperations)
  func firstOrder(_ operation: DifferentiableOperation) {
    expectGradient(of: operation.function, at: operation.inputs(seed: 1), operation.name)
  }

  @Test("so does the Jacobian of the gradient", arguments: operations + axisOperations)
  func secondOrder(_ operation: DifferentiableOperation) {
    let inputs = operation.inputs(seed: 2)
    guard operation.function(inputs).count > 0, inputs.allSatisfy({ $0.count > 0 }) else { return }
    var random = Random(seed: 3)
    let weights = random.normal(operation.function(inputs).shape, dtype: .float64)
    expectGradient(
      of: { outer in
        let gradients = valueAndGradients(at: outer) { inner in
          (operation.function(inner).squared * weights).sum()
        }.gradients
        return .concatenated(gradients.map(\.flattened))
      }, at: inputs, operation.name)
  }

  @Test("a wrong product is caught")
  func wrongProductIsCaught() {
    let x = Tensor([0.5, 1.5], dtype: .float64)
    // The detached factor hides half of the derivative of x².
    let check = GradientCheck(at: [x]) { $0[0] * $0[0].detached }
    #expect(check.failures.count == 2)
  }
}

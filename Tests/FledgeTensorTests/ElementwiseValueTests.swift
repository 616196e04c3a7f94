import Fledge
import Foundation
import TestSupport
import Testing

/// An elementwise operation on tensors, and the same on numbers in Double.
private struct Operation: Sendable, CustomTestStringConvertible {
  let name: String
  let inputs: Int
  let domain: ClosedRange<Double>
  let tensors: @Sendable ([Tensor]) -> Tensor
  let numbers: @Sendable ([Double]) -> Double
  var testDescription: String { name }

  init(
    _ name: String, _ inputs: Int, in domain: ClosedRange<Double> = -3...3,
    _ tensors: @escaping @Sendable ([Tensor]) -> Tensor, _ numbers: @escaping @Sendable ([Double]) -> Double
  ) {
    (self.name, self.inputs, self.domain, self.tensors, self.numbers) = (
      name, inputs, domain, tensors, numbers
    )
  }
}

private let weighted = Formula(inputs: 3, parameters: 2) { x, p in [p[0] * x[0] * x[1] - p[1] * sin(x[2])] }

private let operations: [Operation] = [
  Operation("a + b", 2, { $0[0] + $0[1] }, { $0[0] + $0[1] }),
  Operation("a - b", 2, { $0[0] - $0[1] }, { $0[0] - $0[1] }),
  Operation("a * b", 2, { $0[0] * $0[1] }, { $0[0] * $0[1] }),
  Operation("a / b", 2, in: 0.5...3, { $0[0] / $0[1] }, { $0[0] / $0[1] }),
  Operation("-a", 1, { -$0[0] }, { -$0[0] }),
  Operation("a + 2.5", 1, { $0[0] + 2.5 }, { $0[0] + 2.5 }),
  Operation("2.5 + a", 1, { 2.5 + $0[0] }, { 2.5 + $0[0] }),
  Operation("a - 2.5", 1, { $0[0] - 2.5 }, { $0[0] - 2.5 }),
  Operation("2.5 - a", 1, { 2.5 - $0[0] }, { 2.5 - $0[0] }),
  Operation("a * 2.5", 1, { $0[0] * 2.5 }, { $0[0] * 2.5 }),
  Operation("2.5 * a", 1, { 2.5 * $0[0] }, { 2.5 * $0[0] }),
  Operation("a / 2.5", 1, { $0[0] / 2.5 }, { $0[0] / 2.5 }),
  Operation("2.5 / a", 1, in: 0.5...3, { 2.5 / $0[0] }, { 2.5 / $0[0] }),
  Operation("a and whole numbers", 1, in: 0.5...3, { (3 + $0[0] * 2 - 1) / 4 + 6 / (5 - $0[0]) }) {
    (3 + $0[0] * 2 - 1) / 4 + 6 / (5 - $0[0])
  },
  Operation("squared", 1, { $0[0].squared }, { $0[0] * $0[0] }),
  Operation("pow(a, b)", 2, in: 0.2...3, { pow($0[0], $0[1]) }, { pow($0[0], $0[1]) }),
  Operation("pow(a, 1.5)", 1, in: 0...3, { pow($0[0], 1.5) }, { pow($0[0], 1.5) }),
  Operation("pow(a, 3)", 1, { pow($0[0], 3) }, { pow($0[0], 3) }),
  Operation("gated", 2, { $0[0].gated(by: $0[1]) }, { $0[0] * $0[1] }),
  Operation("clamped", 1, { $0[0].clamped(-1, 0.5) }, { min(max($0[0], -1), 0.5) }),
  Operation("max", 2, { max($0[0], $0[1]) }, { max($0[0], $0[1]) }),
  Operation("min", 2, { min($0[0], $0[1]) }, { min($0[0], $0[1]) }),
  Operation("exp", 1, { exp($0[0]) }, { exp($0[0]) }),
  Operation("log", 1, in: 0.1...9, { log($0[0]) }, { log($0[0]) }),
  Operation("sqrt", 1, in: 0...9, { sqrt($0[0]) }, { sqrt($0[0]) }),
  Operation("abs", 1, { abs($0[0]) }, { abs($0[0]) }),
  Operation("tanh", 1, { tanh($0[0]) }, { tanh($0[0]) }),
  Operation("sigmoid", 1, { sigmoid($0[0]) }, { 1 / (1 + exp(-$0[0])) }),
  Operation("softplus", 1, { softplus($0[0]) }, { log1p(exp($0[0])) }),
  Operation("erf", 1, { erf($0[0]) }, { erf($0[0]) }),
  Operation("sin", 1, { sin($0[0]) }, { sin($0[0]) }),
  Operation("cos", 1, { cos($0[0]) }, { cos($0[0]) }),
  Operation("relu", 1, { relu($0[0]) }, { max($0[0], 0) }),
  Operation("select, a < b", 2, { select($0[0] .< $0[1], $0[0], 2 * $0[1]) }) {
    $0[0] < $0[1] ? $0[0] : 2 * $0[1]
  },
  Operation("select, a >= b", 3, { select($0[0] .>= $0[1], $0[2], $0[0]) }) {
    $0[0] >= $0[1] ? $0[2] : $0[0]
  },
  Operation("three inputs", 3, { ($0[0] - $0[1]) * $0[2] + $0[0] }) { ($0[0] - $0[1]) * $0[2] + $0[0] },
  Operation("formula with parameters", 3, { weighted($0[0], $0[1], $0[2], parameters: [2, 0.5]) }) {
    2 * $0[0] * $0[1] - 0.5 * sin($0[2])
  },
]

@Suite struct ElementwiseValueTests {
  @Test("values agree with plain Swift in Double, on broadcast random shapes", arguments: operations)
  fileprivate func values(_ operation: Operation) {
    var random = Random(seed: 7)
    for _ in 0..<12 {
      let shape = random.shape(rank: 0...4)
      for dtype in [DType.float32, .float64] {
        let inputs = (0..<operation.inputs).map { index in
          // At least one input has the whole shape.
          random.uniform(
            index == 0 ? shape : random.shape(broadcastingTo: shape), from: operation.domain.lowerBound,
            to: operation.domain.upperBound, dtype: dtype)
        }
        let order = Array(random.permutation(inputs.count)).map { inputs[Int($0)] }
        let plain = order.map(PlainArray.init)
        let expected = PlainArray(PlainArray.broadcastShape(plain)) { index in
          operation.numbers(plain.map { $0[index] })
        }
        let result = operation.tensors(order)
        #expect(result.dtype == dtype)
        expectClose(result, expected, within: tolerance(dtype), "\(order.map(\.shape))")
      }
    }
  }

  @Test("comparisons give masks")
  func comparisons() {
    let (a, b) = (Tensor([1.0, 2, 3, .nan], dtype: .float64), Tensor([2.0, 2, 2, .nan], dtype: .float64))
    #expect((a .< b) == Tensor([true, false, false, false]))
    #expect((a .<= b) == Tensor([true, true, false, false]))
    #expect((a .> b) == Tensor([false, false, true, false]))
    #expect((a .>= b) == Tensor([false, true, true, false]))
    #expect((a .== b) == Tensor([false, true, false, false]))
    #expect((a .!= b) == Tensor([true, false, true, true]))
    #expect((a.reshaped(to: [4, 1]) .< b).shape == [4, 4])
  }

  @Test("a mask chooses between broadcast tensors")
  func selectBroadcasts() {
    let mask = Tensor([[true], [false]])
    #expect(select(mask, [1, 2, 3], [[9], [8]]) == [[1, 2, 3], [8, 8, 8]])
  }

  @Test("every output of a formula")
  func outputs() {
    let formula = Formula(inputs: 2) { x, _ in [x[0] + x[1], x[0] * x[1], 2 * x[1]] }
    let results = formula.outputs([[1, 2, 3], [4]])
    #expect(results == [[5, 6, 7], [4, 8, 12], [8, 8, 8]])
  }

  @Test("in-place operators change the variable alone")
  func inPlaceOperators() {
    var x: Tensor = [1, 2]
    let copy = x
    x += [1, 1]
    x *= [3, 4]
    x -= [1, 1]
    x /= [5, 11]
    #expect(x == [1, 1])
    #expect(copy == [1, 2])
  }

  @Test("whole numbers and masks join floating-point arithmetic")
  func mixedTypes() {
    let x: Tensor = [0.5, 1.5]
    #expect(x + Tensor([1, 2] as [Int32]) == [1.5, 3.5])
    #expect(x * Tensor([true, false]) == [0.5, 0])
    #expect(x - Tensor([1, 2] as [UInt8]) == [-0.5, -0.5])
    let sum = Tensor([1, 2] as [Int32]) + Tensor([3, 4] as [Int32])
    #expect(sum == Tensor([4, 6] as [Int32]))
  }
}

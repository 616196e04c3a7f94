import Fledge
import TestSupport
import Testing

/// The shapes that a record can take, each with its gradient in closed form.
@Suite struct RecordTests {
  private let x = Tensor([0.5, -1, 2], dtype: .float64)

  @Test("a chain")
  func chain() {
    let (value, slope) = valueAndGradient(at: x) { exp(sin(2 * $0)).sum() }
    expectClose(value, exp(sin(2 * x)).sum(), within: 0)
    expectClose(slope, exp(sin(2 * x)) * cos(2 * x) * 2, within: 1e-14)
  }

  @Test("branches that meet")
  func branches() {
    let slope = gradient(at: x) { x in
      let shared = x * x
      return (shared * sin(shared) + 3 * shared).sum()
    }
    let square = x * x
    expectClose(slope, (sin(square) + square * cos(square) + 3) * (2 * x), within: 1e-14)
  }

  @Test("branches of different lengths: no node has its turn before its gradient is complete")
  func branchesOfDifferentLengths() {
    let slope = gradient(at: x) { x in
      let start = 2 * x
      var long = start
      for _ in 0..<50 { long = long * 1.01 }
      return (start * long).sum()
    }
    var factor = 1.0
    for _ in 0..<50 { factor *= 1.01 }
    expectClose(slope, 8 * factor * x, within: 1e-13)
  }

  @Test("one input used twice, and twice by one operation")
  func usedTwice() {
    expectClose(gradient(at: x) { ($0 * $0).sum() }, 2 * x, within: 0)
    expectClose(gradient(at: x) { ($0 + $0).sum() }, .full([3], 2, dtype: .float64), within: 0)
    expectClose(gradient(at: x) { ($0 - $0).sum() }, .zeros([3], dtype: .float64), within: 0)
    expectClose(gradient(at: x) { ($0 / $0).sum() }, .zeros([3], dtype: .float64), within: 1e-15)
    expectClose(
      gradient(at: x) { Tensor.concatenated([$0, $0, $0]).squared.sum() }, 6 * x, within: 0)
    let matrix = Tensor([[1.0, 2], [3, 4]], dtype: .float64)
    // ∂/∂A of ΣAA is 1ᵀAᵀ + Aᵀ1: row sums along one axis plus column sums along the other.
    let expected =
      matrix.sum(axes: [1]).expanded(axis: 0) + matrix.sum(axes: [0]).expanded(axis: 1)
    expectClose(gradient(at: matrix) { matmul($0, $0).sum() }, expected, within: 0)
  }

  @Test("x + x, sixty times: the gradient is 2⁶⁰, exactly")
  func doubledSixtyTimes() {
    for dtype in [DType.float32, .float64] {
      let (value, slope) = valueAndGradient(at: Tensor(1, dtype: dtype)) { x in
        (0..<60).reduce(x) { sum, _ in sum + sum }
      }
      #expect(value.item == 0x1p60)
      #expect(slope.item == 0x1p60)
    }
  }

  @Test("a residual connection")
  func residual() {
    let slope = gradient(at: x) { x in
      var z = x
      for _ in 0..<3 { z = z + tanh(z) }
      return z.sum()
    }
    var (z, factor) = (x, Tensor.ones([3], dtype: .float64))
    for _ in 0..<3 {
      factor = factor * (2 - tanh(z).squared)
      z = z + tanh(z)
    }
    expectClose(slope, factor, within: 1e-14)
  }

  @Test("several inputs; one that does not reach the result gets zeros of its shape and type")
  func severalInputs() {
    let (a, b, c) = (
      Tensor([1.0, 2], dtype: .float64), Tensor([3.0, 4], dtype: .float64),
      Tensor([[5.0], [6]], dtype: .float64)
    )
    let (value, gradients) = valueAndGradients(at: [a, b, c]) { ($0[0] * $0[1]).sum() }
    #expect(value.item == 11)
    #expect(gradients == [b, a, .zeros([2, 1], dtype: .float64)])
  }

  @Test("the same tensor given twice is two inputs")
  func sameTensorTwice() {
    let gradients = valueAndGradients(at: [x, x]) { ($0[0] * 2 + $0[1] * 3).sum() }.gradients
    #expect(gradients[0] == .full([3], 2, dtype: .float64))
    #expect(gradients[1] == .full([3], 3, dtype: .float64))
  }

  @Test("several outputs of one formula, each weighted")
  func severalOutputs() {
    let formula = Formula(inputs: 2) { x, _ in [x[0] * x[1], sin(x[0]), x[1] * x[1]] }
    let y = Tensor([1.0, 2, -3], dtype: .float64)
    let gradients = valueAndGradients(at: [x, y]) { inputs in
      let parts = formula.outputs(inputs)
      return (parts[0] + 2 * parts[1] + 3 * parts[2]).sum()
    }.gradients
    expectClose(gradients[0], y + 2 * cos(x), within: 1e-15)
    expectClose(gradients[1], x + 6 * y, within: 1e-15)
    // One of the outputs alone.
    let second = gradient(at: x) { formula.outputs([$0, y])[1].sum() }
    expectClose(second, cos(x), within: 1e-15)
  }

  @Test("an output that nothing uses costs nothing and changes nothing")
  func unusedBranch() {
    let slope = gradient(at: x) { x in
      _ = exp(x).sum()
      return x.sum()
    }
    #expect(slope == .ones([3], dtype: .float64))
  }

  @Test("the input itself as the result")
  func identity() {
    let (value, slope) = valueAndGradient(at: Tensor(3, dtype: .float64)) { $0 }
    #expect(value.item == 3 && slope.item == 1)
    #expect(!value.isTracked && !slope.isTracked)
  }

  @Test("more inputs to one operation than a word has bits")
  func manyInputs() {
    let count = 70
    let weights = Tensor.range(count, dtype: .float64)
    let inputs = (0..<count).map { Tensor(Double($0), dtype: .float64) }
    let gradients = valueAndGradients(at: inputs) { (Tensor.stacked($0) * weights).sum() }.gradients
    #expect(gradients.map(\.item) == (0..<count).map(Double.init))
    // Only a late one tracked, and the same with history.
    let second = gradient(at: inputs[40]) { last in
      gradient(at: last) { last in
        var all = inputs
        all[40] = last
        return (Tensor.stacked(all).squared * weights).sum()
      }
    }
    #expect(second.item == 80)
  }

  @Test("an input whose values were not kept, in the middle of megabytes and under a broadcast")
  func unkeptValues() {
    let count = 5_000_011
    let ramp = Tensor.range(count)
    #expect(gradient(at: Tensor.ones([count])) { ($0 * ramp).sum() } == ramp)
    let slopes = gradient(at: Tensor.ones([count / 4, 1])) { ($0 * Tensor.range(7)).sum() }
    #expect(slopes == .full([count / 4, 1], 21))
  }

  @Test("results leave as constants, and outside nothing is recorded")
  func constants() {
    let (value, slope) = valueAndGradient(at: x) { x in
      #expect(x.isTracked)
      #expect((x * 2).isTracked)
      #expect(!x.detached.isTracked)
      #expect(!(x .< 1 * x).isTracked)
      #expect(!x.argMax(axis: -1).isTracked)
      #expect(!x.converted(to: .int32).isTracked)
      return x.sum()
    }
    #expect(!value.isTracked && !slope.isTracked)
    #expect(!(x * 2).isTracked)
  }

  @Test("a detached factor is a constant")
  func detached() {
    expectClose(gradient(at: x) { ($0 * $0.detached).sum() }, x, within: 0)
  }

  @Test("the gradient of a select goes to the chosen one alone")
  func selectGradient() {
    let y = Tensor([4.0, 0, -1], dtype: .float64)
    let mask = Tensor([true, false, false])
    let chosen = gradient(at: y) { select(mask, $0 * 3, $0 * 5).sum() }
    #expect(chosen == Tensor([3.0, 5, 5], dtype: .float64))
    // In one formula the other side may be infinite.
    let formula = Formula { x in select(x .> 0, log(x), x) }
    #expect(gradient(at: y) { formula($0).sum() } == Tensor([0.25, 1, 1], dtype: .float64))
  }

  @Test("the closure's own error passes through")
  func errors() {
    struct Stop: Error {}
    #expect(throws: Stop.self) { try valueAndGradient(at: x) { _ in throw Stop() } }
  }

  @Test("gradients flow between the floating-point types, each in the type of its input")
  func conversion() {
    let gradients = valueAndGradients(at: [Tensor([1, 2] as [Float]), Tensor([3.0, 4], dtype: .float64)]) {
      inputs in
      (inputs[0].converted(to: .float64) * inputs[1]).sum()
    }.gradients
    #expect(gradients == [Tensor([3, 4] as [Float]), Tensor([1.0, 2], dtype: .float64)])
  }
}

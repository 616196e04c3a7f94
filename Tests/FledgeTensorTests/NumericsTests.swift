import Fledge
import TestSupport
import Testing

/// The numerical conventions of tensor operations at their edges, one test a row, in both floating-point types.
@Suite struct NumericsTests {
  private let inf = Double.infinity

  /// A vector in both types.
  private func both(_ values: [Double]) -> [Tensor] {
    [Tensor(values.map { Float($0) }), Tensor(values)]
  }

  private func slope(at x: Tensor, _ f: (Tensor) -> Tensor) -> [Double] {
    gradient(at: x) { f($0).sum() }.elements()
  }

  private func isAllNaN(_ x: Tensor) -> Bool { x.elements(as: Double.self).allSatisfy { $0.isNaN } }

  @Test("relu′(0) = 0; relu(NaN) is NaN")
  func reluAtZero() {
    for x in both([-1, 0, -0.0, 1]) { #expect(slope(at: x) { relu($0) } == [0, 0, 0, 1]) }
    for x in both([.nan]) { #expect(relu(x).item.isNaN) }
    for x in both([inf, -inf]) {
      #expect(relu(x).elements() == [inf, 0])
      #expect(slope(at: x) { relu($0) } == [1, 0])
    }
  }

  @Test("abs′(0) = 0; the norm's derivative at 0 through a gate is 0")
  func absAtZero() {
    for x in both([-2, 0, 3]) { #expect(slope(at: x) { abs($0) } == [-1, 0, 1]) }
  }

  @Test("clamp: derivative 0 at a bound and beyond")
  func clampAtBounds() {
    for x in both([-2, -1, 0, 1, 2]) {
      #expect(x.clamped(-1, 1).elements() == [-1, -1, 0, 1, 1])
      #expect(slope(at: x) { $0.clamped(-1, 1) } == [0, 0, 1, 0, 0])
    }
    for x in both([.nan]) { #expect(x.clamped(-1, 1).item.isNaN) }
  }

  @Test("max(x, constant) in a formula: derivative 0 at the tie; the same for min")
  func tieWithConstant() {
    let (largest, smallest) = (Formula { x in max(x, 2) }, Formula { x in min(2, x) })
    for x in both([1, 2, 3]) {
      #expect(slope(at: x) { largest($0) } == [0, 0, 1])
      #expect(slope(at: x) { smallest($0) } == [1, 0, 0])
    }
  }

  @Test("max of two tensors: half to each at a tie; the same for min")
  func tieOfTwoTensors() {
    for (a, b) in zip(both([1, 2, 3]), both([3, 2, 1])) {
      let largest = valueAndGradients(at: [a, b]) { max($0[0], $0[1]).sum() }.gradients
      #expect(largest.map { $0.elements() } == [[0, 0.5, 1], [1, 0.5, 0]])
      let smallest = valueAndGradients(at: [a, b]) { min($0[0], $0[1]).sum() }.gradients
      #expect(smallest.map { $0.elements() } == [[1, 0.5, 0], [0, 0.5, 1]])
    }
    for (a, b) in zip(both([.nan, 1]), both([1, .nan])) {
      #expect(isAllNaN(max(a, b)))
      #expect(isAllNaN(min(a, b)))
    }
  }

  @Test("max over axes: ties share equally; NaN wins")
  func tieOverAxes() {
    for x in both([2, 2, 1, 5, 5, 5]).map({ $0.reshaped(to: [2, 3]) }) {
      let third = Tensor(1.0 / 3, dtype: x.dtype).item
      #expect(slope(at: x) { $0.max(axes: [1]) } == [0.5, 0.5, 0, third, third, third])
      #expect(slope(at: x) { $0.max() } == [0, 0, 0, third, third, third])
    }
    for x in both([1, .nan, 2]) { #expect(x.max().item.isNaN) }
  }

  @Test("log(0) = −∞ with an infinite derivative; log of a negative number is NaN")
  func logOfZero() {
    for x in both([0, 1, -1]) {
      let values: [Double] = log(x).elements()
      #expect(values[0] == -inf && values[1] == 0 && values[2].isNaN)
      #expect(slope(at: x) { log($0) }.prefix(2) == [inf, 1])
    }
  }

  @Test("0⁰ = 1 with both derivatives 0; powers of 0")
  func zeroToTheZero() {
    for (x, y) in zip(both([0, 0, 2]), both([0, 2, 0])) {
      #expect(pow(x, y).elements() == [1, 0, 1])
      let gradients = valueAndGradients(at: [x, y]) { pow($0[0], $0[1]).sum() }.gradients
      #expect(gradients[0].elements() == [0, 0, 0])
      #expect(gradients[1].elements(as: Double.self).prefix(2) == [0, 0])
    }
    for x in both([0, 1]) {
      #expect(pow(x, 0).elements() == [1, 1])
      #expect(slope(at: x) { pow($0, 0) } == [0, 0])
      #expect(slope(at: x) { pow($0, 2) } == [0, 2])
      #expect(slope(at: x) { pow($0, 1) } == [1, 1])
    }
  }

  @Test("a root of −∞ is +∞, as in IEEE 754's pow, and of a negative number NaN")
  func rootsOfNegatives() {
    for (x, y) in zip(both([-inf, -2, 4]), both([0.5, 0.5, 0.5])) {
      for result in [pow(x, 0.5), pow(x, y)] {
        let values: [Double] = result.elements()
        #expect(values[0] == inf && values[1].isNaN && values[2] == 2)
      }
    }
  }

  @Test("a gate of 0 wins over infinity; NaN passes")
  func gates() {
    for (x, g) in zip(both([inf, -inf, 0, .nan, 2]), both([0, 0, inf, 0, 3])) {
      let values: [Double] = x.gated(by: g).elements()
      #expect(values[0...2].allSatisfy { $0 == 0 } && values[3].isNaN && values[4] == 6)
    }
  }

  @Test("softmax: a logit of −∞ gives 0 there and leaves the others finite")
  func softmaxOfMinusInfinity() {
    for x in both([-inf, 0, 0]) {
      #expect(x.softmax().elements() == [0, 0.5, 0.5])
      let logs: [Double] = x.logSoftmax().elements()
      #expect(logs[0] == -inf && abs(logs[1] + 0.693147) < 1e-6)
      #expect(abs(x.logSumExp().item - 0.693147) < 1e-6)
      let weights = Tensor([1.0, 2, 3], dtype: .float64).converted(to: x.dtype)
      #expect(slope(at: x) { ($0.softmax() * weights) } == [0, -0.25, 0.25])
    }
  }

  @Test("softmax: all −∞, or any +∞, is NaN; logSumExp is −∞ and +∞")
  func softmaxOfInfinities() {
    for x in both([-inf, -inf]) {
      #expect(isAllNaN(x.softmax()))
      #expect(x.logSumExp().item == -inf)
    }
    for x in both([inf, 0]) {
      #expect(x.softmax().sum().item.isNaN)
      #expect(x.logSoftmax().sum().item.isNaN)
      #expect(x.logSumExp().item == inf)
    }
    for x in both([.nan, 0]) { #expect(x.logSumExp().item.isNaN && x.softmax().sum().item.isNaN) }
  }

  @Test("softmax and logSumExp of logits ±1e4 and ±1e38 do not overflow")
  func largeLogits() {
    for large in [1e4, 1e38] {
      for x in both([large, -large]) {
        #expect(x.softmax().elements() == [1, 0])
        #expect(x.logSoftmax().elements() == [0, -2 * x.max().item])
        #expect(x.logSumExp().item == x.max().item)
        #expect(slope(at: x) { $0.logSumExp() } == [1, 0])
      }
    }
  }

  @Test("the mean of nothing is NaN, the sum 0, the largest −∞")
  func reductionsOfNothing() {
    for dtype in [DType.float32, .float64] {
      let nothing = Tensor.zeros([0, 3], dtype: dtype)
      #expect(nothing.mean().item.isNaN)
      #expect(nothing.sum().item == 0)
      #expect(nothing.sum(axes: [0]).elements() == [0.0, 0, 0])
      #expect(isAllNaN(nothing.mean(axes: [0])))
      #expect(nothing.mean(axes: [1]).shape == [0])
      #expect(nothing.max(axes: [0]).elements() == [-inf, -inf, -inf])
      #expect(gradient(at: nothing) { $0.sum() }.shape == [0, 3])
      #expect(gradient(at: nothing) { $0.mean() }.shape == [0, 3])
    }
  }

  @Test("the mean accumulates in Double: a hundred times 2e38 stays finite in Float")
  func meanDoesNotOverflow() {
    #expect(Tensor.full([100], 2e38).mean().item == Double(Float(2e38)))
    #expect(Tensor.full([100, 3], 2e38).mean(axes: [0]).elements() == [2e38, 2e38, 2e38] as [Float])
  }

  @Test("a matrix product with inner length 0 is zeros, with zero gradients")
  func emptyInnerLength() {
    for dtype in [DType.float32, .float64] {
      let (a, b) = (Tensor.zeros([2, 0], dtype: dtype), Tensor.zeros([0, 3], dtype: dtype))
      #expect(matmul(a, b) == .zeros([2, 3], dtype: dtype))
      #expect(matmul(b, a, transposeA: true, transposeB: true) == .zeros([3, 2], dtype: dtype))
      let gradients = valueAndGradients(at: [a, b]) { matmul($0[0], $0[1]).sum() }.gradients
      #expect(gradients == [a, b])
    }
  }

  @Test("no rows through a linear operation: shape (0, k), zero gradients")
  func noRows() {
    for dtype in [DType.float32, .float64] {
      let x = Tensor.zeros([0, 3], dtype: dtype)
      let (w, b) = (Tensor.ones([3, 2], dtype: dtype), Tensor.ones([2], dtype: dtype))
      #expect(linear(x, w, b, activation: Activation.relu.fused).shape == [0, 2])
      let gradients = valueAndGradients(at: [w, b]) { linear(x, $0[0], $0[1]).sum() }.gradients
      #expect(gradients == [.zeros([3, 2], dtype: dtype), .zeros([2], dtype: dtype)])
    }
  }

  @Test("the sum of ten million times 0.1 in Float: relative error ≤ 1e-7")
  func tenMillionTenths() {
    let x = Tensor.full([10_000_000], 0.1)
    let exact = Double(Float(0.1)) * 1e7
    #expect(abs(x.sum().item - exact) <= 1e-7 * exact)
    #expect(abs(x.mean().item - Double(Float(0.1))) <= 1e-7 * 0.1)
    let columns = x.reshaped(to: [5_000_000, 2]).sum(axes: [0]).elements(as: Double.self)
    #expect(columns.allSatisfy { abs($0 - exact / 2) <= 1e-7 * exact / 2 })
  }

  @Test("a row taken twice gets the sum of both gradients")
  func gatherTwice() {
    let x = Tensor([1.0, 2, 3], dtype: .float64)
    #expect(slope(at: x) { $0.gatherRows(Tensor([2, 0, 2] as [Int32])) } == [1, 0, 2])
  }

  @Test("sigmoid, softplus, tanh and erf at the ends: the limits, no NaN")
  func saturation() {
    for far in [1e4, 1e20, inf] {
      for x in both([-far, far]) {
        let end = x.max().item
        #expect(sigmoid(x).elements() == [0.0, 1])
        #expect(tanh(x).elements() == [-1.0, 1])
        #expect(erf(x).elements() == [-1.0, 1])
        #expect(softplus(x).elements() == [0, end])
        #expect(slope(at: x) { sigmoid($0) } == [0, 0])
        #expect(slope(at: x) { tanh($0) } == [0, 0])
        #expect(slope(at: x) { erf($0) } == [0, 0])
        #expect(slope(at: x) { softplus($0) } == [0, 1])
      }
    }
  }
}

import Fledge
import TestSupport
import Testing

/// The numerical conventions of activations and losses at their edges.
@Suite struct NumericsTests {
  private static let inf = Double.infinity

  @Test("activations and their derivatives at ±1e4, ±1e20 and ±∞: the asymptotes, no NaN")
  func activations() {
    for activation in Activation.standard {
      guard let (below, above) = activation.asymptotes else { continue }
      for dtype in [DType.float32, .float64] {
        for far in [1e4, 1e20, Self.inf] {
          let x = Tensor([-far, far], dtype: .float64).converted(to: dtype)
          let ends = x.elements(as: Double.self)
          expect(
            activation, x, values: [below(ends[0]), above(ends[1])], slopes: [below.slope, above.slope])
        }
      }
    }
  }

  @Test("the square and its slope at ±1e4, ±1e20 and ±∞: they overflow, no NaN")
  func square() {
    for dtype in [DType.float32, .float64] {
      for far in [1e4, 1e20, Self.inf] {
        let x = Tensor([-far, far], dtype: .float64).converted(to: dtype)
        let ends = x.elements(as: Double.self)
        expect(.square, x, values: ends.map { $0 * $0 }, slopes: ends.map { 2 * $0 })
      }
    }
  }

  private func expect(_ activation: Activation, _ x: Tensor, values: [Double], slopes: [Double]) {
    let results = activation(x).elements(as: Double.self)
    let gradients = gradient(at: x) { activation($0).sum() }.elements(as: Double.self)
    // The same as the tail of a product with the identity matrix, one row an element.
    let rows = x.reshaped(to: [2, 1])
    let one = Tensor.ones([1, 1], dtype: x.dtype)
    let fused = linear(rows, one, nil, activation: activation.fused).elements(as: Double.self)
    for index in 0..<2 {
      let place = "\(activation.name) at \(x)"
      #expect(isClose(results[index], values[index], x.dtype), "\(place): \(results) for \(values)")
      #expect(isClose(fused[index], values[index], x.dtype), "fused, \(place): \(fused) for \(values)")
      #expect(
        isClose(gradients[index], slopes[index], x.dtype), "slope, \(place): \(gradients) for \(slopes)")
    }
  }

  /// Softsign alone reaches its limits slowly: 1 − 1e-4 at 1e4, and a slope of 1e-8.
  private func isClose(_ a: Double, _ b: Double, _ dtype: DType) -> Bool {
    let overflowed = dtype == .float32 && abs(b) > Double(Float.greatestFiniteMagnitude)
    let expected = overflowed ? (b > 0 ? Self.inf : -Self.inf) : b
    return a == expected || abs(a - expected) <= 1.1e-4 * max(1, abs(expected))
  }

  @Test("leaky relu′(0) is the negative slope; relu′(0) in a fused layer is 0")
  func slopesAtZero() {
    for dtype in [DType.float32, .float64] {
      let zero = Tensor.zeros([1, 1], dtype: dtype)
      let slope = Tensor(0.01, dtype: dtype).item
      #expect(gradient(at: zero) { Activation.leakyReLU($0).sum() }.item == slope)
      let one = Tensor.ones([1, 1], dtype: dtype)
      func fused(_ activation: Activation) -> Double {
        gradient(at: zero) { linear($0, one, nil, activation: activation.fused).sum() }.item
      }
      #expect(fused(.leakyReLU) == slope)
      #expect(fused(.relu) == 0)
    }
  }

  private let labels = Tensor([1] as [Int32])

  @Test("cross-entropy of logits ±1e4 and ±1e38, wrong class: 2e4 and 2e38, gradient ±1")
  func crossEntropyOfLargeLogits() {
    for dtype in [DType.float32, .float64] {
      for large in [1e4, 1e38] {
        let logits = Tensor([[large, -large]]).converted(to: dtype)
        let oneHot = Tensor.oneHot(labels, classes: 2, dtype: dtype)
        let expected = 2 * logits.max().item
        let losses: [(Tensor) -> Tensor] = [
          { crossEntropy($0, labels: labels) }, { crossEntropy($0, targets: oneHot) },
          { crossEntropy($0, labels: labels, classWeights: [3, 2]) },
          { crossEntropy($0, labels: labels, ignoring: 0) },
        ]
        for loss in losses {
          let (value, gradient) = valueAndGradient(at: logits, loss)
          #expect(value.item == expected)
          #expect(gradient.elements() == [1.0, -1])
        }
        #expect(ByHand.softmaxLoss(logits, labels).item == expected)
        #expect(ByHand.softmaxLossGradient(logits, labels).elements() == [1.0, -1])
      }
    }
  }

  @Test("cross-entropy([20, 0], class 0) in Float is 2.06e-9, not 0")
  func tinyLoss() {
    let (logits, label) = ([[20, 0]] as Tensor, Tensor([0] as [Int32]))
    let exact = 2.061153620314381e-9
    let oneHot = Tensor.oneHot(label, classes: 2)
    for loss in [
      crossEntropy(logits, labels: label), crossEntropy(logits, targets: oneHot),
      ByHand.softmaxLoss(logits, label),
      crossEntropy(logits, labels: label, classWeights: [1, 1]),
    ] {
      #expect(abs(loss.item - exact) <= 1e-6 * exact)
    }
    let losses: [(Tensor) -> Tensor] = [
      { crossEntropy($0, labels: label) }, { crossEntropy($0, labels: label, classWeights: [2, 2]) },
      { crossEntropy($0, labels: label, ignoring: 1) },
      { crossEntropy($0, labels: label, reduction: .none).sum() },
      { crossEntropy($0, labels: label, reduction: .sum) },
    ]
    for loss in losses {
      let slope = gradient(at: logits, of: loss).elements(as: Double.self)
      #expect(abs(slope[0] + exact) <= 1e-6 * exact && abs(slope[1] - exact) <= 1e-6 * exact)
    }
  }

  @Test("a soft target of 0 at a logit of −∞ adds 0")
  func softTargetZero() {
    for dtype in [DType.float32, .float64] {
      let logits = Tensor([[-Double.infinity, 0, 0]], dtype: .float64).converted(to: dtype)
      let targets = Tensor([[0, 0.5, 0.5]], dtype: .float64).converted(to: dtype)
      let (value, slope) = valueAndGradient(at: logits) { crossEntropy($0, targets: targets) }
      #expect(abs(value.item - 0.6931471805599453) < 1e-7)
      expectClose(slope, Tensor([[0.0, 0, 0]], dtype: .float64).converted(to: dtype), within: 0)
      let hard = valueAndGradient(at: logits) { crossEntropy($0, labels: Tensor([1] as [Int32])) }
      #expect(abs(hard.value.item - 0.6931471805599453) < 1e-7)
      #expect(hard.gradient.elements() == [0, -0.5, 0.5])
    }
  }

  @Test("cross-entropy with all −∞ or any +∞ is NaN; never for finite logits")
  func crossEntropyOfInfinities() {
    let inf = Float.infinity
    for row in [[-inf, -inf], [inf, 0], [inf, inf], [.nan, 0]] {
      #expect(crossEntropy(Tensor([row]), labels: labels).item.isNaN)
    }
    #expect(crossEntropy(Tensor([[0, -inf]]), labels: labels).item == .infinity)
    #expect(crossEntropy(Tensor([[Float.greatestFiniteMagnitude, 0]]), labels: labels).item.isFinite)
  }

  @Test("mean losses accumulate in Double: a hundred rows of 2e38 stay 2e38")
  func meanLosses() {
    let logits = Tensor([1e38, -1e38] as [Float]).broadcast(to: [100, 2])
    let all = Tensor([Int32](repeating: 1, count: 100))
    let expected = 2 * Double(Float(1e38))
    let oneHot = Tensor.oneHot(all, classes: 2)
    #expect(crossEntropy(logits, labels: all).item == expected)
    #expect(crossEntropy(logits, targets: oneHot).item == expected)
    #expect(crossEntropy(logits, labels: all, classWeights: [1, 3]).item == expected)
    #expect(ByHand.softmaxLoss(logits, all).item == expected)
    let large = Tensor.full([100], 1e19)
    #expect(meanSquaredError(large, targets: .zeros([100])).item == Double(Float(1e19) * Float(1e19)))
    let logit = Tensor.full([100], 2e38)
    #expect(binaryCrossEntropy(logit, targets: .zeros([100])).item == Double(Float(2e38)))
  }

  @Test("binary cross-entropy with logit ±1e38 and ±∞")
  func binaryCrossEntropyOfLargeLogits() {
    for dtype in [DType.float32, .float64] {
      func at(_ logit: Double, _ target: Double) -> [Double] {
        let targets = Tensor([target]).converted(to: dtype)
        let x = Tensor([logit]).converted(to: dtype)
        let (value, slope) = valueAndGradient(at: x) { binaryCrossEntropy($0, targets: targets) }
        return [value.item, slope.item]
      }
      let large = Tensor(1e38, dtype: dtype).item
      #expect(at(1e38, 0) == [large, 1])
      #expect(at(1e38, 1) == [0, 0])
      #expect(at(-1e38, 1) == [large, -1])
      #expect(at(-1e38, 0) == [0, 0])
      #expect(at(.infinity, 1) == [0, 0])
      #expect(at(-.infinity, 0) == [0, 0])
      #expect(at(.infinity, 0) == [.infinity, 1])
    }
  }

  @Test("no rows: the mean loss is NaN, the gradients are zeros")
  func emptyBatch() {
    let model = MultilayerPerceptron([3, 4, 2]).initialized(seed: 1)
    let (value, gradients) = valueAndGradients(of: model) {
      crossEntropy($0(.zeros([0, 3])), labels: Tensor([] as [Int32]))
    }
    #expect(value.item.isNaN)
    #expect(gradients.tensors == model.values.map { .zeros($0.shape) })
  }

  @Test("all rows ignored: the mean is NaN, the gradient 0")
  func allIgnored() {
    let (value, slope) = valueAndGradient(at: Tensor([[1.0, 2], [3, 4]], dtype: .float64)) {
      crossEntropy($0, labels: Tensor([7, 7] as [Int32]), labelSmoothing: 0.1, ignoring: 7)
    }
    #expect(value.item.isNaN)
    #expect(slope == .zeros([2, 2], dtype: .float64))
  }

  @Test("ignored rows add nothing, whatever they hold")
  func ignoredRows() {
    let logits = Tensor([[.nan, 1], [.infinity, 2], [0, 0]] as [[Float]])
    let labels = Tensor([9, 9, 1] as [Int64])
    for weights in [nil, [3.0, 3]] {
      for reduction in LossReduction.allCases {
        let (value, slope) = valueAndGradient(at: logits) {
          crossEntropy($0, labels: labels, classWeights: weights, ignoring: 9, reduction: reduction).sum()
        }
        let scale = reduction == .mean ? 1 : weights?[0] ?? 1
        #expect(abs(value.item - scale * 0.6931471805599453) < 1e-6)
        #expect(slope.elements() == [0, 0, 0, 0, scale / 2, -scale / 2].map(Float.init))
        let likelihood = negativeLogLikelihood(
          logits.logSoftmax(), labels: labels, classWeights: weights, ignoring: 9, reduction: reduction)
        #expect(abs(likelihood.sum().item - scale * 0.6931471805599453) < 1e-6)
      }
    }
  }

  @Test("weights that add up to 0: the mean is NaN, the gradient 0")
  func weightless() {
    let (value, slope) = valueAndGradient(at: Tensor([[1.0, 2], [3, 4]], dtype: .float64)) {
      crossEntropy($0, labels: Tensor([1, 1] as [UInt8]), classWeights: [1, 0])
    }
    #expect(value.item.isNaN && slope == .zeros([2, 2], dtype: .float64))
  }

  @Test("Huber's and absolute losses at ±∞ and 1e38")
  func largeErrors() {
    for loss in [huberLoss([1e38], targets: [0]), meanAbsoluteError([-1e38], targets: [0])] {
      #expect(abs(loss.item / 1e38 - 1) < 1e-6)
    }
    #expect(meanAbsoluteError(Tensor([Float.infinity]), targets: [0]).item == .infinity)
    #expect(gradient(at: [1e38]) { huberLoss($0, targets: [0]) } == [1])
    #expect(gradient(at: [-1e38]) { huberLoss($0, targets: [0]) } == [-1])
    #expect(gradient(at: [0]) { meanAbsoluteError($0, targets: [0]) } == [0])
  }
}

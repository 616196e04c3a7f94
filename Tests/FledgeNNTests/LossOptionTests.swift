import Fledge
import TestSupport
import Testing

/// Every attribute of the losses against the definition in Double, in value and in both derivatives.
@Suite struct LossOptionTests {
  private let logits = Tensor(
    shape: [3, 4],
    [0.2, -1.5, 3.0, 0.7, 2.0, 0.1, -0.4, 1.1, -0.6, 0.9, 0.3, -2.0] as [Double])
  private let labels = [2, 7, 3]

  struct Options: Sendable, CustomTestStringConvertible {
    var weights: [Double]?
    var smoothing = 0.0
    var ignored: Int? = 7
    var testDescription: String { "weights \(weights ?? []), ε \(smoothing), ignored \(ignored ?? -1)" }
  }

  static let options = [
    Options(), Options(weights: [0.5, 1, 2, 1.5]), Options(smoothing: 0.1),
    Options(weights: [0.5, 0, 2, 1.5], smoothing: 0.3), Options(smoothing: 1),
  ]

  /// −Σ꜀ t꜀·log softmax(h)꜀ of each row, and the weight of its label.
  private func definition(_ h: [[Double]], _ labels: [Int], _ options: Options) -> [(
    loss: Double, weight: Double
  )] {
    zip(h, labels).map { h, label in
      if label == options.ignored { return (0, 0) }
      let largest = h.max()!
      let logSum = largest + logarithm(h.reduce(0) { $0 + exponential($1 - largest) })
      let weights = options.weights ?? [Double](repeating: 1, count: h.count)
      var loss = 0.0
      for c in h.indices {
        let t = (c == label ? 1 - options.smoothing : 0) + options.smoothing / Double(h.count)
        loss += weights[c] * t * (logSum - h[c])
      }
      return (loss, weights[label])
    }
  }

  private func exponential(_ x: Double) -> Double { exp(Tensor(x, dtype: .float64)).item }
  private func logarithm(_ x: Double) -> Double { log(Tensor(x, dtype: .float64)).item }

  private func expectBothDerivatives(_ name: String, at x: Tensor, _ loss: (Tensor) -> Tensor) {
    expectGradient(of: { loss($0[0]) }, at: [x], name)
    expectGradient(of: { inputs in gradient(at: inputs[0]) { loss($0).squared.sum() } }, at: [x], name)
  }

  @Test("cross-entropy of labels: weights, smoothing, ignored rows, every reduction", arguments: options)
  func attributes(_ options: Options) {
    let rows = logits.shape[0]
    let h = (0..<rows).map { logits[$0].elements(as: Double.self) }
    let expected = definition(h, labels, options)
    let sum = expected.reduce(0) { $0 + $1.loss }
    let target = Tensor(labels.map(Int64.init))
    func loss(_ x: Tensor, _ reduction: LossReduction) -> Tensor {
      crossEntropy(
        x, labels: target, classWeights: options.weights, labelSmoothing: options.smoothing,
        ignoring: options.ignored, reduction: reduction)
    }
    expectClose(loss(logits, .none), Tensor(expected.map(\.loss)), within: 1e-14)
    #expect(abs(loss(logits, .sum).item - sum) <= 1e-14 * sum)
    let weight = expected.reduce(0) { $0 + $1.weight }
    #expect(abs(loss(logits, .mean).item - sum / weight) <= 1e-14 * sum)
    for reduction in LossReduction.allCases {
      expectBothDerivatives("\(options) \(reduction)", at: logits) { loss($0, reduction) }
    }
  }

  @Test("the classes may stand on any axis of any rank; labels have the other axes")
  func axes() {
    var random = Random(seed: 3)
    let x = random.normal([2, 5, 3, 4], dtype: .float64)
    for axis in [0, 1, 2, 3, -1, -3] {
      let order = Array(0..<4).filter { $0 != (axis + 4) % 4 } + [(axis + 4) % 4]
      let rows = x.permuted(order)
      let outer = Array(rows.shape.dimensions.dropLast())
      let (count, classes) = (outer.reduce(1, *), rows.shape[-1])
      let flat = rows.reshaped(to: [count, classes])
      let y = Tensor((0..<count).map { Int32($0 * 7 % classes) })
      let target = y.reshaped(to: outer)
      let oneHot = Tensor.oneHot(y, classes: classes, dtype: .float64).reshaped(to: outer + [classes])
      var back = [Int](repeating: 0, count: 4)
      for (place, original) in order.enumerated() { back[original] = place }
      let soft = oneHot.permuted(back)
      for reduction in LossReduction.allCases {
        let expected = crossEntropy(flat, labels: y, reduction: reduction)
        let shaped = reduction == .none ? expected.reshaped(to: outer) : expected
        expectClose(
          crossEntropy(x, labels: target, axis: axis, reduction: reduction), shaped, within: 1e-15)
        expectClose(
          crossEntropy(x, targets: soft, axis: axis, reduction: reduction), shaped, within: 1e-14)
        expectClose(
          negativeLogLikelihood(x.logSoftmax(axis: axis), labels: target, axis: axis, reduction: reduction),
          shaped,
          within: 1e-14)
      }
    }
    // A single example needs no axis of its own.
    let one = crossEntropy(x[0][0][0], labels: Tensor(2, dtype: .int32))
    #expect(
      one.shape == [] && one == crossEntropy(x[0][0][0].expanded(axis: 0), labels: Tensor([2] as [Int32])))
  }

  @Test("targets take the predictions' floating-point type, and are never cut to integers or masks")
  func types() {
    let (integers, mask) = (Tensor([1, 2] as [Int]), Tensor([true, false]))
    let targets = Tensor([1.5, 2.5] as [Double])
    #expect(meanAbsoluteError(integers, targets: targets) == Tensor(0.5, dtype: .float64))
    #expect(meanAbsoluteError(integers, targets: [1.5, 2.5]) == Tensor(0.5))
    #expect(meanSquaredError(mask, targets: [0.5, 0.5]) == Tensor(0.25))
    #expect(huberLoss(integers, targets: Tensor([1, 4] as [Int])) == Tensor(0.75))
    #expect(meanAbsoluteError(Tensor([1, 2] as [Float]), targets: targets) == Tensor(0.5))
    let half = Tensor([0.5, 0.5] as [Double])
    let floats = Tensor([1, 2] as [Double])
    #expect(binaryCrossEntropy(integers, targets: half) == binaryCrossEntropy(floats, targets: half))
    #expect(
      binaryCrossEntropy(integers, targets: half, positiveWeights: [1, 3])
        == binaryCrossEntropy(floats, targets: half, positiveWeights: [1, 3]))
    let (rows, distributions) = (integers.expanded(axis: 0), half.expanded(axis: 0))
    #expect(
      crossEntropy(rows, targets: distributions)
        == crossEntropy(floats.expanded(axis: 0), targets: distributions))
    let (labels, logits) = (Tensor([1] as [Int]), Tensor([[1, 2]] as [[Float]]))
    #expect(crossEntropy(rows, labels: labels) == crossEntropy(logits, labels: labels))
    #expect(
      negativeLogLikelihood(rows, labels: labels, classWeights: [1, 0.5], reduction: .none) == [-1])
    #expect(Loss.meanAbsoluteError(integers, targets: [1.5, 2.5]) == Tensor(0.5))
    let own = Loss("own") { p, t, _ in (p - t).sum() }
    #expect(own(integers, targets: [1.5, 2.5]).item == -1)
  }

  @Test("soft targets: weights, smoothing, reductions; one-hot rows give what labels give")
  func softTargets() {
    let hard = Tensor([2, 0, 3] as [Int32])
    let oneHot = Tensor.oneHot(hard, classes: 4, dtype: .float64)
    let soft = Tensor([[0.1, 0.2, 0.3, 0.4], [1, 0, 0, 0], [0, 0.5, 0.5, 0]], dtype: .float64)
    for (weights, smoothing) in [(nil, 0.0), ([0.5, 1, 2, 1.5], 0), (nil, 0.2), ([0.5, 1, 2, 1.5], 0.2)] {
      for reduction in LossReduction.allCases {
        func loss(_ x: Tensor, _ t: Tensor) -> Tensor {
          crossEntropy(x, targets: t, classWeights: weights, labelSmoothing: smoothing, reduction: reduction)
        }
        let labelled = crossEntropy(
          logits, labels: hard, classWeights: weights, labelSmoothing: smoothing, reduction: reduction)
        expectClose(loss(logits, oneHot), labelled, within: 1e-14)
        expectBothDerivatives("soft", at: logits) { loss($0, soft) }
        expectGradient(of: { loss(logits, $0[0].softmax()) }, at: [soft], "by the targets")
      }
    }
  }

  @Test("negative log-likelihood is cross-entropy after logSoftmax", arguments: options)
  func likelihood(_ options: Options) {
    if options.smoothing > 0 { return }
    let target = Tensor(labels.map(Int32.init))
    for reduction in LossReduction.allCases {
      func loss(_ x: Tensor) -> Tensor {
        negativeLogLikelihood(
          x, labels: target, classWeights: options.weights, ignoring: options.ignored, reduction: reduction)
      }
      let reference = crossEntropy(
        logits, labels: target, classWeights: options.weights, ignoring: options.ignored, reduction: reduction
      )
      expectClose(loss(logits.logSoftmax()), reference, within: 1e-14)
      expectBothDerivatives("nll", at: logits) { loss($0.logSoftmax()) }
      expectBothDerivatives("nll of anything", at: logits, loss)
    }
  }

  @Test("binary cross-entropy: positive weights, reductions, masks as targets")
  func binary() {
    let x = Tensor([[0.5, -2.0], [3.0, 0.1]], dtype: .float64)
    let t = Tensor([[1.0, 0], [0.3, 0.5]], dtype: .float64)
    let (positive, negative) = (softplus(-x) * t, softplus(x) * (1 - t))
    for reduction in LossReduction.allCases {
      func reduced(_ x: Tensor) -> Tensor { reduction == .none ? x : reduction == .sum ? x.sum() : x.mean() }
      expectClose(
        binaryCrossEntropy(x, targets: t, reduction: reduction), reduced(positive + negative), within: 1e-15)
      expectClose(
        binaryCrossEntropy(x, targets: t, positiveWeight: 3, reduction: reduction),
        reduced(3 * positive + negative), within: 1e-15)
      expectClose(
        binaryCrossEntropy(x, targets: t, positiveWeights: [3, 0.5], reduction: reduction),
        reduced(positive * Tensor([3, 0.5] as [Double]) + negative), within: 1e-15)
      expectBothDerivatives("bce", at: x) {
        binaryCrossEntropy($0, targets: t, positiveWeights: [3, 0.5], reduction: reduction)
      }
    }
    let mask = Tensor([[true, false], [false, true]])
    #expect(
      binaryCrossEntropy(x, targets: mask) == binaryCrossEntropy(x, targets: mask.converted(to: .float64)))
  }

  @Test("squared, absolute and Huber's error, on both sides of delta")
  func regression() {
    let p = Tensor([0.5, -2.0, 3.0, 0.25], dtype: .float64)
    let t = Tensor([1.0, 0, 0.3, 0.5], dtype: .float64)
    let losses: [(String, [Double], (Tensor, LossReduction) -> Tensor)] = [
      ("squared", [0.25, 4, 7.29, 0.0625], { meanSquaredError($0, targets: t, reduction: $1) }),
      ("absolute", [0.5, 2, 2.7, 0.25], { meanAbsoluteError($0, targets: t, reduction: $1) }),
      ("huber", [0.125, 1.5, 2.2, 0.03125], { huberLoss($0, targets: t, reduction: $1) }),
      ("huber 2.5", [0.125, 2, 3.625, 0.03125], { huberLoss($0, targets: t, delta: 2.5, reduction: $1) }),
    ]
    for (name, values, loss) in losses {
      expectClose(loss(p, .none), Tensor(values), within: 1e-15, name)
      #expect(abs(loss(p, .sum).item - values.reduce(0, +)) < 1e-14, "\(name)")
      #expect(abs(loss(p, .mean).item - values.reduce(0, +) / 4) < 1e-14, "\(name)")
      for reduction in LossReduction.allCases { expectBothDerivatives(name, at: p) { loss($0, reduction) } }
    }
    #expect(
      gradient(at: t) { meanAbsoluteError($0, targets: t, reduction: .sum) } == .zeros([4], dtype: .float64))
  }
}

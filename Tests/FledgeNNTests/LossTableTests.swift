import Fledge
import TestSupport
import Testing

/// The losses by name: values in closed form, weights, and what their means divide by.
@Suite struct LossTableTests {
  private let logits = Tensor(shape: [3, 2], [1, -1, 0.5, 2, 0, 0.25] as [Double])
  private let labels = Tensor([0, 1, 0] as [Int64])

  /// What an error loses, in closed form: a row for each standard loss of numbers.
  static let ofNumbers: [(name: String, value: @Sendable (_ error: Double) -> Double)] = [
    ("mse", { $0 * $0 }),
    ("mae", { abs($0) }),
    ("huber", { abs($0) <= 1 ? $0 * $0 / 2 : abs($0) - 0.5 }),
  ]

  @Test("the table: every name is found, and once; every loss of numbers is held to its closed form here")
  func names() {
    #expect(Set(Loss.standard.map(\.name)).count == Loss.standard.count)
    #expect(
      Set(Self.ofNumbers.map(\.name)) == Set(Loss.standard.filter(\.takesNumbers).map(\.name)))
    for loss in Loss.standard {
      #expect(Loss.named(loss.name)?.summary == loss.summary && loss.description == loss.name)
    }
    #expect(!Loss.crossEntropy.takesNumbers)
    #expect(Loss.named("hinge") == nil)
  }

  @Test("beside labels the losses of numbers take one-hot targets", arguments: ofNumbers.indices)
  func oneHot(_ index: Int) {
    let (name, value) = Self.ofNumbers[index]
    let h = logits.elements(as: Double.self)
    let t: [Double] = [1, 0, 0, 1, 1, 0]
    let rows = (0..<3).map { row in
      (value(h[2 * row] - t[2 * row]) + value(h[2 * row + 1] - t[2 * row + 1])) / 2
    }
    let loss = Loss.named(name)!
    #expect(abs(loss(logits, labels: labels).item - rows.reduce(0, +) / 3) < 1e-15)
    let weighted = loss(logits, labels: labels, weights: Tensor([1, 0, 3] as [Double])).item
    #expect(abs(weighted - (rows[0] + 3 * rows[2]) / 4) < 1e-15)
    let classes = loss.weighing(classes: [2, 1])
    #expect(abs(classes(logits, labels: labels).item - (2 * rows[0] + rows[1] + 2 * rows[2]) / 5) < 1e-15)
    #expect(classes.divisor(labels: labels) == 5)
    #expect(classes.divisor(labels: labels, weights: Tensor([1, 0, 3] as [Double])) == 8)
  }

  @Test("cross-entropy by name is the function, with its options")
  func crossEntropyByName() {
    let loss = Loss.crossEntropy
    #expect(loss(logits, labels: labels).item == crossEntropy(logits, labels: labels).item)
    let weighing = loss.weighing(classes: [1, 3]).smoothingLabels(by: 0.1)
    #expect(
      weighing(logits, labels: labels).item
        == crossEntropy(logits, labels: labels, classWeights: [1, 3], labelSmoothing: 0.1).item)
    #expect(weighing.description == "cross-entropy with class weights [1.0, 3.0], labels smoothed by 0.1")
    // Weights of examples that are all 1 change nothing; those of 0 leave the example out.
    for loss in [loss, loss.weighing(classes: [2, 2]), weighing] {
      let ones = loss(logits, labels: labels, weights: .ones([3])).item
      #expect(abs(ones - loss(logits, labels: labels).item) < 1e-15)
      let two = loss(logits, labels: labels, weights: Tensor([1, 1, 0] as [Float])).item
      #expect(abs(two - loss(logits[0..<2], labels: labels[0..<2]).item) < 1e-15)
      // A distribution that is all of one class is that class.
      let targets = Tensor.oneHot(labels, classes: 2, dtype: .float64)
      let weights = Tensor([1, 0.5, 3] as [Double])
      if loss.description.contains("smoothed") { continue }
      let (a, b) = (
        loss(logits, targets: targets, weights: weights).item,
        loss(logits, labels: labels, weights: weights).item
      )
      #expect(abs(a - b) < 1e-15)
      #expect(
        loss.divisor(targets: targets, weights: weights) == loss.divisor(labels: labels, weights: weights))
    }
    let soft = Tensor(shape: [3, 2], [0.3, 0.7, 1, 0, 0.5, 0.5] as [Double])
    #expect(loss(logits, targets: soft).item == crossEntropy(logits, targets: soft).item)
  }

  @Test("numbers as targets: a column is a list, and every number of an example counts the same")
  func numbers() {
    for (name, value) in Self.ofNumbers {
      let loss = Loss.named(name)!
      let p = Tensor([0.5, 3, -1] as [Double])
      let t = Tensor([0, 0.5, -1.5] as [Float])
      let errors = [0.5, 2.5, 0.5].map(value)
      #expect(abs(loss(p, targets: t).item - errors.reduce(0, +) / 3) < 1e-15)
      #expect(loss(p.expanded(axis: 1), targets: t).item == loss(p, targets: t).item)
      let weighted = loss(p, targets: t, weights: Tensor([2, 1, 0] as [Int32])).item
      #expect(abs(weighted - (2 * errors[0] + errors[1]) / 3) < 1e-15)
      let matrix = loss(logits, targets: .zeros([3, 2]), weights: Tensor([1, 1, 1] as [Double])).item
      #expect(abs(matrix - loss(logits, targets: .zeros([3, 2])).item) < 1e-15)
    }
  }

  /// What parts of a batch need to add up: each mean times its divisor.
  @Test(
    "the means of two parts, times what they divide by, make the whole's", arguments: Loss.standard.indices)
  func partsAddUp(_ index: Int) {
    let loss = Loss.standard[index].weighing(classes: [0.5, 2])
    let weights = Tensor([1, 2, 0.25] as [Double])
    let sum = [0..<1, 1..<3].reduce(0.0) { sum, rows in
      let (labels, weights) = (labels[rows], weights[rows])
      return sum + loss(logits[rows], labels: labels, weights: weights).item
        * loss.divisor(labels: labels, weights: weights)
    }
    let whole = loss(logits, labels: labels, weights: weights).item
    #expect(abs(sum / loss.divisor(labels: labels, weights: weights) - whole) < 1e-15)
  }

  @Test("gradients of weighted losses", arguments: Loss.standard.indices)
  func gradients(_ index: Int) {
    let loss = Loss.standard[index].weighing(classes: [0.5, 2])
    let weights = Tensor([1, 2, 0.25] as [Double])
    // Where no error is 0 or 1.
    let smooth = Tensor(shape: [3, 2], [0.3, -0.6, 0.45, 1.8, -0.2, 0.35] as [Double])
    #expect(checkGradients(at: [smooth]) { loss($0[0], labels: labels, weights: weights) }.passes)
  }

  @Test("a loss of one's own is its formula")
  func own() {
    let cubic = Loss("cubic") { p, t, reduction in
      let losses = abs(p - t) * (p - t) * (p - t)
      return reduction == .none ? losses : losses.mean()
    }
    #expect(cubic(Tensor([2, 0] as [Float]), targets: Tensor([0, 1] as [Float])).item == 4.5)
  }

  /// scikit-learn 1.x, compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 1, 2, 2]): 6/(3·3), 6/(3·1), 6/(3·2).
  @Test("balanced weights")
  func balanced() {
    let labels = Tensor([0, 0, 0, 1, 2, 2] as [Int32])
    let weights = Loss.balancedWeights(labels: labels, classes: 3)
    #expect(weights == [6.0 / 9, 2, 1])
    #expect(Loss.balancedWeights(labels: labels, classes: 4) == [6.0 / 9, 2, 1, 1])
    #expect(Loss.balancedWeights(labels: labels[0..<0], classes: 2) == [1, 1])
  }

  @Test("what makes no sense stops the program")
  func senseless() async {
    let smoothing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Loss.huber.smoothingLabels(by: 0.1)
    }
    expectStop(smoothing, "label smoothing goes with cross-entropy, not with huber")
    let weights = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Loss.huber.weighing(classes: [1, -1])
    }
    expectStop(weights, "expected class weights that are finite and 0 or more")
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Loss.meanSquaredError(.zeros([3, 2]), targets: .zeros([3]))
    }
    expectStop(shape, "expected one shape, got (3, 2) and (3)")
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Loss.crossEntropy(.zeros([2, 2]), labels: Tensor([0, 1] as [Int32]), weights: .ones([3]))
    }
    expectStop(count, "expected a weight for each of (2) examples, got (3)")
    let classes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Loss.balancedWeights(labels: Tensor([] as [Int32]), classes: -1)
    }
    expectStop(classes, "Loss.balancedWeights: expected 0 to 2147483647 classes, got -1")
  }
}

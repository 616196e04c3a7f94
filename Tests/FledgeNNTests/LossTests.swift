import Fledge
import TestSupport
import Testing

/// Values and gradients against PyTorch 2 in Float64, and against the definitions.
@Suite struct LossTests {
  private let logits = Tensor(
    [[0.2, -1.5, 3.0, 0.7], [2.0, 0.1, -0.4, 1.1], [-0.6, 0.9, 0.3, -2.0]], dtype: .float64)
  private let labels = Tensor([2, 0, 3] as [Int32])
  private let someIgnored = Tensor([2, 7, 3] as [Int32])
  private let classWeights = [0.5, 1, 2, 1.5]

  private func expectLoss(
    _ value: Double, _ gradient: [Double], at x: Tensor, _ loss: (Tensor) -> Tensor,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let result = valueAndGradient(at: x, loss)
    #expect(abs(result.value.item - value) <= 1e-14 * value, sourceLocation: sourceLocation)
    expectClose(
      result.gradient, Tensor(shape: x.shape, gradient), within: 1e-13, sourceLocation: sourceLocation)
    expectGradient(of: { loss($0[0]) }, at: [x], sourceLocation: sourceLocation)
    // The loss of outer gradients takes the path through differentiable operations.
    expectGradient(
      of: { inputs in Fledge.gradient(at: inputs[0], of: loss) }, at: [x], sourceLocation: sourceLocation)
  }

  @Test func crossEntropyOfLabels() {
    expectLoss(
      1.3867959198864506,
      [
        0.0172926147346419, 0.0031590757998106287, -0.048962392273479094, 0.028510701739026555,
        -0.1309274846592299, 0.03027356330877127, 0.01836184432552121, 0.08229207702493743,
        0.040710533253752096, 0.18245195193097508, 0.10013175424778709, -0.32329423943251423,
      ], at: logits
    ) { crossEntropy($0, labels: labels) }
  }

  @Test func crossEntropyWithClassWeights() {
    expectLoss(
      1.4552863049338478,
      [
        0.025938922101962854, 0.004738613699715943, -0.07344358841021864, 0.042766052608539835,
        -0.04909780674721122, 0.011352586240789227, 0.006885691622070454, 0.030859528884351537,
        0.045799349910471104, 0.20525844592234696, 0.11264822352876047, -0.36370601936157854,
      ], at: logits
    ) { crossEntropy($0, labels: labels, classWeights: classWeights) }
  }

  @Test func crossEntropyWithLabelSmoothing() {
    expectLoss(
      1.455129253219784,
      [
        0.008959281401308571, -0.005174257533522704, -0.02396239227347908, 0.020177368405693227,
        -0.10592748465922987, 0.021940229975437948, 0.010028510992187883, 0.07395874369160413,
        0.032377199920418764, 0.17411861859764177, 0.09179842091445377, -0.29829423943251426,
      ], at: logits
    ) { crossEntropy($0, labels: labels, labelSmoothing: 0.1) }
  }

  @Test func crossEntropyWithWeightsAndSmoothing() {
    expectLoss(
      1.497269791929818,
      [
        0.02184121252313925, -0.0016890843140234045, -0.051939453844835407, 0.03178732563571959,
        -0.028337477759292896, 0.0068054741769076115, -0.004581454634618978, 0.02611345821700427,
        0.04191102741196326, 0.1955874718236412, 0.09827075313661447, -0.33576925237221894,
      ], at: logits
    ) { crossEntropy($0, labels: labels, classWeights: classWeights, labelSmoothing: 0.1) }
  }

  @Test func crossEntropyWithIgnoredRows() {
    expectLoss(
      1.8307598014761595,
      [
        0.025938922101962854, 0.004738613699715943, -0.07344358841021864, 0.042766052608539835,
        0, 0, 0, 0,
        0.061065799880628144, 0.2736779278964626, 0.15019763137168063, -0.4849413591487714,
      ], at: logits
    ) { crossEntropy($0, labels: someIgnored, ignoring: 7) }
  }

  @Test func crossEntropyWithEverything() {
    expectLoss(
      1.5717085650322078,
      [
        0.024961385740730566, -0.0019303820731696067, -0.05935937582266914, 0.0363283721551081,
        0, 0, 0, 0,
        0.04789831704224373, 0.22352853922701854, 0.11230943215613085, -0.3837362884253931,
      ], at: logits
    ) { crossEntropy($0, labels: someIgnored, classWeights: classWeights, labelSmoothing: 0.1, ignoring: 7) }
  }

  @Test func crossEntropyOfSoftTargets() {
    let targets = Tensor([[0.1, 0.2, 0.3, 0.4], [1, 0, 0, 0], [0, 0.5, 0.5, 0]], dtype: .float64)
    expectLoss(
      1.220129253219784,
      [
        -0.01604071859869143, -0.06350759086685603, 0.18437094105985427, -0.10482263159430677,
        -0.1309274846592299, 0.03027356330877127, 0.01836184432552121, 0.08229207702493743,
        0.040710533253752096, 0.015785285264308408, -0.06653491241887957, 0.010039093900819073,
      ], at: logits
    ) { crossEntropy($0, targets: targets) }
  }

  private let predictions = Tensor([[0.5, -2.0], [3.0, 0.0]], dtype: .float64)
  private let targets = Tensor([[1.0, 0], [0.3, 0.5]], dtype: .float64)

  @Test func binaryCrossEntropyOfLogits() {
    expectLoss(
      0.8606848818391917, [-0.09438516719953635, 0.029800730505529387, 0.16314353170560836, 0],
      at: predictions
    ) { binaryCrossEntropy($0, targets: targets) }
  }

  @Test func meanSquares() {
    expectLoss(2.9475, [-0.25, -1, 1.35, -0.25], at: predictions) { meanSquaredError($0, targets: targets) }
  }

  @Test("hard targets as labels, as one-hot rows and with neutral options are one loss")
  func formsAgree() {
    let oneHot = Tensor.oneHot(labels, classes: 4, dtype: .float64)
    let reference = valueAndGradient(at: logits) { crossEntropy($0, labels: labels) }
    let losses: [(Tensor) -> Tensor] = [
      { crossEntropy($0, targets: oneHot) },
      { crossEntropy($0, labels: labels, classWeights: [2, 2, 2, 2]) },
      { crossEntropy($0, labels: labels, labelSmoothing: 0) },
      { crossEntropy($0, labels: labels, ignoring: -1) },
      { crossEntropy($0, labels: labels.converted(to: .int64)) },
      { crossEntropy($0, labels: labels.converted(to: .uint8)) },
      { crossEntropy($0, targets: Tensor.oneHot(labels, classes: 4)) },
    ]
    for loss in losses {
      let result = valueAndGradient(at: logits, loss)
      expectClose(result.value, reference.value, within: 1e-15)
      expectClose(result.gradient, reference.gradient, within: 1e-14)
    }
  }

  @Test("the gradient scales with what comes after the loss")
  func scaledLoss() {
    let once = gradient(at: logits) { crossEntropy($0, labels: labels) }
    expectClose(gradient(at: logits) { 3 * crossEntropy($0, labels: labels) }, 3 * once, within: 1e-15)
    expectClose(gradient(at: logits) { -crossEntropy($0, labels: labels) }, -once, within: 1e-15)
    let loss = crossEntropy(logits, labels: labels).item
    expectClose(
      gradient(at: logits) { crossEntropy($0, labels: labels).squared }, 2 * loss * once, within: 1e-15)
  }

  @Test("zero logits of k classes: log k")
  func zeroLogits() {
    let labels = Tensor((0..<6000).map { UInt8($0 % 10) })
    #expect(abs(crossEntropy(.zeros([6000, 10]), labels: labels).item - 2.302585092994046) < 1e-7)
  }

  @Test("accuracy counts the rows whose first largest logit is the label's")
  func accuracies() {
    #expect(accuracy(logits, labels: labels) == 2.0 / 3)
    #expect(accuracy([[1, 1], [1, 1]], labels: Tensor([0, 1] as [UInt8])) == 0.5)
    #expect(accuracy([[1, 2]], labels: Tensor([1] as [Int64])) == 1)
    #expect(accuracy(.zeros([0, 3]), labels: Tensor([] as [Int32])).isNaN)
    // Without a finite largest logit there is no prediction; a class that is ruled out does no harm.
    let (nan, infinity) = (Float.nan, Float.infinity)
    let rows: [[Float]] = [
      [nan, 0], [0, nan], [infinity, 0], [-infinity, -infinity], [0, -infinity],
    ]
    #expect(accuracy(Tensor(rows), labels: [0, 1, 0, 0, 0]) == 0.2)
    #expect(accuracy([[1, 2, 0], [3, 1, 5]], labels: Tensor([1, 0, 1] as [Int32]), axis: 0) == 1)
  }
}

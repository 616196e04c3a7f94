import Fledge
import TestSupport
import Testing

/// Numbers 0 ..< modulus from a linear congruential generator, which the script that asked scikit-learn used too.
private func draws(_ count: Int, below modulus: Int, seed: Int) -> [Int] {
  var state = seed
  return (0..<count).map { _ in
    state = (state * 1_103_515_245 + 12345) % (1 << 31)
    return (state >> 16) % modulus
  }
}

/// 60 rows of logits that are multiples of a quarter, so that some are equal, or of 1/2000, and their labels.
private func rows(_ classes: Int, fine: Bool = false) -> (logits: Tensor, labels: [Int]) {
  let numbers =
    fine
    ? draws(60 * classes, below: 10007, seed: classes + 7).map { Double($0 - 5000) / 2000 }
    : draws(60 * classes, below: 17, seed: classes).map { Double($0 - 8) / 4 }
  return (Tensor(shape: [60, classes], numbers), draws(60, below: classes, seed: classes + 100))
}

/// The figure, from batches of 7.
private func figure(_ metric: any Metric, _ predictions: Tensor, _ targets: Tensor, classes: Bool) -> Double {
  var metric = metric
  for start in stride(from: 0, to: predictions.shape[0], by: 7) {
    let range = start..<min(start + 7, predictions.shape[0])
    let (inputs, targets) = (predictions[range], targets[range])
    let batch =
      classes ? Batch(inputs: inputs, labels: targets) : Batch(inputs: inputs, targets: targets)
    metric.add(inputs, batch)
  }
  return metric.value
}

/// Figures of scikit-learn 1.9.1.
@Suite struct MetricTests {
  @Test(
    "accuracy, precision, recall and F1",
    arguments: [
      (
        2,
        [
          0.5166666666666667, 0.5166666666666666, 0.5168350168350169, 0.5154553049289892, 0.5666666666666667,
          0.5151515151515151,
          0.5396825396825397,
        ]
      ),
      (
        3,
        [
          0.36666666666666664, 0.3670634920634921, 0.3680555555555556, 0.36005291005291, 0.3333333333333333,
          0.25,
          0.2857142857142857,
        ]
      ),
      (
        5,
        [
          0.21666666666666667, 0.18893341952165482, 0.22443667443667445, 0.20348932676518885,
          0.3076923076923077,
          0.36363636363636365, 0.3333333333333333,
        ]
      ),
    ] as [(Int, [Double])])
  func classification(_ classes: Int, _ expected: [Double]) {
    let (logits, labels) = rows(classes)
    let metrics: [ClassificationMetric] = [
      .accuracy, .precision(), .recall(), .f1(), .precision(.class(1)), .recall(.class(1)), .f1(.class(1)),
    ]
    for (metric, expected) in zip(metrics, expected) {
      let value = figure(metric, logits, Tensor(labels), classes: true)
      #expect(abs(value - expected) < 1e-15, "\(metric.name)")
    }
    for metric: ClassificationMetric in [.precision(.micro), .recall(.micro), .f1(.micro)] {
      #expect(abs(figure(metric, logits, Tensor(labels), classes: true) - expected[0]) < 1e-15)
    }
    #expect(metrics.map(\.name).last == "f1_class_1" && metrics[2].name == "recall_macro")
  }

  @Test("the area under the curve: ties for two classes, one against the rest for more")
  func areas() {
    for (classes, fine, expected) in [
      (2, false, 0.46184062850729524), (3, true, 0.5166105499438832), (5, true, 0.5102860272578671),
    ] {
      let (logits, labels) = rows(classes, fine: fine)
      let value = figure(AreaUnderROC(), logits, Tensor(labels), classes: true)
      #expect(abs(value - expected) < 1e-15, "\(classes)")
      // Float32 holds these logits.
      let single = logits.converted(to: .float32)
      #expect(abs(figure(AreaUnderROC(), single, Tensor(labels), classes: true) - expected) < 1e-15)
    }
    let positive = [false, false, true, true, true]
    #expect(AreaUnderROC.area(scores: [0.1, 0.4, 0.4, 0.8, 0.1], isPositive: positive) == 0.6666666666666666)
    #expect(AreaUnderROC.area(scores: [0, 0, 0, 0, 0], isPositive: positive) == 0.5)
    #expect(AreaUnderROC.area(scores: [1, 2, 3, 4, 5], isPositive: positive) == 1)
  }

  @Test("the label among the first k, ties in the order of the classes")
  func topK() {
    for (classes, expected) in [(3, 0.65), (5, 0.45)] {
      let (logits, labels) = rows(classes)
      let value = figure(TopKAccuracy(2), logits, Tensor(labels), classes: true)
      #expect(abs(value - expected) < 1e-15)
      #expect(figure(TopKAccuracy(classes), logits, Tensor(labels), classes: true) == 1)
      #expect(
        figure(TopKAccuracy(1), logits, Tensor(labels), classes: true)
          == figure(ClassificationMetric.accuracy, logits, Tensor(labels), classes: true))
    }
  }

  @Test(
    "errors of one number and of three",
    arguments: [
      (1, [4.03, 4.892979664785048, -0.3975645323762793]),
      (3, [4.298749999999999, 5.246077060269655, -0.5992357110877846]),
    ] as [(Int, [Double])])
  func regression(_ numbers: Int, _ expected: [Double]) {
    let p = draws(50 * numbers, below: 101, seed: 7 + numbers).map { Double($0 - 50) / 8 }
    let t = zip(draws(50 * numbers, below: 101, seed: 70 + numbers), p).map { Double($0 - 20) / 8 + $1 * 0.5 }
    let (predictions, targets) = (Tensor(shape: [50, numbers], p), Tensor(shape: [50, numbers], t))
    for (metric, expected) in zip([RegressionMetric.mae, .rmse, .r2], expected) {
      #expect(abs(figure(metric, predictions, targets, classes: false) - expected) < 1e-14, "\(metric.name)")
      guard numbers == 1 else { continue }
      let list = targets.reshaped(to: [50])
      #expect(abs(figure(metric, predictions, list, classes: false) - expected) < 1e-14)
    }
    // A large mean does not cancel: r2_score(1e9 + [1, 2, 3, 4], 1e9 + [1.5, 2, 3, 4.5]).
    let far = figure(
      RegressionMetric.r2, Tensor([1.5, 2, 3, 4.5] as [Double]) + 1e9,
      Tensor([1, 2, 3, 4] as [Double]) + 1e9,
      classes: false)
    #expect(far == 0.9)
  }

  private func confusion(_ labels: [Int32], _ predictions: [Int32], classes: Int) -> ConfusionMatrix {
    var matrix = ConfusionMatrix(classes: classes)
    matrix.add(predictions: Tensor(predictions), labels: Tensor(labels))
    return matrix
  }

  /// As scikit-learn with zero_division=0, over the labels that occur or are predicted.
  @Test("classes that are never predicted, never occur, or neither")
  func absentClasses() {
    let never = confusion([0, 0, 1, 1], [0, 0, 0, 0], classes: 2)
    #expect(never.precision(.class(1)) == 0 && never.precision() == 0.25 && never.f1() == 0.3333333333333333)
    let absent = confusion([0, 0, 2, 2], [0, 2, 2, 2], classes: 3)
    #expect(abs(absent.f1() - 0.7333333333333334) < 1e-15 && absent.recall() == 0.75)
    let predicted = confusion([0, 0, 2, 2], [0, 1, 2, 2], classes: 3)
    #expect(predicted.recall() == 0.5 && predicted.precision() == 0.6666666666666666)
    #expect(predicted.recall(.class(1)) == 0)
  }

  @Test("nothing, one class, constant targets, numbers that are not finite")
  func edges() {
    let classes: [any Metric] = [
      ClassificationMetric.accuracy, ClassificationMetric.f1(), TopKAccuracy(2), AreaUnderROC(),
    ]
    for metric in classes {
      #expect(metric.value.isNaN, "\(metric.name)")
      let bad = Tensor(shape: [2, 2], [1, 0, .nan, 0] as [Float])
      #expect(figure(metric, bad, Tensor([0, 1] as [Int]), classes: true).isNaN, "\(metric.name)")
    }
    let one = Tensor(shape: [2, 2], [1, 0, 2, 0] as [Float])
    #expect(figure(AreaUnderROC(), one, Tensor([0, 0] as [Int]), classes: true).isNaN)
    #expect(figure(ClassificationMetric.f1(), one, Tensor([0, 0] as [Int]), classes: true) == 1)
    // Class 2 of three has no examples and is left out.
    let three = Tensor(shape: [2, 3], [1, 0, 0, 0, 1, 0] as [Float])
    #expect(figure(AreaUnderROC(), three, Tensor([0, 1] as [Int]), classes: true) == 1)

    #expect([RegressionMetric.mae, .rmse, .r2].allSatisfy { $0.value.isNaN })
    let constant = Tensor([2, 2, 2] as [Double])
    #expect(figure(RegressionMetric.r2, constant, constant, classes: false) == 1)
    #expect(figure(RegressionMetric.r2, Tensor([2, 2, 3] as [Double]), constant, classes: false) == 0)
    #expect(figure(RegressionMetric.r2, constant[0..<1], constant[0..<1], classes: false).isNaN)
    #expect(figure(RegressionMetric.mae, Tensor([.nan, 2, 2] as [Double]), constant, classes: false).isNaN)
  }

  @Test("what makes no sense stops the program")
  func senseless() async {
    let numbers = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var metric = AreaUnderROC()
      metric.add(.zeros([2, 2]), Batch(inputs: .zeros([2, 1]), targets: .zeros([2])))
    }
    expectStop(numbers, "auc: expected labels of classes, got targets of shape (2)")
    let one = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var metric = AreaUnderROC()
      metric.add(.zeros([2, 1]), Batch(inputs: .zeros([2, 1]), labels: Tensor([0, 0] as [Int])))
    }
    expectStop(one, "expected logits of two classes or more")
    let k = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TopKAccuracy(0)
    }
    expectStop(k, "expected k of at least 1, got 0")
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var errors = RegressionErrors()
      errors.add(predictions: .zeros([2, 3]), targets: .zeros([2]))
    }
    expectStop(shape, "expected predictions of the targets' shape (2), got (2, 3)")
  }
}

import Fledge
import TestSupport
import Testing

@testable import FledgeTraining

/// Figures of nothing, of one class, of what is not finite, and of more than is kept.
@Suite struct MetricEdgeTests {
  private func report(_ logits: [[Double]], _ labels: [Int]) -> ClassificationReport {
    var report = ClassificationReport()
    report.add(
      Tensor(logits), Batch(inputs: .zeros([labels.count, 1]), labels: Tensor(labels)))
    return report
  }

  private func figures(_ report: ClassificationReport) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: report.figures.map { ($0.name, $0.value) })
  }

  @Test("nothing has no figures")
  func nothing() {
    let report = ClassificationReport()
    #expect(report.figures.allSatisfy { $0.value.isNaN } && report.classes.isEmpty)
    #expect(ProbabilityErrors().logLoss.isNaN && ProbabilityErrors().expectedCalibrationError.isNaN)
    #expect(MedianAbsoluteError().value.isNaN && AveragePrecision().value.isNaN)
    #expect(ClassCounts(classes: 3).balancedAccuracy.isNaN && ClassCounts(classes: 3).majorityShare.isNaN)
  }

  /// As scikit-learn: the area under the ROC of one class is nan, the average precision of all positives 1.
  @Test("one class only")
  func oneClass() {
    let found = figures(report([[0, 1], [2, 1], [0, 3]], [1, 1, 1]))
    #expect(found["auc"]!.isNaN && found["average_precision"] == 1)
    #expect(found["balanced_accuracy"] == 2.0 / 3)
    let other = figures(report([[0, 1], [2, 1]], [0, 0]))
    #expect(other["average_precision"]!.isNaN && other["balanced_accuracy"] == 0.5)
  }

  @Test("scores that are all the same: half, and the share of the class")
  func ties() {
    let positive = [true, false, false, true, false]
    #expect(AreaUnderROC.area(scores: [1, 1, 1, 1, 1], isPositive: positive) == 0.5)
    #expect(AveragePrecision.area(scores: [1, 1, 1, 1, 1], isPositive: positive) == 0.4)
    // average_precision_score([1, 0, 0, 1, 0], [0.9, 0.8, 0.4, 0.4, 0.1])
    #expect(AveragePrecision.area(scores: [0.9, 0.8, 0.4, 0.4, 0.1], isPositive: positive) == 0.75)
    #expect(AveragePrecision.area(scores: [1, 2], isPositive: [false, false]).isNaN)
    #expect(AreaUnderROC.area(scores: [.nan, 2], isPositive: [true, false]).isNaN)
    #expect(AveragePrecision.area(scores: [.nan, 2], isPositive: [true, false]).isNaN)
  }

  @Test("one logit that is not finite leaves no figure but the counts", arguments: [Double.nan, .infinity])
  func notFinite(_ bad: Double) {
    let found = report([[bad, 0], [0, 1]], [0, 1])
    #expect(found.figures.allSatisfy { $0.value.isNaN })
    #expect(found.classes.map(\.examples) == [1, 1] && found.classes[1].recall.isNaN)
  }

  @Test("a probability of 1 for the wrong class: a finite loss as long as the logits are")
  func certainty() {
    let found = figures(report([[900, 0], [0, 900]], [1, 1]))
    #expect(found["log_loss"] == 450 && found["brier"] == 0.5 && found["calibration_error"] == 0.5)
  }

  @Test(
    "the bins are closed above: a confidence of one third is in the fifth of fifteen, a little more in the sixth"
  )
  func bins() {
    // e^a/(e^a + 2) = 0.35. In one bin the right prediction and the wrong one would almost cancel.
    let a = 0.07410797215372196
    let found = figures(report([[0, 0, 0], [a, 0, 0]], [0, 1]))
    #expect(abs(found["calibration_error"]! - (2.0 / 3 + 0.35) / 2) < 1e-15)
  }

  @Test("more scores than are kept: no areas, every other figure")
  func tooMany() {
    let (labels, classes) = (Array(0..<1100), 1 << 13)
    #expect(labels.count * classes <= ClassScores.most && 2 * labels.count * classes > ClassScores.most)
    var report = ClassificationReport()
    for _ in 0..<2 {
      report.add(
        .oneHot(labels, classes: classes), Batch(inputs: .zeros([1100, 1]), labels: Tensor(labels)))
    }
    let found = figures(report)
    #expect(found["auc"]!.isNaN && found["average_precision"]!.isNaN)
    #expect(found["balanced_accuracy"] == 1 && found["f1_macro"] == 1 && found["log_loss"]!.isFinite)
  }

  @Test("the median of targets that are all met, and of one that is not a number")
  func median() {
    let batch = Batch(inputs: .zeros([3, 1]), targets: Tensor([2, 2, 2] as [Double]))
    var (met, broken) = (MedianAbsoluteError(), MedianAbsoluteError())
    met.add(Tensor([2, 2, 9] as [Double]), batch)
    broken.add(Tensor([2, .nan, 9] as [Double]), batch)
    #expect(met.value == 0 && broken.value.isNaN)
  }
}

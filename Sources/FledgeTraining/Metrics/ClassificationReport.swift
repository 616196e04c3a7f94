import FledgeBasics
import FledgeData
import FledgeTensor

/// All that is usually told of a classifier, gathered in one pass: of its predictions, of their probabilities and of their order.
///
/// ```swift
/// let report = Evaluation(of: model, on: test, metrics: [ClassificationReport()]).classificationReport!
/// print(report.balancedAccuracy, report.classes[0].recall)
/// ```
///
/// Scores for the areas are kept in memory, at most 2²⁴ of them (128 MiB, see `AreaUnderROC`); all else takes a few numbers a class.
public struct ClassificationReport: Metric {
  private var counts = ClassCounts(classes: 0)
  private var errors = ProbabilityErrors()
  private var scores: ClassScores
  private var topK: [TopKAccuracy] = []
  private var isFinite = true

  /// The report of nothing yet. Without the scores of all examples, for which there may be no room, the areas are NaN.
  public init(keepsScores: Bool = true) { scores = ClassScores(isKept: keepsScores) }

  /// `balanced_accuracy`.
  public var name: String { "balanced_accuracy" }

  /// Takes in logits (n, classes), two classes or more.
  public mutating func add(_ logits: Tensor, _ batch: Batch) {
    scores.add(logits, batch, in: "ClassificationReport")
    let classes = logits.shape[1]
    if counts.total == 0 {
      counts = ClassCounts(classes: classes)
      topK = [2, 5].filter { $0 < classes }.map(TopKAccuracy.init)
    }
    isFinite = isFinite && logits.allFinite
    errors.add(logits: logits, labels: batch.labels)
    for index in topK.indices { topK[index].add(logits, batch) }
    let predictions = logits.argMax(axis: -1).elements(as: Int64.self)
    for (prediction, label) in zip(predictions, batch.labels.elements(as: Int64.self)) {
      counts.add(prediction: Int(prediction), label: Int(label))
    }
  }

  /// The balanced accuracy.
  public var value: Double { balancedAccuracy }

  /// See `ClassCounting.balancedAccuracy`. Like all figures here it is NaN for nothing, and where a logit was not finite.
  public var balancedAccuracy: Double { isFinite ? counts.balancedAccuracy : .nan }

  /// See `ClassCounting.majorityShare`.
  public var majorityShare: Double { counts.majorityShare }

  /// The probabilities' figures.
  public var probabilities: ProbabilityErrors { errors }

  /// The figures of each class, by its number.
  public var classes: [ClassFigures] {
    let areas = scores.areas(in: "ClassificationReport")
    return (0..<counts.classes).map { number in
      let figure = { (value: Double) in isFinite ? value : .nan }
      return ClassFigures(
        examples: counts.examples(of: number), precision: figure(counts.precision(.class(number))),
        recall: figure(counts.recall(.class(number))), f1: figure(counts.f1(.class(number))),
        areaUnderROC: areas[number].underROC,
        averagePrecision: areas[number].precision)
    }
  }

  /// `balanced_accuracy`, the shares of the labels among the first two and five, where there are more classes, `precision_macro`,
  /// `recall_macro`, `f1_macro`, `auc`, `average_precision`, `log_loss`, `brier` and `calibration_error`.
  public var figures: [Figure] {
    let classes = classes
    let counted = [counts.precision(), counts.recall(), counts.f1()].map { isFinite ? $0 : .nan }
    return [Figure(name, value)] + topK.map { Figure($0.name, $0.value) } + [
      Figure("precision_macro", counted[0]), Figure("recall_macro", counted[1]),
      Figure("f1_macro", counted[2]), Figure("auc", ClassScores.mean(classes.map(\.areaUnderROC))),
      Figure("average_precision", ClassScores.mean(classes.map(\.averagePrecision))),
      Figure("log_loss", errors.logLoss), Figure("brier", errors.brierScore),
      Figure("calibration_error", errors.expectedCalibrationError),
    ]
  }
}

/// What is told of one class against the rest.
public struct ClassFigures: Sendable, Equatable {
  /// How many examples have its label.
  public let examples: Int
  /// See `ClassCounting.precision(_:)`.
  public let precision: Double
  /// See `ClassCounting.recall(_:)`.
  public let recall: Double
  /// See `ClassCounting.f1(_:)`.
  public let f1: Double
  /// See `AreaUnderROC`.
  public let areaUnderROC: Double
  /// See `AveragePrecision`.
  public let averagePrecision: Double
}

extension Evaluation {
  /// The report among the metrics that were asked for; nil if there is none.
  public var classificationReport: ClassificationReport? {
    metrics.lazy.compactMap { $0 as? ClassificationReport }.first
  }
}

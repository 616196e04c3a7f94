import FledgeData
import FledgeTensor

/// A figure of a classifier that its confusion matrix gives: the class with the largest logit beside the label.
public struct ClassificationMetric: Metric {
  /// The name: `accuracy`, `f1_macro`, `recall_class_3`.
  public let name: String
  private let figure: @Sendable (ConfusionMatrix) -> Double
  private var confusion: ConfusionMatrix?
  private var isFinite = true

  private init(_ name: String, _ figure: @escaping @Sendable (ConfusionMatrix) -> Double) {
    (self.name, self.figure) = (name, figure)
  }

  /// The share of the examples whose prediction is the label.
  public static let accuracy = ClassificationMetric("accuracy") { $0.accuracy }

  /// See `ClassCounting.balancedAccuracy`.
  public static let balancedAccuracy = ClassificationMetric("balanced_accuracy") { $0.balancedAccuracy }

  /// See `ClassCounting.precision(_:)`.
  public static func precision(_ average: ConfusionMatrix.Average = .macro) -> ClassificationMetric {
    ClassificationMetric("precision_\(average.name)") { $0.precision(average) }
  }

  /// See `ClassCounting.recall(_:)`.
  public static func recall(_ average: ConfusionMatrix.Average = .macro) -> ClassificationMetric {
    ClassificationMetric("recall_\(average.name)") { $0.recall(average) }
  }

  /// See `ClassCounting.f1(_:)`.
  public static func f1(_ average: ConfusionMatrix.Average = .macro) -> ClassificationMetric {
    ClassificationMetric("f1_\(average.name)") { $0.f1(average) }
  }

  /// Takes in logits (n, classes).
  public mutating func add(_ logits: Tensor, _ batch: Batch) {
    requireLogits(logits, batch, in: name)
    if isFinite { isFinite = logits.allFinite }
    var matrix = confusion ?? ConfusionMatrix(classes: logits.shape[1])
    matrix.add(predictions: logits.argMax(axis: -1), labels: batch.labels)
    confusion = matrix
  }

  /// The figure.
  public var value: Double { isFinite ? confusion.map(figure) ?? .nan : .nan }
}

extension ConfusionMatrix.Average {
  fileprivate var name: String {
    switch self {
    case .macro: "macro"
    case .micro: "micro"
    case .class(let number): "class_\(number)"
    }
  }
}

import FledgeBasics
import FledgeData
import FledgeTensor

/// A figure that says how well a model does, gathered over the batches of a data set.
///
/// ```swift
/// let evaluation = Evaluation(of: model, on: test, metrics: [TopKAccuracy(5), ClassificationMetric.f1(.macro)])
/// print(evaluation["top_5_accuracy"]!)
/// ```
public protocol Metric: Sendable {
  /// The name in reports and JSON, such as `top_5_accuracy`.
  var name: String { get }

  /// Takes in what the model gave for a batch: `predictions` (n, …), for classes logits (n, classes).
  mutating func add(_ predictions: Tensor, _ batch: Batch)

  /// The figure of all that was added. NaN for nothing, and where a prediction was not finite.
  var value: Double { get }

  /// The figures by their names: this one, or for a report all that it has.
  var figures: [Figure] { get }
}

extension Metric {
  /// The figure by its name.
  public var figures: [Figure] { [Figure(name, value)] }
}

/// Logits (n, classes) beside the labels of a batch of n.
func requireLogits(_ logits: Tensor, _ batch: Batch, in name: String) {
  require(
    batch.hasClasses, "\(name): expected labels of classes, got targets of shape \(batch.targets.shape)")
  require(
    logits.rank == 2 && logits.shape[0] == batch.count && logits.shape[1] > 0,
    "\(name): expected logits of shape (\(batch.count), classes), got \(logits.shape)")
}

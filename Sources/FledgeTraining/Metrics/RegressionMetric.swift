import FledgeData
import FledgeTensor

/// A figure of predicted numbers beside their targets.
public struct RegressionMetric: Metric {
  /// The name: `mae`, `rmse` or `r2`.
  public let name: String
  private let figure: @Sendable (RegressionErrors) -> Double
  private var errors = RegressionErrors()

  private init(_ name: String, _ figure: @escaping @Sendable (RegressionErrors) -> Double) {
    (self.name, self.figure) = (name, figure)
  }

  /// The mean absolute error.
  public static let mae = RegressionMetric("mae") { $0.meanAbsoluteError }
  /// The root of the mean squared error.
  public static let rmse = RegressionMetric("rmse") { $0.rootMeanSquaredError }
  /// The share of the variance that is explained; see `RegressionErrors.r2`.
  public static let r2 = RegressionMetric("r2") { $0.r2 }

  /// Takes in predictions (n, …) of the targets' shape, or (n, 1) beside targets (n).
  public mutating func add(_ predictions: Tensor, _ batch: Batch) {
    errors.add(predictions: predictions, targets: batch.targets)
  }

  /// The figure.
  public var value: Double { figure(errors) }
}

import FledgeData
import FledgeTensor

/// A figure of a classifier's probabilities.
public struct ProbabilityMetric: Metric {
  /// The name: `log_loss`, `brier` or `calibration_error`.
  public let name: String
  private let figure: @Sendable (ProbabilityErrors) -> Double
  private var errors = ProbabilityErrors()

  private init(_ name: String, _ figure: @escaping @Sendable (ProbabilityErrors) -> Double) {
    (self.name, self.figure) = (name, figure)
  }

  /// See `ProbabilityErrors.logLoss`.
  public static let logLoss = ProbabilityMetric("log_loss") { $0.logLoss }
  /// See `ProbabilityErrors.brierScore`.
  public static let brierScore = ProbabilityMetric("brier") { $0.brierScore }
  /// See `ProbabilityErrors.expectedCalibrationError`.
  public static let calibrationError = ProbabilityMetric("calibration_error") { $0.expectedCalibrationError }

  /// Takes in logits (n, classes).
  public mutating func add(_ logits: Tensor, _ batch: Batch) {
    requireLogits(logits, batch, in: name)
    errors.add(logits: logits, labels: batch.labels)
  }

  /// The figure.
  public var value: Double { figure(errors) }
}

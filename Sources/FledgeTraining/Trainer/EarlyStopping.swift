import FledgeBasics

/// When a training ends before its last epoch: if the validation has not become better for some epochs. The model is then that
/// of the best epoch (Prechelt, 1998), as it is after the last epoch.
public struct EarlyStopping: Sendable, Equatable {
  /// Which way a figure is better.
  public enum Better: Sendable, Equatable {
    /// Losses and errors.
    case smaller
    /// Accuracies.
    case larger
  }

  /// How many epochs may follow the best one.
  public let patience: Int
  /// By how much a figure must be better to count.
  public let minimumDelta: Double
  /// The name of the figure of the validation: `loss`, or that of a metric.
  public let figure: String
  /// Which way it is better.
  public let better: Better

  /// Stops after `patience` epochs, at least 1, without a better figure. A figure that is not finite is never better.
  public init(
    patience: Int, minimumDelta: Double = 0, figure: String = "loss", better: Better = .smaller
  ) {
    require(patience >= 1, "EarlyStopping: expected a patience of at least 1 epoch, got \(patience)")
    require(
      minimumDelta >= 0 && minimumDelta.isFinite,
      "EarlyStopping: expected a smallest difference of 0 or more, got \(minimumDelta)")
    (self.patience, self.minimumDelta, self.figure, self.better) = (patience, minimumDelta, figure, better)
  }

  func isBetter(_ value: Double, than best: Double?) -> Bool {
    guard value.isFinite else { return false }
    guard let best else { return true }
    return better == .smaller ? value < best - minimumDelta : value > best + minimumDelta
  }
}

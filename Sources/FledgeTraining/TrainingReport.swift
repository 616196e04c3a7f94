/// What a trainer tells while it works.
public enum TrainingEvent: Sendable {
  /// After each batch.
  case batch(BatchReport)
  /// After each epoch.
  case epoch(EpochReport)
}

/// Where a trainer stands within an epoch.
public struct BatchReport: Sendable {
  /// From 1.
  public let epoch: Int
  /// Examples done in this epoch.
  public let examples: Int
  /// Examples in an epoch.
  public let examplesInEpoch: Int
  /// The mean loss over this epoch's examples so far, each batch's taken before its step.
  public let meanLoss: Double
  /// The learning rate of the step.
  public let learningRate: Double
  /// Seconds spent on this epoch so far.
  public let seconds: Double
}

/// What an epoch came to.
public struct EpochReport: Sendable {
  /// From 1.
  public let epoch: Int
  /// The mean loss over the epoch's examples, each batch's taken before its step.
  public let meanLoss: Double
  /// Examples trained on.
  public let examples: Int
  /// The learning rate of the epoch's last step.
  public let learningRate: Double
  /// Seconds spent training, evaluation not included.
  public let seconds: Double
}

/// Why training stopped before its end.
public enum TrainingError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The loss became NaN or infinite.
  case lossNotFinite(loss: Double, epoch: Int, step: Int)

  /// What happened, where, and what may help.
  public var description: String {
    switch self {
    case .lossNotFinite(let loss, let epoch, let step):
      "the loss became \(loss.isNaN ? "NaN" : "infinite") at step \(step) (epoch \(epoch)): try a smaller learning rate, or inputs of a smaller scale"
    }
  }
}

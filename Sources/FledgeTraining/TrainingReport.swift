import FledgeBasics

/// What a trainer tells while it works.
public enum TrainingEvent: Sendable {
  /// After each batch.
  case batch(BatchReport)
  /// After each epoch.
  case epoch(EpochReport)
  /// Once for each call of `train`, where it first shows.
  case warning(TrainingWarning)
}

/// What a training is told that goes on but is hardly meant.
public enum TrainingWarning: Sendable, Equatable, CustomStringConvertible {
  /// Parameters that the loss does not depend on, by their paths: their gradients are zeros.
  case unreached([String])

  /// What is wrong, and what may be the reason.
  public var description: String {
    switch self {
    case .unreached(let paths):
      let shown = 6
      let names =
        paths.prefix(shown).joined(separator: ", ")
        + (paths.count > shown ? " and \(paths.count - shown) more" : "")
      return
        "\(names) \(paths.count == 1 ? "does" : "do") not reach the loss and \(paths.count == 1 ? "is" : "are") "
        + "not trained: the forward pass leaves them out, or uses the model outside the closure"
    }
  }
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
  /// The loader has no batch to train on.
  case noBatches(examples: Int, batchSize: Int)

  /// What happened, where, and what may help.
  public var description: String {
    switch self {
    case .lossNotFinite(let loss, let epoch, let step):
      "the loss became \(loss.isNaN ? "NaN" : "infinite") at step \(step) (epoch \(epoch)): try a smaller learning rate, or inputs of a smaller scale"
    case .noBatches(let examples, let batchSize):
      "there is nothing to train on: \(NumberText.count(examples, "example")) \(examples == 1 ? "makes" : "make") no batch "
        + "of \(NumberText.grouped(batchSize))"
    }
  }
}

extension BatchReport: CustomStringConvertible {
  /// One line: `epoch 3, 500 of 60,000 examples: loss 0.3512`.
  public var description: String {
    "epoch \(epoch), \(NumberText.grouped(examples)) of \(NumberText.count(examplesInEpoch, "example")): "
      + "loss \(NumberText.significant(meanLoss))"
  }
}

extension EpochReport: CustomStringConvertible {
  /// One line: `epoch 3: loss 0.3512, 60,000 examples in 0.52 s, learning rate 0.2`.
  public var description: String {
    "epoch \(epoch): loss \(NumberText.significant(meanLoss)), \(NumberText.count(examples, "example")) in "
      + "\(NumberText.fixed(seconds, digits: 2)) s, learning rate \(NumberText.significant(learningRate))"
  }
}

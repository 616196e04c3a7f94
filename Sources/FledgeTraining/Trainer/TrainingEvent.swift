import FledgeBasics

/// What a trainer tells while it works: values that may be sent anywhere.
///
/// A progress bar, lines of JSON and a program of one's own all read these: the closure of `train` as they happen, `Trainer.events`
/// in a task beside it.
public enum TrainingEvent: Sendable {
  /// After each batch.
  case batch(BatchReport)
  /// Before each batch, from 0, on which the statistics of an average are measured.
  case statistics(batch: Int, of: Int)
  /// After each epoch.
  case epoch(EpochReport)
  /// Once for each call of `train`, where it first shows.
  case warning(TrainingWarning)
  /// The training was written to a file, as it is after this step.
  case checkpoint(path: String, step: Int)
  /// Early stopping ends the training, with the model of this epoch; nil if no epoch gave a number.
  case stopped(bestEpoch: Int?)
}

/// Where a trainer stands within an epoch.
public struct BatchReport: Sendable, Equatable {
  /// From 1.
  public let epoch: Int
  /// Steps taken in the whole training.
  public let step: Int
  /// Examples done in this epoch.
  public let examples: Int
  /// Examples in an epoch.
  public let examplesInEpoch: Int
  /// The mean loss of the batch, taken before its step; nil where its examples count nothing.
  public let loss: Double?
  /// The mean loss over this epoch's examples so far, each batch's taken before its step.
  public let meanLoss: Double
  /// The learning rate of the step.
  public let learningRate: Double
  /// How long the gradients were, before they were clipped; nil where they are not.
  public let gradientNorm: Double?
  /// Seconds spent on this epoch so far.
  public let seconds: Double
  /// Where the seconds of this step went.
  public let times: TrainingTimes
}

/// What an epoch came to.
public struct EpochReport: Sendable, Equatable, Codable {
  /// From 1.
  public let epoch: Int
  /// Steps taken in the whole training.
  public let step: Int
  /// The mean loss over the epoch's examples, each batch's taken before its step.
  public let meanLoss: Double
  /// Examples trained on.
  public let examples: Int
  /// The learning rate of the epoch's last step.
  public let learningRate: Double
  /// Seconds spent training, evaluation not included.
  public let seconds: Double
  /// Where the seconds went, the validation included.
  public let times: TrainingTimes
  /// The figures of the validation, `loss` first; empty if there is none.
  public let validation: [Figure]
  /// Whether early stopping found it the best epoch so far.
  public let isBest: Bool

  /// The figure of the validation with this name; nil if there is none.
  public func validation(_ name: String) -> Double? { validation.first { $0.name == name }?.value }
}

extension TrainingEvent: CustomStringConvertible {
  /// One line.
  public var description: String {
    switch self {
    case .batch(let report): "\(report)"
    case .statistics(let batch, let batches): "measures the average: batch \(batch + 1) of \(batches)"
    case .epoch(let report): "\(report)"
    case .warning(let warning): "\(warning)"
    case .checkpoint(let path, let step): "written to \(path) after step \(NumberText.grouped(step))"
    case .stopped(let epoch): epoch.map { "stopped early: the best epoch was \($0)" } ?? "stopped early"
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
  /// One line: `epoch 3: loss 0.3512, 60,000 examples in 0.52 s, learning rate 0.2`, then the validation.
  public var description: String {
    "epoch \(epoch): loss \(NumberText.significant(meanLoss)), \(NumberText.count(examples, "example")) in "
      + "\(NumberText.fixed(seconds, digits: 2)) s, learning rate \(NumberText.significant(learningRate))"
      + validation.map { ", validation \($0.name) \(NumberText.significant($0.value))" }.joined()
  }
}

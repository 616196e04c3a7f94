import FledgeBasics

/// Why training stopped before its end.
public enum TrainingError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The loss became NaN or infinite.
  case lossNotFinite(loss: Double, epoch: Int, step: Int)
  /// The loader has no batch to train on.
  case noBatches(examples: Int, batchSize: Int)
  /// The training goes on with other batches than it began with.
  case otherBatches(before: String, now: String)
  /// Early stopping looks at a figure that the validation does not give.
  case noSuchFigure(String, among: [String])
  /// A range test has found no learning rate.
  case noFallingLoss

  /// What happened, where, and what may help.
  public var description: String {
    switch self {
    case .lossNotFinite(let loss, let epoch, let step):
      "the loss became \(loss.isNaN ? "NaN" : "infinite") at step \(step) (epoch \(epoch)): try a smaller learning rate, or inputs of a smaller scale"
    case .noBatches(let examples, let batchSize):
      "there is nothing to train on: \(NumberText.count(examples, "example")) \(examples == 1 ? "makes" : "make") no batch "
        + "of \(NumberText.grouped(batchSize))"
    case .otherBatches(let before, let now):
      "a training cannot go on with other batches: expected \(before), found \(now)"
    case .noSuchFigure(let name, let names):
      "early stopping looks at \(name), and the validation gives \(names.joined(separator: ", "))"
    case .noFallingLoss:
      "no learning rate was found: the loss of a copy of the model falls at none of those tried; give one"
    }
  }
}

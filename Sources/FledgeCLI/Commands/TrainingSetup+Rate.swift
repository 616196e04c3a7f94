import Fledge
import FledgeBasics
import FledgeFiles

extension TrainingSetup {
  /// Where a checkpoint keeps the rate that was found: the training that goes on has the same.
  static let rateKey = "fledge.learning-rate"

  /// The learning rate that `--learning-rate auto` means: that of the checkpoint, or the one at which the loss falls most steeply in a
  /// range test, rounded to two digits.
  ///
  /// Throws `FileError` for a checkpoint without one, `TrainingError` where the loss falls at no rate, and as `trainer` does.
  func foundRate(_ checkpoint: SafetensorsFile?) throws -> Double {
    guard let checkpoint else {
      guard let rate = try trainer().learningRateRange(on: loader)?.steepest else {
        throw TrainingError.noFallingLoss
      }
      return Double(NumberText.scientific(rate, digits: 2)) ?? rate
    }
    guard let rate = checkpoint.metadata[Self.rateKey].flatMap(Double.init), rate > 0, rate.isFinite else {
      throw FileError(
        path: checkpoint.path, place: "metadata \(Self.rateKey.quoted)",
        expected: "the learning rate that was found, above 0",
        found: checkpoint.metadata[Self.rateKey]?.quoted ?? "nothing")
    }
    return rate
  }

  /// What a checkpoint keeps of a rate that was found.
  var rateMetadata: [String: String] {
    guard case .found(let rate) = options.optimization.learningRate else { return [:] }
    return [Self.rateKey: "\(rate)"]
  }

  /// `learning rate 0.012 by a range test`, for people.
  var rateText: String {
    let text = "learning rate \(options.optimization.optimizer.learningRate)"
    if case .found = options.optimization.learningRate { return text + " by a range test" }
    return text
  }
}

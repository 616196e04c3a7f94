import FledgeBasics
import FledgeData

/// How far a training has come: everything beside the tensors that is needed to go on with it.
public struct TrainingProgress: Sendable, Equatable, Codable {
  /// Epochs finished.
  public internal(set) var epochsDone = 0
  /// Batches taken of the epoch that has begun.
  public internal(set) var batch = 0
  /// Steps taken.
  public internal(set) var step = 0
  /// The steps of the whole training, as planned last: what the schedule runs over.
  public internal(set) var plannedSteps = 0
  /// What every finished epoch came to.
  public internal(set) var history: [EpochReport] = []
  /// The best epoch so far by what early stopping looks at; nil if there is none.
  public internal(set) var bestEpoch: Int?
  /// The figure of that epoch.
  public internal(set) var bestValue: Double?
  /// The epochs that were done when early stopping began to look at them; nil where it does not.
  var watchedSince: Int?
  /// What the epoch that has begun adds up to.
  var sums = EpochSums()
  /// What the batches are made of; nil before the first.
  var data: DataOutline?

  init() {}
}

/// What an epoch adds up to while it runs.
struct EpochSums: Sendable, Equatable, Codable {
  /// Σ of the batches' losses times what they were divided by.
  var loss = 0.0
  /// Σ of what they were divided by.
  var divisor = 0.0
  var examples = 0
  var seconds = 0.0
  var times = TrainingTimes()
  /// The learning rate of the last step.
  var learningRate = 0.0

  /// 0 as long as no example has counted.
  var meanLoss: Double { divisor > 0 ? loss / divisor : 0 }
}

/// What a training that goes on must find again: other batches would make another training.
struct DataOutline: Sendable, Equatable, Codable, CustomStringConvertible {
  let examples: Int
  let batchSize: Int
  let order: String

  init(_ loader: DataLoader) {
    (examples, batchSize, order) = (loader.dataset.count, loader.batchSize, loader.orderName)
  }

  var description: String {
    "\(NumberText.count(examples, "example")) in batches of \(NumberText.grouped(batchSize)), \(order)"
  }
}

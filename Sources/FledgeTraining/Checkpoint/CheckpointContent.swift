import FledgeFiles
import FledgeModelIO
import FledgeNN

/// What a checkpoint says beside its tensors: JSON in the metadata of the file.
struct CheckpointContent: Sendable, Equatable, Codable {
  /// The schedule by its name.
  struct Schedule: Sendable, Equatable, Codable {
    var name: String
    var warmUp: Double
  }

  /// How weights are averaged, and how many models were: none before the first step.
  struct Average: Sendable, Equatable, Codable {
    /// nil: all alike.
    var decay: Double?
    var count: Int
  }

  static let key = "fledge.training"
  static let version = 3
  /// Files of older versions are not read.
  static let oldestVersion = 2

  var version = CheckpointContent.version
  var seed: UInt64
  var schedule: Schedule
  var clipNorm: Double?
  var average: Average?
  /// The optimiser as it prints itself.
  var optimizer: String
  var counters: [String: Int]
  var progress: TrainingProgress

  /// Reads what stands in the metadata of a file.
  ///
  /// Throws `FileError` for a file that is no checkpoint, or whose numbers no training can have.
  init(from file: SafetensorsFile) throws {
    let place = "metadata \(Self.key.quoted)"
    let json = try file.metadataJSON(Self.key, "a training")
    if case .integer(let version)? = json["version"], !(Self.oldestVersion...Self.version).contains(version) {
      throw FileError(
        path: file.path, place: "\(place), version",
        expected: "\(Self.oldestVersion) or \(Self.version), which are known here", found: "\(version)")
    }
    self = try json.decoded(as: Self.self, path: file.path, place: place)
    let limit = TrainingProgress.largestCount
    let counter = counters.values.first { !(0...limit).contains($0) }
    if let problem = progress.problem ?? average.flatMap(\.problem)
      ?? clipNorm.flatMap({ $0 > 0 ? nil : "gradients clipped to \($0), expected a norm above 0" })
      ?? counter.map({ "the optimiser's counter \($0), expected 0 to \(limit)" })
    {
      throw FileError(path: file.path, place: place, found: problem)
    }
  }

  init(
    seed: UInt64, schedule: LearningRateSchedule, clipNorm: Double?, average: Average?, optimizer: String,
    counters: [String: Int], progress: TrainingProgress
  ) {
    self.schedule = Schedule(name: schedule.name, warmUp: schedule.warmUp)
    (self.seed, self.clipNorm, self.average) = (seed, clipNorm, average)
    (self.optimizer, self.counters, self.progress) = (optimizer, counters, progress)
  }
}

extension CheckpointContent {
  /// What stands in the metadata of a file that is as it was written.
  ///
  /// Throws `FileError` for a file that is no checkpoint, or is damaged.
  init(verifying file: SafetensorsFile) throws {
    try self.init(from: file)
    guard let expected = file.metadata[CheckpointDigest.key] else {
      throw FileError(
        path: file.path, place: "metadata", expected: CheckpointDigest.key.quoted, found: "none")
    }
    let digest = try CheckpointDigest.of(file, version: version)
    guard digest == expected else {
      throw FileError(
        path: file.path, place: version < 3 ? "tensors" : "tensors and metadata",
        expected: "the SHA-256 \(expected.printable)", found: digest)
    }
  }
}

extension CheckpointContent.Average {
  fileprivate var problem: String? {
    !(0...TrainingProgress.largestCount).contains(count) || !(0..<1).contains(decay ?? 0)
      ? "an average of \(count) models with the decay \(decay ?? 0)" : nil
  }
}

extension TrainingProgress {
  /// Far from where counting on would leave an Int.
  fileprivate static let largestCount = 1 << 53

  /// What makes it impossible; nil if nothing does.
  fileprivate var problem: String? {
    let counts = [epochsDone, batch, step, sums.examples]
    guard counts.allSatisfy({ (0...Self.largestCount).contains($0) }), plannedSteps >= 0 else {
      return "a count of epochs, batches, steps or examples that is negative or too large"
    }
    if history.count != epochsDone { return "\(history.count) reports of \(epochsDone) epochs" }
    if let bestEpoch, !(1...max(1, epochsDone)).contains(bestEpoch) {
      return "a best epoch \(bestEpoch) of \(epochsDone)"
    }
    if let watchedSince, !(0...epochsDone).contains(watchedSince) {
      return "early stopping that began after epoch \(watchedSince) of \(epochsDone)"
    }
    return sums.problem
  }
}

extension EpochSums {
  fileprivate var problem: String? {
    [loss, divisor, seconds, learningRate].allSatisfy(\.isFinite) && divisor >= 0 && seconds >= 0
      && times.areFinite
      ? nil : "sums of an epoch that are not finite or negative"
  }
}

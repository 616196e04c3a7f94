import FledgeBasics

/// Where and when a training is written to a file as it runs.
///
/// It is written at the end and where the training is interrupted, too.
public struct CheckpointPlan: Sendable {
  /// Where the files are.
  public enum Place: Sendable, Equatable {
    /// One file, which is replaced as a whole or not at all.
    case file(String)
    /// A folder of one training, with a file for each step that it is written after; the newest are kept.
    case folder(String, keeping: Int)
  }

  /// When a file is written, beside the end.
  public enum Pace: Sendable, Equatable {
    /// After each epoch.
    case epochs
    /// After so many steps, at least 1.
    case steps(Int)
    /// After so many seconds, above 0, and at the end of each epoch, unless writing would take more than a twentieth of the time.
    case seconds(Double)
  }

  /// Where the files are.
  public let place: Place
  /// When they are written.
  public let pace: Pace
  /// What else stands in a file's metadata, asked when it is written.
  public let metadata: @Sendable () throws -> [String: String]

  /// A file for each epoch's end, or for every so many steps, at least 1.
  public init(to path: String, everySteps: Int? = nil, metadata: [String: String] = [:]) {
    self.init(in: .file(path), pace: everySteps.map { .steps($0) } ?? .epochs) { metadata }
  }

  /// Files at a place at a pace. `metadata` throws what keeps the file from being written.
  public init(
    in place: Place, pace: Pace, metadata: @escaping @Sendable () throws -> [String: String] = { [:] }
  ) {
    switch pace {
    case .epochs: break
    case .steps(let count):
      require(count >= 1, "CheckpointPlan: expected at least 1 step between two files, got \(count)")
    case .seconds(let count):
      require(count > 0, "CheckpointPlan: expected more than 0 seconds between two files, got \(count)")
    }
    if case .folder(_, let count) = place {
      require(count >= 1, "CheckpointPlan: expected at least 1 file to keep, got \(count)")
    }
    (self.place, self.pace, self.metadata) = (place, pace, metadata)
  }
}

/// What a call of `train` has written so far, and how long that took.
struct CheckpointWriting: Sendable {
  /// The training as the last file has it; nil before the first.
  var written: TrainingProgress?
  /// When the last file was finished, or the call began.
  var time = ContinuousClock.now
  /// How long the last file took; 0 before the first.
  var duration = Duration.zero
}

import FledgeBasics

/// Where and when a training is written to a file as it runs.
public struct CheckpointPlan: Sendable {
  /// The file, which is replaced as a whole or not at all.
  public let path: String
  /// After how many steps; nil: after each epoch. It is written at the end and where the training is interrupted, too.
  public let everySteps: Int?
  /// What else stands in the file's metadata.
  public let metadata: [String: String]

  /// A file for each epoch's end, or for every so many steps, at least 1.
  public init(to path: String, everySteps: Int? = nil, metadata: [String: String] = [:]) {
    require(
      everySteps ?? 1 >= 1,
      "CheckpointPlan: expected at least 1 step between two files, got \(everySteps ?? 0)")
    (self.path, self.everySteps, self.metadata) = (path, everySteps, metadata)
  }
}

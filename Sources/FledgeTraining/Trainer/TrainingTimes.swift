/// Where the seconds of a training go.
public struct TrainingTimes: Sendable, Equatable, Codable {
  /// Waiting for batches.
  public var load = 0.0
  /// The forward pass, with the loss.
  public var forward = 0.0
  /// The backward pass; with an objective of one's own the forward pass is in it.
  public var backward = 0.0
  /// Clipping, the optimiser and the average of the weights.
  public var update = 0.0
  /// The validation at the end of an epoch.
  public var evaluate = 0.0

  /// No time yet.
  public init() {}

  /// Sums, part by part.
  public static func + (left: TrainingTimes, right: TrainingTimes) -> TrainingTimes {
    var sum = left
    sum.load += right.load
    sum.forward += right.forward
    sum.backward += right.backward
    sum.update += right.update
    sum.evaluate += right.evaluate
    return sum
  }

  /// The parts by their names, in the order of a step.
  public var parts: [(name: String, seconds: Double)] {
    [
      ("load", load), ("forward", forward), ("backward", backward), ("update", update),
      ("evaluate", evaluate),
    ]
  }

  var areFinite: Bool { parts.allSatisfy { $0.seconds.isFinite && $0.seconds >= 0 } }
}

/// Reads how long things take, one after the other.
struct LapClock {
  private var last = ContinuousClock.now

  /// Seconds since it was made or last asked.
  mutating func lap() -> Double {
    let now = ContinuousClock.now
    defer { last = now }
    return last.duration(to: now).seconds
  }
}

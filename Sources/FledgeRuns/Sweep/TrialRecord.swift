import FledgeFiles
import FledgeTraining

/// How a trial of a sweep stands, as the log of its run tells.
package struct TrialRecord: Sendable {
  /// How far it is.
  package enum Standing: Sendable, Equatable {
    /// Interrupted in order, with its model as its log tells: to go on.
    case open
    /// Its process is gone without a word, and its model may be older than its log: to go on.
    case lost
    /// Stopped where it was asked to stop.
    case paused
    /// Trained to its end.
    case finished
    /// Ended by an error.
    case failed(String)
    /// A process is at work on it.
    case busy
  }

  /// What an epoch came to.
  package struct Epoch: Sendable {
    package let number: Int
    /// Whether it was the best so far.
    package let isBest: Bool
    package let seconds: Double
    fileprivate init?(_ line: JSONValue) {
      guard case .object(let members) = line, let number = line["epoch"]?.integer else { return nil }
      (self.number, isBest) = (number, line["best"] == .bool(true))
      seconds = line["seconds"]?.double ?? 0
      let prefix = "validation_"
      validation = members.compactMap { member in
        guard member.key.hasPrefix(prefix), let value = member.value.double else { return nil }
        return Figure(String(member.key.dropFirst(prefix.count)), value)
      }
    }

    /// The figures of the validation that are numbers.
    package let validation: [Figure]

    /// One of them by its name.
    package func validation(_ name: String) -> Double? { validation.first { $0.name == name }?.value }
  }

  package let number: Int
  package let standing: Standing
  /// In their order.
  package let epochs: [Epoch]

  /// A trial with the lines of its log that tell of epochs.
  package init(_ number: Int, _ standing: Standing, epochs lines: [JSONValue] = []) {
    self.init(number, standing, lines.compactMap(Epoch.init))
  }

  /// A trial whose log is read.
  package init(_ number: Int, _ run: RunRecord) {
    let standing: Standing =
      switch run.state {
      case .running: .busy
      case .finished: .finished
      case .paused: .paused
      case .interrupted: .open
      case .lost: .lost
      case .failed(let problem): .failed(problem)
      }
    self.init(number, standing, epochs: run.epochs)
  }

  private init(_ number: Int, _ standing: Standing, _ epochs: [Epoch]) {
    (self.number, self.standing, self.epochs) = (number, standing, epochs)
  }

  /// The same, which an error has ended that its log does not tell.
  package func failed(_ problem: String) -> TrialRecord { TrialRecord(number, .failed(problem), epochs) }

  /// The epoch whose model is kept of those up to a number: the last that was the best so far, else the last.
  package func kept(upTo limit: Int = .max) -> Epoch? {
    let known = epochs.filter { $0.number <= limit }
    return known.last(where: \.isBest) ?? known.last
  }

  /// Whether it has all that there is to know of it up to an epoch.
  package func isDone(upTo limit: Int) -> Bool {
    switch standing {
    case .finished: true
    case .paused: epochs.last.map { $0.number >= limit } ?? false
    case .open, .lost, .busy, .failed: false
    }
  }

  /// Whether its folder holds the model that its log tells of.
  var isKept: Bool { [.open, .paused, .finished].contains(standing) }

  package var hasFailed: Bool { if case .failed = standing { true } else { false } }

  /// Seconds of training.
  package var seconds: Double { epochs.reduce(0) { $0 + $1.seconds } }
}

import FledgeBasics

/// Which trial is trained next, and which is the best: a function of what the trials have come to.
///
/// It has no state, so a sweep that was killed goes on as if it had not been, and no file can disagree with the runs.
package struct SweepCourse: Sendable {
  /// What trials are compared by.
  package struct Objective: Sendable, Equatable {
    /// A figure of the validation.
    package let figure: String
    /// Whether more of it is better.
    package let isLargerBetter: Bool

    package init(_ figure: String, isLargerBetter: Bool = false) {
      (self.figure, self.isLargerBetter) = (figure, isLargerBetter)
    }
  }

  /// What is to be done.
  package enum Step: Sendable, Equatable {
    /// To train this one, to so many epochs in all; nil for its end.
    case train(Int, upTo: Int?)
    /// To wait for those that are trained now.
    case wait
    /// Nothing more.
    case end
  }

  /// The trials that are left at a rung of halving.
  package struct Rung: Sendable, Equatable {
    /// From 0.
    package let number: Int
    package let trials: [Int]
  }

  private let trials: Int
  private let halving: HalvingSchedule?
  package let objective: Objective

  /// A course of so many trials, at least 1; with halving they are those of its first rung.
  package init(trials: Int, halving: HalvingSchedule?, objective: Objective) {
    require(trials >= 1, "SweepCourse: expected at least 1 trial, got \(trials)")
    (self.trials, self.halving, self.objective) = (trials, halving, objective)
  }

  /// What is to be done after `records`, while processes are at work on some trials.
  package func next(_ records: [Int: TrialRecord], busy: Set<Int>) -> Step {
    guard let halving, let rung = rung(records) else {
      // There may be no end of them.
      let open = (1...trials).lazy.filter { !isOut(records[$0], .max) && !busy.contains($0) }
      return open.first.map { .train($0, upTo: nil) } ?? (busy.isEmpty ? .end : .wait)
    }
    let isLast = rung.number == halving.rungs.count - 1
    let limit = halving.rungs[rung.number].epochs
    let open = rung.trials.filter { !isOut(records[$0], isLast ? .max : limit) }
    guard let trial = open.first(where: { !busy.contains($0) }) else { return open.isEmpty ? .end : .wait }
    return .train(trial, upTo: isLast ? nil : limit)
  }

  /// The rung that is being trained, or that was the last; nil without halving.
  package func rung(_ records: [Int: TrialRecord]) -> Rung? {
    guard let halving else { return nil }
    var members = Array(1...halving.rungs[0].trials)
    for (number, rung) in halving.rungs.enumerated().dropLast() {
      guard members.allSatisfy({ isOut(records[$0], rung.epochs) }) else {
        return Rung(number: number, trials: members)
      }
      let ranked = ranking(members.compactMap { records[$0] }, upTo: rung.epochs)
      members = Array(ranked.prefix(halving.rungs[number + 1].trials))
    }
    return Rung(number: halving.rungs.count - 1, trials: members)
  }

  /// Whether nothing more will be trained of a trial.
  package func isOver(_ trial: Int, _ records: [Int: TrialRecord]) -> Bool {
    guard let record = records[trial] else { return false }
    if record.hasFailed || record.standing == .finished { return true }
    return record.standing == .paused && rung(records)?.trials.contains(trial) == false
  }

  /// The trials whose model is kept, the best first; of equal ones the first.
  package func ranking(_ records: [TrialRecord], upTo limit: Int = .max) -> [Int] {
    let figures = records.compactMap { record -> (value: Double, number: Int)? in
      guard record.isKept, let value = value(of: record, upTo: limit) else { return nil }
      return (objective.isLargerBetter ? -value : value, record.number)
    }
    return figures.sorted { ($0.value, $0.number) < ($1.value, $1.number) }.map(\.number)
  }

  /// The figure of the epoch that is kept of a trial; nil where there is none.
  package func value(of record: TrialRecord, upTo limit: Int = .max) -> Double? {
    record.kept(upTo: limit)?.validation(objective.figure)
  }

  private func isOut(_ record: TrialRecord?, _ limit: Int) -> Bool {
    record.map { $0.hasFailed || $0.isDone(upTo: limit) } ?? false
  }
}

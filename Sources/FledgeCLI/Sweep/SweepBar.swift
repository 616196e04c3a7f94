import Fledge
import FledgeBasics

/// Shows how far a sweep is, and how long it may take.
struct SweepBar {
  private let plan: SweepPlan
  private var bar: ProgressBar
  private let start = ContinuousClock.now
  /// What had been done before.
  private var doneBefore = 0

  init(_ plan: SweepPlan, on descriptor: Int32, isQuiet: Bool) {
    self.plan = plan
    bar = ProgressBar(on: descriptor, isQuiet: isQuiet)
  }

  mutating func begin(_ records: [Int: TrialRecord]) { doneBefore = done(records) }

  mutating func draw(_ records: [Int: TrialRecord], deadline: ContinuousClock.Instant?) {
    let (done, total, now) = (done(records), total, ContinuousClock.now)
    let passed = start.duration(to: now).seconds
    let each = done > doneBefore ? passed / Double(done - doneBefore) : .infinity
    var left = total.map { done < $0 ? each * Double($0 - done) : 0 } ?? .infinity
    if let deadline { left = min(left, max(0, now.duration(to: deadline).seconds)) }
    let share = total.map { Double(done) / Double($0) } ?? passed / (passed + left)
    let count = total.map { "\(done) of \(NumberText.grouped($0))" } ?? "\(done)"
    let best = best(records).map { "best \(plan.request.metric.name) \($0)" }
    bar.draw(share, label: "\(count) \(plan.halving == nil ? "trials" : "trainings")") {
      [best, left.isFinite ? "\(NumberText.duration(left)) left" : nil].compactMap(\.self).joined(
        separator: ", ")
    }
  }

  mutating func clear() { bar.clear() }

  private func best(_ records: [Int: TrialRecord]) -> String? {
    plan.course.ranking(Array(records.values)).first.flatMap { records[$0] }.flatMap {
      plan.course.value(of: $0)
    }
    .map { NumberText.significant($0) }
  }

  /// How many trainings there are, those of all rungs of halving; nil where there is no end of them.
  private var total: Int? { plan.halving.map { $0.rungs.reduce(0) { $0 + $1.trials } } ?? plan.trials }

  private func done(_ records: [Int: TrialRecord]) -> Int {
    guard let halving = plan.halving else {
      return records.values.count { $0.hasFailed || $0.isDone(upTo: .max) }
    }
    return halving.rungs.reduce(0) { sum, rung in
      sum + min(rung.trials, records.values.count { $0.hasFailed || $0.isDone(upTo: rung.epochs) })
    }
  }
}

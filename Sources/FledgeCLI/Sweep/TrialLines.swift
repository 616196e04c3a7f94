import Fledge
import FledgeFiles

/// The objects of trials for programs: each once nothing more is trained of it, the best of all last.
struct TrialLines {
  private let plan: SweepPlan
  private var folder = ""
  private var shown: Set<Int> = []

  init(_ plan: SweepPlan) { self.plan = plan }

  mutating func begin(_ folder: SweepFolder) { self.folder = folder.path }

  /// Shows those that are over, but for the best so far: another may become better, and it is to be the last.
  mutating func showOver(_ records: [Int: TrialRecord]) throws {
    let best = plan.course.ranking(Array(records.values)).first
    for number in records.keys.sorted() where number != best && plan.course.isOver(number, records) {
      try show(records[number]!, [])
    }
  }

  /// Shows the others, and then the best with what the test part says of it.
  mutating func showRest(_ records: [Int: TrialRecord], best: TrialRecord?, test: TrainingResult?) throws {
    for number in records.keys.sorted() where number != best?.number { try show(records[number]!, []) }
    guard let best else { return }
    let measured = test.map { plan.data.measure.members(of: $0.evaluation) } ?? []
    try show(best, [.init(key: "best", value: true)] + measured)
  }

  private mutating func show(_ record: TrialRecord, _ further: [JSONValue.Member]) throws {
    guard shown.insert(record.number).inserted else { return }
    let settings = plan.arguments.settings(ofTrial: record.number)
    var members: [JSONValue.Member] = [
      .init(key: "trial", value: .integer(record.number)),
      .init(key: "run", value: .string("\(folder)/\(SweepFolder.name(ofTrial: record.number))")),
      .init(key: "state", value: .string(record.standing.name)),
      .init(
        key: "settings",
        value: .object(settings.map { .init(key: $0.name, value: .string($0.value)) })),
      .init(key: "epochs", value: .integer(record.epochs.last?.number ?? 0)),
    ]
    if let kept = record.kept() {
      members.append(.init(key: "kept_epoch", value: .integer(kept.number)))
      members += kept.validation.map { .init(key: "validation_\($0.name)", value: .number($0.value)) }
    }
    members.append(.init(key: "seconds", value: .number(record.seconds)))
    if case .failed(let problem) = record.standing {
      members.append(.init(key: "problem", value: .string(problem)))
    }
    try Terminal.print(JSONValue.object(members + further).printableText)
  }
}

extension TrialRecord.Standing {
  /// As 'fledge runs list' calls it.
  fileprivate var name: String {
    switch self {
    case .open: "interrupted"
    case .lost: "lost"
    case .paused: "paused"
    case .finished: "finished"
    case .failed: "failed"
    case .busy: "running"
    }
  }
}

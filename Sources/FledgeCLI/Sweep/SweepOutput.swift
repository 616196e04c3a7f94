import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// What `fledge sweep` prints: a line a trial for people, or an object a trial for programs. Everything that prints throws as
/// `Terminal.print` does.
struct SweepOutput {
  let style: TrainingOutput.Style
  let plan: SweepPlan
  let table: SweepTable
  private var bar: SweepBar
  private var lines: TrialLines
  private var hasTable = false
  private var rung: Int?

  init(_ style: TrainingOutput.Style, _ plan: SweepPlan) {
    (self.style, self.plan) = (style, plan)
    table = SweepTable(
      plan.space.axes, plan.data.measure, plan.request.metric, width: min(80, Terminal.outputWidth))
    bar = SweepBar(plan, on: style == .json ? STDERR_FILENO : STDOUT_FILENO, isQuiet: style == .quiet)
    lines = TrialLines(plan)
  }

  /// Starts with what is tried, in lines for people.
  mutating func begin(_ folder: SweepFolder, _ crew: SweepCrew, _ records: [Int: TrialRecord]) throws {
    bar.begin(records)
    lines.begin(folder)
    for warning in plan.data.warnings { Terminal.warn(warning) }
    if style == .table { try Terminal.print(heading(folder, crew).joined(separator: "\n")) }
  }

  private func heading(_ folder: SweepFolder, _ crew: SweepCrew) -> [String] {
    var lines = plan.data.summary
    if !plan.data.added.isEmpty {
      lines.append(
        "trials are compared on a share of \(SweepData.standardValidation), which --validation would say")
    }
    let count = plan.trials.map { NumberText.count($0, "trial") } ?? "trials until the time is over"
    let order = plan.space.order == .grid ? "every combination of" : "drawn from"
    lines.append(
      "\(count), \(crew.jobs) at a time on \(NumberText.count(crew.threads, "thread")) each, \(order)")
    let width = plan.space.axes.map(\.name.count).max() ?? 0
    lines += plan.space.axes.map { "  \($0.name.leftAligned(width))  \($0)" }
    if let halving = plan.halving { lines.append("halving by the validation part: \(halving)") }
    let path = folder.path.printable
    return lines + [
      "kept in \(path): --resume \(path) goes on,", "'fledge runs list --runs \(path)' looks at its trials",
    ]
  }

  /// Says once which rung of halving is trained.
  mutating func showRung(_ rung: SweepCourse.Rung?) throws {
    guard let rung, let halving = plan.halving, self.rung != rung.number else { return }
    self.rung = rung.number
    guard style == .table, halving.rungs.count > 1 else { return }
    bar.clear()
    try showHeading()
    let count = NumberText.count(rung.trials.count, "trial")
    try Terminal.print("\(count) to epoch \(NumberText.grouped(halving.rungs[rung.number].epochs))")
  }

  /// Shows what a trial came to, for now or for good.
  mutating func show(_ record: TrialRecord, among records: [Int: TrialRecord]) throws {
    bar.clear()
    let isBest = plan.course.ranking(Array(records.values)).first == record.number
    switch style {
    case .table:
      try showHeading()
      try Terminal.print(line(record, isBest: isBest))
    case .json: try lines.showOver(records)
    case .quiet: break
    }
  }

  /// Draws how far the sweep is.
  mutating func draw(_ records: [Int: TrialRecord], deadline: ContinuousClock.Instant?) {
    bar.draw(records, deadline: deadline)
  }

  mutating func clear() { bar.clear() }

  /// Shows all trials, the best first, or for programs those that were not shown yet.
  mutating func showAll(_ records: [Int: TrialRecord], best: TrialRecord?, test: TrainingResult?) throws {
    switch style {
    case .json: try lines.showRest(records, best: best, test: test)
    case .quiet: break
    case .table:
      let ranked = plan.course.ranking(Array(records.values))
      let rest = records.keys.filter { !ranked.contains($0) }.sorted()
      let shown = (ranked + rest).prefix(Self.mostLines).compactMap { records[$0] }
      guard !shown.isEmpty else { return }
      var lines = ["", table.heading] + shown.map { line($0, isBest: $0.number == best?.number) }
      let left = records.count - shown.count
      if left > 0 { lines.append("and \(NumberText.count(left, "trial")) more") }
      try Terminal.print(lines.joined(separator: "\n"))
    }
  }

  /// So many trials are shown in the end.
  private static let mostLines = 24

  private func line(_ record: TrialRecord, isBest: Bool) -> String {
    table.line(record, plan.arguments.settings(ofTrial: record.number).map(\.value), isBest: isBest)
  }

  private mutating func showHeading() throws {
    if !hasTable { try Terminal.print("\n" + table.heading) }
    hasTable = true
  }
}

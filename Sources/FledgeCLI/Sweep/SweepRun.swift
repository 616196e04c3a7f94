import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// The trials of a sweep, several at a time, until all are done, the time is over, or a signal asks for the end.
struct SweepRun {
  private let plan: SweepPlan
  private let folder: SweepFolder
  private let save: String?
  private let crew: SweepCrew
  private let deadline: ContinuousClock.Instant?
  /// What the trials have come to.
  private var records: [Int: TrialRecord] = [:]
  private var output: SweepOutput
  /// Whether no more trials begin, and those that are at work were asked to end.
  private var isEnding = false

  init(
    _ plan: SweepPlan, in folder: SweepFolder, _ options: SweepOptions, save: String?, _ output: SweepOutput
  ) {
    (self.plan, self.folder, self.save, self.output) = (plan, folder, save, output)
    let threads = plan.request.threads
    crew = SweepCrew(
      plan.arguments, in: folder, jobs: options.jobs ?? max(1, Machine.threadCount / threads),
      threads: threads)
    deadline = options.time.map { ContinuousClock.now + .seconds($0) }
  }

  /// Throws `FileError` for what cannot be read or written, `SweepError` where no trial has a result, and the `ExitCode` that belongs to
  /// a signal.
  mutating func run() throws {
    Signals.askFirst()
    let differing = plan.space.count ?? .max
    records = try folder.records().filter { $0.key <= differing }
    try output.begin(folder, crew, records)
    try waitForOthers()
    do {
      while true {
        try beginTrials()
        guard !crew.isIdle else { break }
        for ended in crew.waitForNews() { try note(ended) }
        endIfDue()
      }
    } catch {
      // What the trials are told they do, whether or not their end is waited for.
      output.clear()
      throw error
    }
    try conclude()
  }

  /// What a sweep that was killed has left at work ends by itself, for its standard input has ended.
  private mutating func waitForOthers() throws {
    for number in records.keys.sorted() {
      for _ in 0..<600 where records[number]?.standing == .busy && Signals.received == nil {
        Duration.milliseconds(100).sleep()
        records[number] = folder.record(ofTrial: number)
      }
    }
  }

  private mutating func beginTrials() throws {
    endIfDue()
    while !isEnding, crew.hasRoom,
      case .train(let trial, let limit) = plan.course.next(records, busy: crew.trials)
    {
      try output.showRung(plan.course.rung(records))
      try crew.begin(trial, upTo: limit)
    }
    output.draw(records, deadline: deadline)
  }

  private mutating func endIfDue() {
    guard !isEnding, Signals.received != nil || deadline.map({ ContinuousClock.now >= $0 }) ?? false else {
      return
    }
    isEnding = true
    crew.askToEnd()
  }

  /// Takes in what a trial came to.
  private mutating func note(_ ended: SweepCrew.Ended) throws {
    let found = folder.record(ofTrial: ended.trial) ?? TrialRecord(ended.trial, .lost)
    let record = ended.record(of: found, wasAsked: isEnding || Signals.received != nil)
    records[ended.trial] = record
    try output.show(record, among: records)
  }

  /// Keeps the best model and says what came of it all.
  private mutating func conclude() throws {
    output.clear()
    let ranking = plan.course.ranking(Array(records.values))
    guard let best = ranking.first.flatMap({ records[$0] }) else {
      try output.showAll(records, best: nil, test: nil)
      if let signal = Signals.received { throw ExitCode(Signals.exitStatus(of: signal)) }
      throw SweepError(records)
    }
    try folder.keepModel(ofTrial: best.number)
    if let save { try AtomicFile.copy(folder.bestPath, to: save) }
    let arguments = try plan.arguments.arguments(ofTrial: best.number)
    let test = Signals.received == nil ? try SweepData.test(arguments, model: folder.bestPath) : nil
    try output.showAll(records, best: best, test: test)
    try output.showEnd(
      best, command: arguments.commandLine, folder, saved: save, test: test,
      isComplete: plan.course.next(records, busy: []) == .end)
    if let signal = Signals.received { throw ExitCode(Signals.exitStatus(of: signal)) }
  }
}

/// A sweep without a result.
struct SweepError: Error, CustomStringConvertible {
  let description: String

  fileprivate init(_ records: [Int: TrialRecord]) {
    let failed = records.values.filter(\.hasFailed).sorted { $0.number < $1.number }
    guard let first = failed.first, case .failed(let problem) = first.standing else {
      description = "the time was over before a trial had come to the end of an epoch"
      return
    }
    description =
      "no trial has a result; \(failed.count == 1 ? "one" : "\(failed.count)") failed, trial \(first.number): \(problem)"
  }
}

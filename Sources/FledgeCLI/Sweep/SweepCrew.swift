import Fledge
import FledgeBasics
import FledgeFiles

/// The processes of a sweep, each at work on one trial.
final class SweepCrew {
  /// How the process of a trial ended.
  struct Ended {
    let trial: Int
    /// How many epochs it was to train to; nil for all.
    let limit: Int?
    let ending: ChildProcess.Ending
    /// What it has said on standard error.
    let errors: String
  }

  let jobs: Int
  let threads: Int
  private let arguments: TrialArguments
  private let folder: SweepFolder
  private var atWork: [(trial: Int, limit: Int?, process: ChildProcess)] = []

  /// At most so many processes at a time, each with so many threads.
  init(_ arguments: TrialArguments, in folder: SweepFolder, jobs: Int, threads: Int) {
    (self.arguments, self.folder, self.jobs, self.threads) = (arguments, folder, jobs, threads)
  }

  var isIdle: Bool { atWork.isEmpty }
  var hasRoom: Bool { atWork.count < jobs }
  /// The trials that are trained now.
  var trials: Set<Int> { Set(atWork.map(\.trial)) }

  /// Begins a trial, or goes on with it.
  ///
  /// Throws `FileError` where what a process has left can be neither used nor removed, or there is no process to be had.
  func begin(_ trial: Int, upTo limit: Int?) throws {
    var words =
      try folder.canResume(trial: trial)
      ? ["train", "--resume=\(folder.path(ofTrial: trial))"] : arguments.beginning(trial, in: folder)
    words += ["--threads=\(threads)", "--quiet", "--trial"]
    if let limit { words.append("--pause-after=\(limit)") }
    atWork.append((trial, limit, try ChildProcess(words)))
  }

  /// Waits a moment for a process to end; gives those that have.
  func waitForNews() -> [Ended] {
    var descriptors = atWork.map { pollfd(fd: $0.process.errorDescriptor, events: Int16(POLLIN), revents: 0) }
    // A signal ends the wait, too.
    guard poll(&descriptors, nfds_t(descriptors.count), 100) > 0 else { return [] }
    var ended: [Ended] = []
    for (descriptor, member) in zip(descriptors, atWork) where descriptor.revents != 0 {
      if member.process.readErrors() { continue }
      ended.append(
        Ended(
          trial: member.trial, limit: member.limit, ending: member.process.wait(),
          errors: member.process.errors))
    }
    atWork.removeAll { member in ended.contains { $0.trial == member.trial } }
    return ended
  }

  /// Asks all processes to end in order.
  func askToEnd() { for member in atWork { member.process.askToEnd() } }
}

extension SweepCrew.Ended {
  /// The trial as its log tells, `found`, or failed where its process ended as none should that was not asked to.
  func record(of found: TrialRecord, wasAsked: Bool) -> TrialRecord {
    guard !found.hasFailed else { return found }
    switch ending {
    case .exit(0):
      return found.isDone(upTo: limit ?? .max) ? found : found.failed("ended before its last epoch")
    case .exit(Signals.exitStatus(of: SIGTERM)) where wasAsked: return found
    case .exit(let status): return found.failed(problem ?? "ended with status \(status)")
    case .signal(let signal): return found.failed("ended by signal \(signal)")
    }
  }

  /// The error that it has told.
  private var problem: String? {
    let mark = "Error: "
    return errors.split(separator: "\n").last { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
  }
}

import FledgeBasics
import FledgeFiles

/// What the log of a run says of it.
public struct RunRecord: Sendable {
  /// How a run stands.
  public enum State: Sendable, Equatable {
    /// A process is at work on it.
    case running
    /// Trained to its end.
    case finished
    /// Stopped where it was asked to stop for now; it can go on.
    case paused
    /// Ended by a signal or by its reader; it can go on.
    case interrupted
    /// Ended by an error, which is said.
    case failed(String)
    /// Its process is gone without a word: killed, or without power. It can go on.
    case lost
  }

  /// The name of the run.
  public let name: String
  /// How it stands.
  public let state: State
  /// When it began, in UTC; nil where that line is missing.
  public let started: String?
  /// The lines that tell of epochs.
  package let epochs: [JSONValue]
  /// What came out in the end.
  package let result: JSONValue?
  /// What the training was asked for, by the names of options, where the command was asked.
  package let settings: [(key: String, value: String)]

  private static let passedOver = ["step", "layers"].map { Array("{\"event\":\"\($0)\"".utf8) }

  /// Reads the log of the run at `path`, also while it is being written.
  ///
  /// Throws `FileError` if it cannot be read, or a whole line of it is no JSON.
  public init(_ path: String) throws {
    let logPath = path + "/events.jsonl"
    let bytes = try File.read(logPath, limit: 1 << 30)
    var (epochs, result, started, end) = ([JSONValue](), JSONValue?.none, String?.none, JSONValue?.none)
    var (settings, start) = ([(key: String, value: String)](), 0)
    while let stop = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      defer { start = stop + 1 }
      // Most of a log tells of steps and of the inside of the model, and nothing of those is needed.
      if Self.passedOver.contains(where: bytes[start..<stop].starts(with:)) { continue }
      let line = try JSONValue(parsing: Array(bytes[start..<stop]), path: logPath, offset: start)
      switch line["event"] {
      case "start":
        (started, settings) = (started ?? line["time"]?.string, line["settings"]?.texts ?? [])
        end = nil
      case "resume":
        settings = line["settings"]?.texts ?? settings
        end = nil
      case "epoch": epochs.append(line)
      case "result": result = line
      case "end": end = line
      default: break
      }
    }
    (name, self.epochs, self.result) = (RunName.last(of: path), epochs, result)
    (self.started, self.settings) = (started, settings)
    state = FolderLock.isHeld(path) ? .running : State(end)
  }

  /// The paths of the runs in a folder, by their names. Folders that are no runs are passed over.
  ///
  /// Throws `FileError` if the folder cannot be read.
  public static func paths(in parent: String) throws -> [String] {
    try Folder.entries(of: parent).filter { $0.kind == .directory && !$0.isHidden }
      .map { RunName.path($0.name, in: parent) }.filter(RunFolder.isRun)
  }
}

extension RunRecord.State {
  /// What the last line says of a run that no process is at work on.
  fileprivate init(_ end: JSONValue?) {
    self =
      switch end?["status"] {
      case "finished": .finished
      case "paused": .paused
      case "interrupted": .interrupted
      case "failed": .failed(end?["problem"]?.string ?? "")
      default: .lost
      }
  }
}

extension RunRecord.State: CustomStringConvertible {
  /// In a word.
  public var description: String {
    switch self {
    case .running: "running"
    case .finished: "finished"
    case .paused: "paused"
    case .interrupted: "interrupted"
    case .failed: "failed"
    case .lost: "lost"
    }
  }
}

extension JSONValue {
  /// The members that are texts.
  fileprivate var texts: [(key: String, value: String)] {
    guard case .object(let members) = self else { return [] }
    return members.compactMap { member in member.value.string.map { (member.key, $0) } }
  }
}

import FledgeBasics
import FledgeFiles
import FledgeTraining

/// The folder of a sweep: what was asked for, a run for each trial, and the best model.
///
/// ```text
/// runs/iris-sweep-1/
///   sweep.json          what was asked for
///   trial-1/ …          a run each
///   best.safetensors    the model of the best
/// ```
///
/// How far a sweep is stands in its runs alone. The process that holds one holds a lock on it, as on a run.
package final class SweepFolder: Sendable {
  package let path: String
  private let lock: FolderLock

  package var bestPath: String { path + "/best.safetensors" }
  package var recordPath: String { Self.recordPath(path) }

  /// Makes the folder of a new sweep called `name` in the folder `parent`, which is made, too.
  ///
  /// Throws `FileError` if the name is taken, or is none, or nothing can be made there.
  package convenience init(creating name: String, in parent: String) throws {
    try self.init(at: NewFolder.named(name, in: parent, what: "a sweep"))
  }

  /// The same with the first free number behind `base`.
  package convenience init(counting base: String, in parent: String) throws {
    try self.init(at: NewFolder.counted(base, in: parent, what: "a sweep"))
  }

  /// Opens a sweep to go on with it.
  ///
  /// Throws `FileError` if there is none, or another process is at work on it.
  package convenience init(opening path: String) throws {
    guard File.exists(Self.recordPath(path)) else {
      throw FileError(path: path, expected: "the folder of a sweep, with sweep.json in it", found: "none")
    }
    try self.init(at: path)
  }

  private init(at path: String) throws {
    self.path = path
    lock = try FolderLock(path, what: "sweep")
  }

  private static func recordPath(_ path: String) -> String { path + "/sweep.json" }

  /// Writes down what was asked for, whole or not at all.
  package func write(_ record: SweepRecord) throws {
    try AtomicFile.write(Array((JSONValue(encoding: record).text + "\n").utf8), to: recordPath)
  }

  /// What was asked for. Throws `FileError` if the file cannot be read, or does not say it.
  package func record() throws -> SweepRecord {
    let bytes = try File.read(recordPath, limit: 1 << 24)
    return try JSONValue(parsing: bytes, path: recordPath)
      .decoded(as: SweepRecord.self, path: recordPath, place: "sweep")
  }

  /// The name of a trial's run.
  package static func name(ofTrial number: Int) -> String { "trial-\(number)" }

  /// The folder of a trial's run.
  package func path(ofTrial number: Int) -> String { RunName.path(Self.name(ofTrial: number), in: path) }

  /// How a trial stands; nil if it has no run. A log that cannot be read is a failure of the trial.
  package func record(ofTrial number: Int) -> TrialRecord? {
    let path = path(ofTrial: number)
    guard RunFolder.isRun(path) else { return nil }
    do { return TrialRecord(number, try RunRecord(path)) } catch {
      return TrialRecord(number, .failed("\(error)"))
    }
  }

  /// The trials that have a run, by their numbers.
  ///
  /// Throws `FileError` if the folder cannot be read.
  package func records() throws -> [Int: TrialRecord] {
    let numbers = try Folder.entries(of: path).compactMap { entry -> Int? in
      guard let number = Int(entry.name.drop { !$0.isNumber }), number >= 1,
        entry.name == Self.name(ofTrial: number)
      else { return nil }
      return number
    }
    return numbers.reduce(into: [:]) { $0[$1] = record(ofTrial: $1) }
  }

  /// Whether a trial can go on from a checkpoint. What a process that was killed before its first one has left is removed, so that the
  /// trial can begin anew.
  ///
  /// Throws `FileError` if it cannot be removed, or no checkpoint is whole.
  package func canResume(trial number: Int) throws -> Bool {
    let path = path(ofTrial: number)
    guard RunFolder.isRun(path) else {
      // The folder is made before its log.
      if File.isDirectory(path), rmdir(path) != 0 { throw FileError(path: path, doing: "cannot be removed") }
      return false
    }
    let checkpoints = CheckpointFolder(path + "/checkpoints")
    if File.isDirectory(checkpoints.path), try !checkpoints.steps().isEmpty { return true }
    try RunFolder.remove(path)
    return false
  }

  /// Makes the model of a trial that of the sweep.
  ///
  /// Throws `FileError` if it cannot be read or written.
  package func keepModel(ofTrial number: Int) throws {
    try AtomicFile.copy(path(ofTrial: number) + "/best.safetensors", to: bestPath)
  }
}

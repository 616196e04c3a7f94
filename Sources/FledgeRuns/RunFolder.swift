import FledgeBasics
import FledgeFiles
import FledgeModelIO
import FledgeTraining

/// A run: a folder in which a training keeps all that there is to know of it.
///
/// ```text
/// runs/iris-1/
///   run.toml           the settings in force, each with where it came from
///   environment.json   version, processor, threads, seed, and what the data were
///   schema.json        what the data's columns are
///   events.jsonl       everything that happened, a line each: what is shown of a run is derived from it
///   checkpoints/       the last two, each a training to go on from
///   best.safetensors   the model
/// ```
///
/// The process that holds one holds a lock on it, which the system takes away when the process ends, however it ends.
public final class RunFolder: Sendable {
  /// The path of the folder.
  public let path: String
  let log: AppendedFile
  private let lock: FolderLock

  /// The last part of the path.
  public var name: String { RunName.last(of: path) }
  /// The checkpoints.
  public var checkpoints: CheckpointFolder { CheckpointFolder(path + "/checkpoints") }
  /// The file of the model.
  public var bestPath: String { path + "/best.safetensors" }
  /// The file of the settings.
  public var configurationPath: String { path + "/run.toml" }

  private init(path: String, lock: FolderLock, log: AppendedFile) {
    (self.path, self.lock, self.log) = (path, lock, log)
  }

  /// Makes a new run called `name` in the folder `parent`, which is made, too.
  ///
  /// Throws `FileError` if the name is taken, or is none, or nothing can be made there.
  public convenience init(creating name: String, in parent: String = "runs") throws {
    try self.init(made: NewFolder.named(name, in: parent, what: "a run"))
  }

  /// Makes a new run with the first free number behind `base`: `iris-1`, `iris-2`, ….
  ///
  /// Throws `FileError` if nothing can be made there.
  public convenience init(counting base: String, in parent: String = "runs") throws {
    try self.init(made: NewFolder.counted(base, in: parent, what: "a run"))
  }

  /// Opens a run to go on with it.
  ///
  /// Throws `FileError` if there is none, or another process is at work on it.
  public convenience init(opening path: String) throws {
    guard RunFolder.isRun(path) else {
      throw FileError(path: path, expected: "the folder of a run, with events.jsonl in it", found: "none")
    }
    let lock = try FolderLock(path)
    let log = try AppendedFile(path: path + "/events.jsonl")
    try log.cutToWholeLines()
    self.init(path: path, lock: lock, log: log)
  }

  private convenience init(made path: String) throws {
    let lock = try FolderLock(path)
    let log = try AppendedFile(path: path + "/events.jsonl")
    try NewFolder.make(path + "/checkpoints", mayExist: false)
    self.init(path: path, lock: lock, log: log)
  }

  /// Whether a run stands under this path.
  public static func isRun(_ path: String) -> Bool { File.exists(path + "/events.jsonl") }

  /// When and where `Trainer.train` writes its checkpoints: the last two are kept, each with the length that the log has, so that
  /// `resume` can cut it back.
  public func plan(
    _ pace: CheckpointPlan.Pace = .seconds(60), metadata: [String: String] = [:]
  ) -> CheckpointPlan {
    CheckpointPlan(in: .folder(checkpoints.path, keeping: 2), pace: pace) { [log] in
      try log.synchronize()
      return metadata.merging([Self.logLengthKey: "\(log.length)"]) { $1 }
    }
  }

  /// The path of the newest checkpoint that is whole; the log is cut back to what it had when that was written, so that what follows stands behind
  /// what led to it.
  ///
  /// Throws `FileError` if there is none, or the log is shorter than it was.
  public func resume() throws -> String {
    let file = try checkpoints.newest()
    try cutLog(backTo: file)
    return file.path
  }

  /// Cuts the log back to what it had when one of the run's checkpoints was written.
  ///
  /// Throws `FileError` if the file does not tell, or the log is shorter than it was.
  package func cutLog(backTo file: SafetensorsFile) throws {
    guard let text = file.metadata[Self.logLengthKey], let length = Int(text), length >= 0 else {
      throw FileError(
        path: file.path, place: "metadata",
        expected: "\(Self.logLengthKey.quoted), the length of the run's log",
        found: "none")
    }
    try log.cut(to: length)
  }

  /// Whether a run keeps the checkpoint.
  package static func isCheckpointOfRun(_ file: SafetensorsFile) -> Bool {
    file.metadata[logLengthKey] != nil
  }

  private static let logLengthKey = "fledge.events"

  /// Waits until everything that was written down is on the disk.
  ///
  /// Throws `FileError` if the system reports a failure.
  public func synchronize() throws { try log.synchronize() }
}

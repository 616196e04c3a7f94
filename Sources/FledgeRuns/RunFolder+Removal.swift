import FledgeBasics
import FledgeFiles

extension RunFolder {
  /// Removes a run from the disk: the files that a run has and, if nothing else stands in it, the folder.
  ///
  /// Throws `FileError` if it is no run, a process is at work on it, or something in it is not a run's, which stays.
  public static func remove(_ path: String) throws {
    // The lock is held until everything is gone.
    let run = try RunFolder(opening: path)
    defer { withExtendedLifetime(run) {} }
    for step in try run.checkpoints.steps() { try removeFile(run.checkpoints.path(ofStep: step)) }
    let names = ["run.toml", "environment.json", "schema.json", "best.safetensors", "events.jsonl"]
    for name in names where File.exists("\(path)/\(name)") { try removeFile("\(path)/\(name)") }
    for folder in [run.checkpoints.path, path] where File.isDirectory(folder) {
      guard rmdir(folder) == 0 else {
        let others = (try? Folder.entries(of: folder))?.map(\.name) ?? []
        throw FileError(
          path: folder, expected: "the files of a run alone", found: Folder.summary(of: others))
      }
    }
  }

  private static func removeFile(_ path: String) throws {
    guard unlink(path) == 0 else { throw FileError(path: path, doing: "cannot be removed") }
  }
}

import FledgeBasics
import FledgeFiles

extension RunFolder {
  /// Removes a run from the disk.
  ///
  /// Throws `FileError` if it is no run, a process is at work on it, or something in it is not a run's: then nothing is removed.
  public static func remove(_ path: String) throws { try RunFolder(opening: path).remove() }

  /// Removes the run from the disk. See `remove(_:)`.
  package func remove() throws {
    // What a writer that was killed has left is a run's, too.
    for folder in [checkpoints.path, path] { TemporaryFile.removeAbandoned(in: folder + "/") }
    let steps = File.isDirectory(checkpoints.path) ? try checkpoints.steps() : []
    let files = steps.map { RunName.last(of: checkpoints.path(ofStep: $0)) }
    try expect(files, in: checkpoints.path)
    try expect(Self.files + ["checkpoints", Self.logName], in: path)
    for step in steps { try removeFile(checkpoints.path(ofStep: step)) }
    if File.isDirectory(checkpoints.path) { try removeFolder(checkpoints.path) }
    for name in Self.files where File.exists("\(path)/\(name)") { try removeFile("\(path)/\(name)") }
    // Without its log it would be no run, and could not be removed again if something failed before.
    try removeFile("\(path)/\(Self.logName)")
    try removeFolder(path)
  }

  private static let files = ["run.toml", "environment.json", "schema.json", "best.safetensors"]
  private static let logName = "events.jsonl"

  private func expect(_ known: [String], in folder: String) throws {
    guard File.isDirectory(folder) else { return }
    let others = try Folder.entries(of: folder).map(\.name).filter { !known.contains($0) }
    guard others.isEmpty else {
      throw FileError(path: folder, expected: "the files of a run alone", found: Folder.summary(of: others))
    }
  }

  private func removeFile(_ path: String) throws {
    guard unlink(path) == 0 else { throw FileError(path: path, doing: "cannot be removed") }
  }

  private func removeFolder(_ path: String) throws {
    guard rmdir(path) == 0 else { throw FileError(path: path, doing: "cannot be removed") }
  }
}

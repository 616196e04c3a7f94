import Fledge
import FledgeBasics
import FledgeFiles

/// A path that DATA names, and what tells the kinds of data apart that may stand there.
struct DataPlace: Sendable {
  let path: String
  /// Whether a directory stands there, or files whose names begin so.
  let isDirectory: Bool
  /// The first bytes of a file, 16 at the most.
  let start: [UInt8]

  /// Throws `FileError` for a path that is meant to be a file's, and where nothing stands.
  init(_ path: String) throws {
    if !File.exists(path), !Dataset.holdsParts(path), let error = Self.missingFile(path) { throw error }
    self.path = path
    // What is missing in a directory is said where its files are looked for.
    isDirectory = !File.exists(path) || File.isDirectory(path)
    start = isDirectory ? [] : try FileReader(path: path, kind: .regular).readUpTo(16)
  }

  /// Whether a file of the parts that `Dataset.load` reads stands in the directory.
  var holdsParts: Bool { Dataset.holdsParts(path) }

  /// Whether the directory has others in it that are not hidden.
  var holdsFolders: Bool {
    let entries = (try? Folder.entries(of: path)) ?? []
    return entries.contains { !$0.isHidden && $0.kind == .directory }
  }

  /// What is wrong with a path where nothing stands and that is meant to be a file's, as a point in its last part tells; with what
  /// stands beside it.
  static func missingFile(_ path: String) -> FileError? {
    let slash = path.lastIndex(of: "/")
    let name = String(path[(slash.map { path.index(after: $0) } ?? path.startIndex)...])
    guard name.contains(".") else { return nil }
    let directory = slash.map { String(path[...$0]) } ?? "."
    let names = (try? Folder.entries(of: directory))?.filter { !$0.isHidden }.map(\.name)
    let near = names.flatMap { suggestion(for: name, among: $0) }
    let there =
      near.map { "; did you mean \($0.quoted)?" } ?? names.map { "; there is \(Folder.summary(of: $0))" }
    return FileError(path: path, found: "no such file" + (there ?? ""))
  }
}

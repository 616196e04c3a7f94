import Fledge
import FledgeFiles

/// The content of the data of a training, as digests: what goes on must find the same.
struct DataFingerprint {
  /// A file, or a folder with everything in it.
  struct Input: Equatable {
    let path: String
    /// The SHA-256 of a file; of a folder that of the names and digests of its files, by their names.
    let digest: String
    let bytes: Int
    let files: Int
  }

  static let metadataKey = "fledge.data"
  let inputs: [Input]

  /// Reads the data once. Throws `FileError` if they cannot be read, or read again.
  init(_ options: TrainingOptions) throws {
    let kind = try options.data.kind
    let inputs: [Input]
    switch kind.reader.place {
    case .word(_, let folder):
      // What is missing is said where the data are read.
      let path = folder.map { DataDirectory.data($0) }
      inputs = try path.flatMap { File.isDirectory($0) ? [try Self.folder($0)] : nil } ?? []
    case .file, .pair: inputs = try kind.paths.map(Self.file)
    case .directory:
      inputs = try kind.paths.map { try File.exists($0) ? Self.folder($0) : Self.files(namedBy: $0) }
    }
    self.inputs = try inputs + (options.table.test.map { [try Self.file($0)] } ?? [])
  }

  private static func file(_ path: String) throws -> Input {
    let reader = try FileReader(path: path, kind: .regular)
    return Input(path: path, digest: try reader.digest(), bytes: reader.size ?? 0, files: 1)
  }

  /// The files in a folder that begin as data do, and in those within it: a run or a model may be kept there, too.
  private static func folder(_ path: String, depth: Int = 0) throws -> Input {
    try input(path, try Folder.entries(of: path), depth: depth)
  }

  /// The same for the files of one data set among several, whose names begin as the path ends.
  private static func files(namedBy path: String) throws -> Input {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let prefix = path[(slash.map { path.index(after: $0) } ?? path.startIndex)...]
    let entries =
      File.isDirectory(directory)
      ? try Folder.entries(of: directory).filter { $0.name.hasPrefix(prefix) } : []
    let inner = try input(directory, entries, depth: deepest)
    return Input(path: path, digest: inner.digest, bytes: inner.bytes, files: inner.files)
  }

  private static func input(_ path: String, _ entries: [Folder.Entry], depth: Int) throws -> Input {
    var (hash, bytes, files) = (SHA256(), 0, 0)
    for entry in entries where !entry.isHidden {
      let inner = path + "/" + entry.name
      guard entry.kind == .directory ? depth < deepest && !RunFolder.isRun(inner) : try isData(inner, entry)
      else {
        continue
      }
      let part = try entry.kind == .directory ? folder(inner, depth: depth + 1) : file(inner)
      guard part.files > 0 else { continue }
      hash.update(Array("\(entry.name)\n\(part.digest)\n".utf8))
      (bytes, files) = (bytes + part.bytes, files + part.files)
    }
    return Input(path: path, digest: hash.hexDigest(), bytes: bytes, files: files)
  }

  /// As deep as class folders of parts stand; links may lead in a circle.
  private static let deepest = 3

  /// How files in folders begin that are data.
  private static let beginnings = DataReader.all.flatMap { reader in
    if case .directory(let beginnings) = reader.place { beginnings } else { [[UInt8]]() }
  }

  /// Whether a file begins as those do that a reader of directories takes.
  private static func isData(_ path: String, _ entry: Folder.Entry) throws -> Bool {
    guard entry.kind == .file else { return false }
    let start = try FileReader(path: path, kind: .regular).readUpTo(beginnings.map(\.count).max() ?? 0)
    return beginnings.contains { start.starts(with: $0) }
  }

  var json: JSONValue {
    .array(
      inputs.map { input in
        .object([
          .init(key: "path", value: .string(input.path)), .init(key: "sha256", value: .string(input.digest)),
          .init(key: "bytes", value: .integer(input.bytes)),
          .init(key: "files", value: .integer(input.files)),
        ])
      })
  }

  /// Throws `FileError` if data under a path that a checkpoint tells of have another content now. Data that have moved are not known.
  func expectSame(as checkpoint: SafetensorsFile) throws {
    guard checkpoint.metadata[Self.metadataKey] != nil else { return }
    try expectSame(as: checkpoint.metadataJSON(Self.metadataKey, "the data"))
  }

  /// The same for what `json` gave before.
  func expectSame(as json: JSONValue) throws {
    guard case .array(let before) = json else { return }
    for input in inputs {
      let same = before.first { $0["path"]?.string == input.path }
      guard let expected = same?["sha256"]?.string, input.digest != expected else { continue }
      throw FileError(
        path: input.path,
        expected: "the content that the training began with, of the SHA-256 \(expected.printable)",
        found: "another, of \(input.digest)")
    }
  }
}

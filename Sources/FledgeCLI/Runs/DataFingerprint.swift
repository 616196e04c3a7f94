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

  /// Reads the data once. Throws `FileError` if they cannot be read.
  init(_ options: TrainingOptions) throws {
    inputs = try (options.data.paths + (options.table.test.map { [$0] } ?? [])).map(Self.input)
  }

  private static func input(_ path: String) throws -> Input {
    guard File.isDirectory(path) else {
      let reader = try FileReader(path: path, kind: .regular)
      return Input(path: path, digest: try reader.digest(), bytes: reader.size ?? 0, files: 1)
    }
    var (hash, bytes, files) = (SHA256(), 0, 0)
    for entry in try Folder.entries(of: path) where !entry.isHidden && entry.kind != .other {
      let inner = try input(path + "/" + entry.name)
      hash.update(Array("\(entry.name)\n\(inner.digest)\n".utf8))
      (bytes, files) = (bytes + inner.bytes, files + inner.files)
    }
    return Input(path: path, digest: hash.hexDigest(), bytes: bytes, files: files)
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
    guard checkpoint.metadata[Self.metadataKey] != nil,
      case .array(let before) = try checkpoint.metadataJSON(Self.metadataKey, "the data")
    else { return }
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

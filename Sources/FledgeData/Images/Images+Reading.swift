import FledgeFiles

extension Images {
  /// Reads pictures from a file of any kind that is known here, which its first bytes tell: IDX or PGM, compressed with
  /// gzip or not. Pipes will do that the process has open already, such as /dev/stdin: another might wait for its
  /// writer for ever.
  ///
  /// Throws `FileError` if the file is missing, of another kind, or as `IDX.readImages` and `PGM.read` do.
  public static func read(from path: String) throws -> Images { try read(from: path) { _, _ in } }

  /// The same; `accept` throws if pictures of such dimensions are of no use, before they are read.
  package static func read(from path: String, accept: Acceptance) throws -> Images {
    let stream = try InflateStream(path: path, kind: path.hasPrefix("/dev/") ? .any : .regular)
    let start = try stream.readUpTo(2)
    switch start {
    case [0, 0]: return try IDX.readImages(stream, start: start, accept: accept)
    case let bytes where bytes.first == UInt8(ascii: "P"):
      return try PGM.read(stream, start: start, accept: accept)
    default:
      throw FileError(
        path: path, expected: "pictures in the format IDX or PGM",
        found: start.isEmpty ? "an empty file" : "something else")
    }
  }
}

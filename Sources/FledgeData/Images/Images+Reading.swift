import FledgeFiles

extension Images {
  /// Reads pictures from a file of any kind that is known here, which its first bytes tell: IDX or PGM, compressed with
  /// gzip or not.
  ///
  /// Throws `FileError` if the file is missing, of another kind, or as `IDX.readImages` and `PGM.read` do.
  public static func read(from path: String) throws -> Images {
    let stream = try InflateStream(path: path)
    let start = try stream.readUpTo(2)
    switch start {
    case [0, 0]: return try IDX.readImages(stream, start: start)
    case let bytes where bytes.first == UInt8(ascii: "P"): return try PGM.read(stream, start: start)
    default:
      throw FileError(
        path: path, expected: "pictures in the format IDX or PGM",
        found: start.isEmpty ? "an empty file" : "something else")
    }
  }
}

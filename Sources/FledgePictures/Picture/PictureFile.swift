import FledgeFiles

/// The bytes of files with pictures.
enum PictureFile {
  /// The whole content, inflated if it is compressed with gzip. The process's own pipes will do, such as /dev/stdin: another
  /// might wait for its writer for ever.
  ///
  /// Throws `FileError` if the file cannot be read or is larger than the options allow.
  static func read(_ path: String, _ options: PictureOptions) throws -> [UInt8] {
    try inflated(File.read(path, limit: options.mostBytes, kind: .data(at: path)), path: path, options)
  }

  /// The content of a file with these bytes.
  static func inflated(_ bytes: [UInt8], path: String, _ options: PictureOptions) throws -> [UInt8] {
    guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
    return try InflateStream(bytes, path: path).readAll(limit: options.mostBytes)
  }
}

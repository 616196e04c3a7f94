import FledgeBasics

/// Whole files.
package enum File {
  /// The file's bytes as they are; `InflateStream` inflates.
  ///
  /// Throws `FileError` if it cannot be read, has more than `limit` bytes or is not of this `kind`.
  package static func read(_ path: String, limit: Int, kind: FileReader.Kind = .any) throws -> [UInt8] {
    let reader = try FileReader(path: path, kind: kind)
    let tooLong = { FileError(path: path, expected: "at most \(limit) bytes", found: $0) }
    if let size = reader.size, size > limit { throw tooLong("\(size)") }
    var bytes: [UInt8] = []
    // One byte more than the file has: the call that delivers its end then also shows that it is the end.
    var room = min(limit, reader.size ?? 1 << 16) + 1
    while true {
      // Safe: the buffer outlives the call that reads or fills it, and its length goes with it.
      let piece = try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        count = try reader.read(into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: room))
      }
      bytes = bytes.isEmpty ? piece : bytes + piece
      guard bytes.count <= limit else { throw tooLong("more") }
      if piece.count < room { return bytes }
      room = min(limit - bytes.count, bytes.count) + 1
    }
  }

  /// Whether something stands under this path, of whatever kind.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether a directory stands under this path.
  package static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

extension InflateStream {
  /// Delivers exactly as many bytes as the buffer holds.
  ///
  /// Throws `FileError` if the content ends earlier; `what` says what should have been there ("12 images").
  package func readExactly(into buffer: UnsafeMutableRawBufferPointer, _ what: String? = nil) throws {
    let start = position
    let count = try read(into: buffer)
    guard count == buffer.count else {
      throw FileError(
        path: path, place: "byte \(start)",
        expected: "\(buffer.count) bytes" + (what.map { " (\($0))" } ?? ""),
        found: count == 0 ? "the end of the file" : "the end of the file after \(count)")
    }
  }

  /// Delivers the next `count` bytes as an array, for headers. See `readExactly(into:_:)`.
  package func readExactly(_ count: Int, _ what: String? = nil) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      try readExactly(into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count), what)
      initialized = count
    }
  }

  /// Checks that nothing is left, and with it the checksum of compressed data.
  ///
  /// Throws `FileError` if there is more, or the checksum is wrong.
  package func expectEnd() throws {
    let start = position
    var byte: UInt8 = 0
    let count = try withUnsafeMutableBytes(of: &byte) { try read(into: $0) }
    guard count == 0 else {
      throw FileError(path: path, place: "byte \(start)", expected: "the end of the file", found: "more data")
    }
  }

  /// Delivers everything that is left.
  ///
  /// Throws `FileError` as soon as that turns out to be more than `limit` bytes.
  package func readAll(limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = try read(into: chunk)
      guard count <= limit - bytes.count else {
        throw FileError(path: path, expected: "at most \(limit) bytes", found: "more")
      }
      bytes.append(contentsOf: chunk[..<count])
      if count < chunk.count { return bytes }
    }
  }
}

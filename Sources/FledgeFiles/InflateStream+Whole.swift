extension InflateStream {
  /// Delivers everything that is left.
  ///
  /// Throws `FileError` as soon as that turns out to be more than `limit` bytes.
  package func readAll(limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    // Safe: the chunk is freed when the last read has returned, and its length goes with it.
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

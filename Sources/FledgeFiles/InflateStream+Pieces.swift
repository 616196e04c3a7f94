extension InflateStream {
  /// The next `count` bytes, fewer at the end of the content. The memory grows with what is there: a header that
  /// promises more than the machine has ends in an error and not in a trap.
  package func readUpTo(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let room = min(count - bytes.count, max(bytes.count, 1 << 16))
      // Safe: zlib's state stays at one address from init to deinit, and a buffer outlives the call that uses it.
      let piece = try [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
        initialized = try read(into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: room))
      }
      bytes += piece
      if piece.count < room { break }
    }
    return bytes
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

import FledgeFiles

/// Where the bytes of a table come from: they can be read again from the start.
enum ByteSource {
  /// A regular file, compressed or not.
  case file(String)
  /// Bytes in memory, and what errors call them.
  case memory([UInt8], name: String)

  /// A file, or what one of the process's own pipes or a device delivers.
  ///
  /// Throws `FileError` if it cannot be read, is another pipe, or delivers more than `limit` bytes where it is no file.
  init(path: String, limit: Int) throws {
    let reader = try FileReader(path: path, kind: .data(at: path))
    if reader.size != nil {
      self = .file(path)
    } else {
      self = .memory(try InflateStream(reader).readAll(limit: limit), name: path)
    }
  }

  var name: String {
    switch self {
    case .file(let path): path
    case .memory(_, let name): name
    }
  }

  /// Opens it at its start.
  func open() throws -> InflateStream {
    switch self {
    case .file(let path): try InflateStream(path: path)
    case .memory(let bytes, let name): try InflateStream(bytes, path: name)
    }
  }
}

// Safe: the buffer is the caller's, for the time of the call.
/// Fills a buffer with the next bytes and returns how many there are, 0 at the end.
typealias ByteFeed = (UnsafeMutableRawBufferPointer) throws -> Int

extension InflateStream {
  /// Its content, of which more than `limit` bytes are an error if it is compressed.
  func feed(limit: Int) -> ByteFeed {
    { [self] buffer in
      // Safe: the stream writes into the buffer that it is given, and only during the call.
      let count = try read(into: buffer)
      guard !isCompressed || position <= limit else {
        throw FileError(
          path: path, expected: "at most \(limit) bytes when inflated (inflatedLimit)", found: "more")
      }
      return count
    }
  }
}

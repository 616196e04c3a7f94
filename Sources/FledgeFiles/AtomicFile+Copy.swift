extension AtomicFile {
  /// Writes what stands in one regular file to another, piece by piece. See `write(to:calls:_:)`.
  ///
  /// Throws `FileError` if the one cannot be read or the other not be written, which then is as it was.
  package static func copy(_ source: String, to path: String) throws {
    let reader = try FileReader(path: source, kind: .regular)
    try write(to: path) { writer in
      var piece = [UInt8](repeating: 0, count: 1 << 20)
      while true {
        // Safe: the array is held while it is filled.
        let count = try piece.withUnsafeMutableBytes { try reader.read(into: $0) }
        if count == piece.count {
          try writer.write(piece)
        } else {
          return try writer.write(Array(piece[..<count]))
        }
      }
    }
  }
}

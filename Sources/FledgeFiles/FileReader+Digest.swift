extension FileReader {
  /// The SHA-256 of the whole file, in hexadecimal digits. It is read in order, from where reading has come.
  ///
  /// Throws `FileError` if it cannot be read.
  package func digest() throws -> String {
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      // Safe: the buffer outlives the call that fills it.
      let count = try piece.withUnsafeMutableBytes { try read(into: $0) }
      hash.update(piece[..<count])
      if count < piece.count { return hash.hexDigest() }
    }
  }
}

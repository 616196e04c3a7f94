import FledgeFiles

/// A file whose content is known in advance.
package struct PublishedFile: Sendable {
  /// The name, without the `.gz` of the compressed file.
  package let name: String
  /// The number of bytes, uncompressed.
  package let size: Int
  /// The SHA-256 of the uncompressed bytes.
  package let digest: String

  /// Describes a file.
  package init(name: String, size: Int, digest: String) {
    (self.name, self.size, self.digest) = (name, size, digest)
  }

  /// No compressed form is longer.
  var largestDownload: Int { size + size / 100 + 1024 }

  /// What is wrong with the content of the file at `path`, compressed or not; nil if it is the published one.
  func problem(of path: String) -> String? {
    do {
      let stream = try InflateStream(path: path)
      var hash = SHA256()
      var chunk = [UInt8](repeating: 0, count: 1 << 18)
      while true {
        // Safe: the buffer outlives the call that fills it.
        let count = try chunk.withUnsafeMutableBytes { try stream.read(into: $0) }
        guard stream.position <= size else {
          return "what came is not \(name): it has more than \(size) bytes"
        }
        hash.update(chunk[..<count])
        if count < chunk.count { break }
      }
      let found = hash.hexDigest()
      if found == digest { return nil }
      return "what came is not \(name): expected SHA-256 \(digest), found \(found)"
    } catch {
      return "what came is not \(name): \((error as? FileError)?.found ?? "\(error)")"
    }
  }
}

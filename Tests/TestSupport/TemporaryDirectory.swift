import Foundation

/// A directory of a test's own, removed with the last reference.
package final class TemporaryDirectory {
  package let path: String

  package init() {
    path = NSTemporaryDirectory() + "/fledge-" + UUID().uuidString
    try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it.
  package func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// The names of everything in it, hidden files too.
  package var names: [String] { try! FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  /// Writes a file and returns its path.
  @discardableResult
  package func file(_ name: String, _ bytes: [UInt8]) -> String {
    let file = self(name)
    // Tests write thousands of small files. Foundation synchronises each with the disk, and some file systems do so
    // when an old file is written over.
    unlink(file)
    guard let stream = fopen(file, "w") else { fatalError("\(file) cannot be written") }
    fwrite(bytes, 1, bytes.count, stream)
    fclose(stream)
    return file
  }

  /// Removes a file.
  package func remove(_ name: String) { try! FileManager.default.removeItem(atPath: self(name)) }

  /// A file's bytes; none if there is no such file.
  package func bytes(_ name: String) -> [UInt8] {
    FileManager.default.contents(atPath: self(name)).map { [UInt8]($0) } ?? []
  }

  /// A file's permissions; `nil` if there is no such file.
  package func mode(_ name: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: self(name))
    return attributes?[.posixPermissions] as? Int
  }
}

/// Bytes that look random and do not compress, the same every time.
package func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 56)
  }
}

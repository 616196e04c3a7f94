import Foundation

/// A directory of the test's own, removed with the last reference.
final class TemporaryDirectory {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "/fledge-files-" + UUID().uuidString
    try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The names of everything in it, hidden files too.
  var names: [String] { try! FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  func file(_ name: String, _ bytes: [UInt8]) -> String {
    let file = path + "/" + name
    guard FileManager.default.createFile(atPath: file, contents: Data(bytes)) else { fatalError(file) }
    return file
  }

  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path + "/" + name).map { [UInt8]($0) }
  }

  func mode(_ name: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
    return attributes?[.posixPermissions] as? Int
  }
}

/// Bytes that look random and do not compress, the same every time.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 56)
  }
}

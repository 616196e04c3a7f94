import Foundation

@testable import FledgeModelIO

/// A directory of the test's own, removed with the last reference.
final class TemporaryDirectory {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "/fledge-model-io-" + UUID().uuidString
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
}

/// A safetensors file put together by hand: the length, the header, the data.
func safetensors(_ header: String, data count: Int, length: UInt64? = nil) -> [UInt8] {
  let text = Array(header.utf8)
  let prefix = withUnsafeBytes(of: (length ?? UInt64(text.count)).littleEndian) { Array($0) }
  return prefix + text + [UInt8](repeating: 1, count: count)
}

/// The bytes that a hexadecimal text stands for.
func hex(_ text: String) -> [UInt8] {
  let digits = text.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

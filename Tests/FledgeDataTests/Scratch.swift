import FledgeFiles
import Foundation

/// A directory of the test's own, removed with the last reference.
final class Scratch {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "/fledge-data-" + UUID().uuidString
    try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The names of everything in it, hidden files too.
  var names: [String] { try! FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  /// Writes a file and returns its path.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) -> String {
    let file = path + "/" + name
    // Thousands of small files are written. Foundation synchronises each with the disk, and some file systems do so
    // when an old file is written over.
    unlink(file)
    let stream = fopen(file, "w")!
    fwrite(bytes, 1, bytes.count, stream)
    fclose(stream)
    return file
  }

  func bytes(_ name: String) -> [UInt8] {
    FileManager.default.contents(atPath: path + "/" + name).map { [UInt8]($0) } ?? []
  }
}

/// The message of the `FileError` that `body` throws, or what it did instead. The scratch directory's path is left
/// out.
func message(in scratch: Scratch? = nil, _ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch let error as FileError {
    guard let scratch else { return error.description }
    return error.description.replacingOccurrences(of: scratch.path + "/", with: "")
  } catch {
    return "not a FileError: \(error)"
  }
}

/// Everything that can become of small files on the way: each of its beginnings, and each of its bytes changed in
/// some ways.
func damaged(_ bytes: [UInt8]) -> [[UInt8]] {
  var all = (0..<bytes.count).map { Array(bytes[..<$0]) }
  for i in bytes.indices {
    for value in [0, 1, 0x20, 0x2d, 0x39, 0x7f, 0x80, 0xff, bytes[i] ^ 1, bytes[i] ^ 0x40] {
      guard value != bytes[i] else { continue }
      var copy = bytes
      copy[i] = value
      all.append(copy)
    }
  }
  all.append(bytes + [0])
  all.append(bytes + bytes)
  return all
}

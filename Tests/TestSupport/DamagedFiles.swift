import FledgeFiles
import Foundation

/// The message of the `FileError` that `body` throws, or what it did instead. The scratch directory's path is left
/// out.
package func message(in scratch: TemporaryDirectory? = nil, _ body: () throws -> Void) -> String {
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
package func damaged(_ bytes: [UInt8]) -> [[UInt8]] {
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

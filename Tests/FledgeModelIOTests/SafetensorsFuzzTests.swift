import FledgeFiles
import TestSupport
import Testing

@testable import FledgeModelIO

/// Valid files with changes: whatever happens, it is an error or a file that keeps the rules.
@Suite struct SafetensorsFuzzTests {
  static let header =
    #"{"__metadata__":{"k":"v\u00e9"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"#
    + #""b":{"dtype":"U8","shape":[3],"data_offsets":[8,11]},"c":{"dtype":"F64","shape":[0],"data_offsets":[11,11]}}"#
  static let good = safetensors(header, data: 11)

  let directory = TemporaryDirectory()

  /// Whether the file is accepted; if so, all its tensors can be read, and cover the data.
  func isAccepted(_ bytes: [UInt8]) throws -> Bool {
    let path = directory.file("x", bytes)
    guard let file = try? SafetensorsFile(path: path) else { return false }
    var count = 0
    for entry in file.entries { count += try file.bytes(of: entry).count }
    #expect(count == bytes.count - 8 - Int(bytes[0]) - Int(bytes[1]) << 8)
    return true
  }

  @Test func theUnchangedFileIsAccepted() throws {
    #expect(try isAccepted(SafetensorsFuzzTests.good))
  }

  @Test func everyTruncationIsRefused() throws {
    for count in 0..<SafetensorsFuzzTests.good.count {
      #expect(try !isAccepted(Array(SafetensorsFuzzTests.good[..<count])), "\(count) bytes")
    }
  }

  @Test func everyFlippedBitEnds() throws {
    for index in SafetensorsFuzzTests.good.indices {
      for bit in 0..<8 {
        var bytes = SafetensorsFuzzTests.good
        bytes[index] ^= 1 << bit
        _ = try isAccepted(bytes)
      }
    }
  }

  /// Several changes at once: bytes that JSON consists of, pieces moved, doubled, removed, large numbers put in.
  @Test func changesEnd() throws {
    var state: UInt64 = 2024
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "-", "0", "9", "1e9", "null", "true", " ", "\u{0}",
      "9223372036854775807", "18446744073709551615", "\"a\":", "\"shape\":", "__metadata__", "F16", "[[[[[[",
    ].map { Array($0.utf8) }
    for _ in 0..<2000 {
      var bytes = SafetensorsFuzzTests.good
      for _ in 0...next(4) {
        let start = next(bytes.count)
        let end = min(bytes.count, start + next(12))
        switch next(4) {
        case 0: bytes[start] = UInt8(next(256))
        case 1: bytes.replaceSubrange(start..<end, with: pieces[next(pieces.count)])
        case 2: bytes.insert(contentsOf: Array(bytes[start..<end]), at: next(bytes.count))
        default: bytes.removeSubrange(start..<end)
        }
        if bytes.count < 16 { break }
      }
      // Half of the changed files keep a header length that fits, so that the change is looked at.
      if bytes.count > 30 && next(2) == 0 {
        let length = bytes.count - 8 - 11
        bytes[0] = UInt8(length & 255)
        bytes[1] = UInt8(length >> 8 & 255)
        bytes.replaceSubrange(2..<8, with: [0, 0, 0, 0, 0, 0])
      }
      _ = try isAccepted(bytes)
    }
  }
}

import FledgeBasics
import FledgeFiles

/// Walks through the bytes of a portable grey map.
struct PGMScanner {
  private let bytes: [UInt8]
  private let path: String
  /// The byte that comes next.
  private(set) var position: Int

  init(_ bytes: [UInt8], path: String, position: Int = 0) {
    (self.bytes, self.path, self.position) = (bytes, path, position)
  }

  /// The number of bytes that are left.
  var remaining: Int { bytes.count - position }

  /// Reads the first two characters: whether the values are text.
  mutating func kind() throws -> Bool {
    let kinds: [[UInt8]: String] = [
      Array("P1".utf8): "a black and white one (P1)", Array("P4".utf8): "a black and white one (P4)",
      Array("P3".utf8): "a coloured one (P3)", Array("P6".utf8): "a coloured one (P6)",
      [0x89, 0x50]: "PNG", [0xff, 0xd8]: "JPEG", Array("GI".utf8): "GIF", Array("BM".utf8): "BMP",
      [0, 0]: "IDX",
    ]
    let start = Array(bytes.prefix(2))
    guard start == Array("P2".utf8) || start == Array("P5".utf8) else {
      let found = kinds[start] ?? (bytes.isEmpty ? "an empty file" : "something else")
      throw FileError(path: path, expected: "a PGM picture (P2 or P5)", found: found)
    }
    position = 2
    return start[1] == UInt8(ascii: "2")
  }

  /// Reads a decimal number, with the space and the comments before it.
  mutating func number(_ what: @autoclosure () -> String, in range: ClosedRange<Int>) throws -> Int {
    skipSpace()
    let start = position
    var value = 0
    while position < bytes.count, case let digit = Int(bytes[position]) - 48, 0...9 ~= digit {
      // A number that is too large stays too large, and never overflows.
      value = min(value * 10 + digit, 1 << 40)
      position += 1
    }
    guard position > start else {
      let found = start == bytes.count ? "the end of the file" : "byte \(bytes[start])"
      throw FileError(path: path, place: "byte \(start)", expected: what(), found: found)
    }
    return try checked(value, what, in: range, at: start)
  }

  /// Reads a number of one byte or two, the high one first.
  mutating func sample(_ what: @autoclosure () -> String, _ width: Int, in range: ClosedRange<Int>) throws
    -> Int
  {
    let start = position
    position += width
    return try checked(bytes[start..<position].reduce(0) { $0 << 8 | Int($1) }, what, in: range, at: start)
  }

  /// Reads the single space that separates the header from bytes.
  mutating func oneSpace() throws {
    guard position < bytes.count, PGMScanner.isSpace(bytes[position]) else {
      throw FileError(
        path: path, place: "byte \(position)", expected: "a space after the header",
        found: position == bytes.count ? "the end of the file" : "byte \(bytes[position])")
    }
    position += 1
  }

  /// Checks that the picture is all there is.
  mutating func end(isText: Bool) throws {
    if isText { skipSpace() }
    guard remaining == 0 else {
      throw FileError(
        path: path, place: "byte \(position)", expected: "the end of the file",
        found: "\(NumberText.count(remaining, "byte")) more")
    }
  }

  private func checked(
    _ value: Int, _ what: () -> String, in range: ClosedRange<Int>, at start: Int
  ) throws -> Int {
    guard range.contains(value) else {
      throw FileError(
        path: path, place: "byte \(start)",
        expected: "\(what()) from \(range.lowerBound) to \(range.upperBound)", found: "\(value)")
    }
    return value
  }

  /// Passes over space, and over comments, which run from # to the end of the line.
  private mutating func skipSpace() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != 10, bytes[position] != 13 { position += 1 }
      } else if PGMScanner.isSpace(bytes[position]) {
        position += 1
      } else {
        return
      }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || 9...13 ~= byte }
}

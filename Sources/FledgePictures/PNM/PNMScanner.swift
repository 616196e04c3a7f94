import FledgeBasics
import FledgeFiles

/// Walks through the bytes of a file of Netpbm.
struct PNMScanner {
  private let bytes: [UInt8]
  let path: String
  /// The byte that comes next.
  private(set) var position = 0

  init(_ bytes: [UInt8], path: String) { (self.bytes, self.path) = (bytes, path) }

  /// The number of bytes that are left.
  var remaining: Int { bytes.count - position }

  /// Reads the two characters that a picture starts with; gives the number, 1 to 6.
  mutating func kind() throws -> Int {
    guard remaining >= 2, bytes[position] == UInt8(ascii: "P"), 0x31...0x36 ~= bytes[position + 1] else {
      throw FileError(
        path: path, place: position > 0 ? "byte \(position)" : nil,
        expected: position > 0
          ? "the end of the file or a further picture" : "a picture of Netpbm (P1 to P6)",
        found: position > 0
          ? "\(NumberText.count(remaining, "byte")) of something else"
          : bytes.isEmpty ? "an empty file" : "something else")
    }
    position += 2
    return Int(bytes[position - 1]) - 0x30
  }

  /// Reads a decimal number, with the space and the comments before it.
  mutating func number(_ what: @autoclosure () -> String, in range: ClosedRange<Int>) throws -> Int {
    skipSpace(andComments: true)
    let start = position
    var value = 0
    while position < bytes.count, case let digit = Int(bytes[position]) - 48, 0...9 ~= digit {
      // A number that is too large stays too large, and never overflows.
      value = min(value * 10 + digit, 1 << 40)
      position += 1
    }
    guard position > start else { throw error(at: start, expected: what(), found: found) }
    try check(value, what(), in: range, at: start)
    return value
  }

  /// Reads a 0 or a 1, which need no space between them.
  mutating func bit(_ what: @autoclosure () -> String) throws -> Int {
    skipSpace(andComments: true)
    guard position < bytes.count, 0x30...0x31 ~= bytes[position] else {
      throw error(at: position, expected: what() + ", 0 or 1", found: found)
    }
    position += 1
    return Int(bytes[position - 1]) - 0x30
  }

  /// Reads the one space that separates the header from bytes; a comment there would be part of the picture.
  mutating func oneSpace() throws {
    guard position < bytes.count, Self.isSpace(bytes[position]) else {
      throw error(at: position, expected: "one space or line break behind the header", found: found)
    }
    position += 1
  }

  /// Passes over the second half of a line break of two characters behind the header, unless the picture needs that byte.
  mutating func passLineBreak(before count: Int) {
    if remaining > count, bytes[position - 1] == 13, bytes[position] == 10 { position += 1 }
  }

  /// The next `count` bytes, which are known to be there.
  mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    position += count
    return bytes[position - count..<position]
  }

  /// Checks that the picture is all there is.
  func end() throws {
    guard remaining == 0 else {
      throw error(
        at: position, expected: "the end of the file", found: "\(NumberText.count(remaining, "byte")) more")
    }
  }

  /// Checks a number that stands at a place in the file.
  func check(_ value: Int, _ what: @autoclosure () -> String, in range: ClosedRange<Int>, at place: Int)
    throws
  {
    guard range.contains(value) else {
      throw error(
        at: place, expected: "\(what()) from \(range.lowerBound) to \(range.upperBound)", found: "\(value)")
    }
  }

  /// Passes over space, and over comments, which run from # to the end of the line.
  mutating func skipSpace(andComments: Bool) {
    while position < bytes.count {
      if andComments, bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != 10, bytes[position] != 13 { position += 1 }
      } else if Self.isSpace(bytes[position]) {
        position += 1
      } else {
        return
      }
    }
  }

  func error(at place: Int, expected: String, found: String) -> FileError {
    FileError(path: path, place: "byte \(place)", expected: expected, found: found)
  }

  /// What stands at the place where something else is expected.
  private var found: String {
    guard position < bytes.count else { return "the end of the file" }
    let byte = bytes[position]
    return 33...126 ~= byte ? String(UnicodeScalar(byte)).quoted : "byte \(byte)"
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || 9...13 ~= byte }
}

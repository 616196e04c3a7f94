import FledgeFiles

/// The lines of a text, without their ends.
struct TextLines {
  /// The number of the line that came last, from 1.
  private(set) var number = 0
  private let path: String
  private let longest: Int
  private let feed: ByteFeed
  private var pending: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// Lines of what `feed` delivers; one of more than `longest` bytes is an error.
  init(path: String, longest: Int, feed: @escaping ByteFeed) {
    (self.path, self.longest, self.feed) = (path, longest, feed)
  }

  /// Whether `next` has a line without waiting for more bytes.
  var hasLine: Bool { pending[start...].contains(UInt8(ascii: "\n")) }

  /// The next line, or nil at the end.
  ///
  /// Throws `FileError` if the text cannot be read or the line is too long.
  mutating func next() throws -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        return try line(to: end, next: end + 1)
      }
      searched = pending.count
      guard !isAtEnd, pending.count - start <= longest else { break }
      try refill(&searched)
    }
    if start == pending.count { return nil }
    return try line(to: pending.count, next: pending.count)
  }

  private mutating func line(to end: Int, next: Int) throws -> ArraySlice<UInt8> {
    var line = pending[start..<end]
    if number == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    start = next
    number += 1
    guard line.count <= longest else {
      throw FileError(
        path: path, place: "line \(number)", expected: "at most \(longest) bytes", found: "a longer line")
    }
    return line
  }

  private mutating func refill(_ searched: inout Int) throws {
    pending.removeSubrange(..<start)
    searched -= start
    start = 0
    // Safe: the feed fills at most the buffer and says how much of it.
    let piece = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = try feed(UnsafeMutableRawBufferPointer(buffer))
    }
    pending += piece
    isAtEnd = piece.isEmpty
  }
}

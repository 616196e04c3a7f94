import FledgeFiles

/// The lines of a file or a pipe, each as soon as it is written, without the end of the line (\n or \r\n).
struct LineReader {
  /// The file's name, for errors.
  let path: String
  /// The number of the line that came last, from 1.
  private(set) var number = 0
  private let longest: Int
  private let reader: FileReader?
  /// Bytes that were read and not delivered yet.
  private var pending: ArraySlice<UInt8>

  /// Reads from a file; a line of more than `longest` bytes is an error.
  init(_ reader: FileReader, longest: Int) {
    (self.reader, path, self.longest, pending) = (reader, reader.path, longest, [])
  }

  /// Reads from memory; `path` names it in errors.
  init(_ bytes: [UInt8], path: String, longest: Int) {
    (reader, self.path, self.longest, pending) = (nil, path, longest, bytes[...])
  }

  /// The next line, or nil at the end.
  ///
  /// Throws `FileError` if the file cannot be read or the line is too long.
  mutating func next() throws -> ArraySlice<UInt8>? {
    var searched = 0
    while true {
      if let end = pending.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) {
        return try line(endingAt: end, next: end + 1)
      }
      searched = pending.count
      guard searched <= longest, try refill() else { break }
    }
    return pending.isEmpty ? nil : try line(endingAt: pending.endIndex, next: pending.endIndex)
  }

  private mutating func line(endingAt end: Int, next: Int) throws -> ArraySlice<UInt8> {
    var line = pending[..<end]
    pending = pending[next...]
    number += 1
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard line.count <= longest else {
      throw FileError(
        path: path, place: "line \(number)", expected: "at most \(longest) bytes", found: "a longer line")
    }
    return line
  }

  /// Appends what is there to read; false at the end.
  private mutating func refill() throws -> Bool {
    guard let reader else { return false }
    // Safe: the reader fills at most the buffer and says how much of it.
    let piece = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = try reader.readAvailable(into: UnsafeMutableRawBufferPointer(buffer))
    }
    pending = pending + piece
    return !piece.isEmpty
  }
}

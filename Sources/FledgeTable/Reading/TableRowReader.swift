import FledgeFiles

/// Reads the rows of a table as they come: from a pipe, each row as soon as it is written.
///
/// A row that cannot be read is a fault of the rows it comes with, and the next ones are read nevertheless.
///
/// ```swift
/// var reader = try TableRowReader.standardInput(format: CSVFormat(numbers: ["age"]))
/// while let rows = try reader.next() {
///   for fault in rows.faults { print(fault) }
///   print(rows.table.count)
/// }
/// ```
public struct TableRowReader {
  private var rows: any RowSource

  /// Reads a file, which may be a pipe. Separated values need a heading, unless `format` says that there is none; each of its
  /// `numbers` must be one or missing, all other columns are texts. Lines that begin with a brace are JSON objects.
  ///
  /// Waits for the first row. Throws `FileError` if the file cannot be read, or there is no table.
  public init(_ path: String, format: CSVFormat) throws {
    let stream = try InflateStream(path: path, kind: .any)
    try self.init(path: path, format: format, feed: stream.feed(limit: format.inflatedLimit))
  }

  /// Reads rows from memory; errors call it `name`.
  ///
  /// Throws `FileError` as for a file.
  public init(_ bytes: [UInt8], name: String = "text", format: CSVFormat) throws {
    let stream = try InflateStream(bytes, path: name)
    try self.init(path: name, format: format, feed: stream.feed(limit: format.inflatedLimit))
  }

  /// Reads the process's standard input; errors call it "standard input".
  ///
  /// Waits for the first row. Throws `FileError` as for a file.
  public static func standardInput(format: CSVFormat) throws -> TableRowReader {
    let reader = FileReader.standardInput()
    return try TableRowReader(path: reader.path, format: format) { try reader.readAvailable(into: $0) }
  }

  /// Reads what `feed` delivers.
  init(path: String, format: CSVFormat, feed: @escaping ByteFeed) throws {
    var format = format
    format.hasHeading = format.hasHeading ?? true
    var (first, rest) = ([UInt8](), feed)
    while !first.contains(where: { $0 > 0x20 && $0 < 0x80 }) {
      // Safe: the feed fills at most the buffer and says how much of it.
      let piece = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = try feed(UnsafeMutableRawBufferPointer(buffer))
      }
      if piece.isEmpty { break }
      first += piece
    }
    rest = TableRowReader.joined(first, feed)
    let isObject = first.first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "{")
    rows =
      try isObject
      ? JSONRowSource(path: path, format: format, feed: rest)
      : CSVRowSource(path: path, format: format, feed: rest)
  }

  /// What `feed` delivers behind bytes that it has delivered before.
  private static func joined(_ first: [UInt8], _ feed: @escaping ByteFeed) -> ByteFeed {
    var done = 0
    return { buffer in
      guard done < first.count else { return try feed(buffer) }
      let count = min(buffer.count, first.count - done)
      // Safe: no more bytes are copied than the buffer has.
      buffer.copyBytes(from: first[done..<done + count])
      done += count
      return count
    }
  }

  /// The rows that are there, at least one or one fault: waits only while there is none. Nil at the end.
  ///
  /// Throws `FileError` where what follows cannot be read either.
  public mutating func next() throws -> TableRows? { try rows.next() }
}

import FledgeFiles
import FledgeKernels

/// A text of separated values, looked at and open behind its heading.
struct CSVOpening {
  /// The rows that follow.
  let blocks: RowBlocks
  /// How the text is written; nothing of it is nil.
  let format: CSVFormat
  /// The names of the columns.
  let names: [String]

  /// How much of a text is looked at: more is waited for while there are fewer bytes, or fewer lines.
  struct Look {
    var bytes: Int
    var lines: Int

    /// For a file, which is there.
    static let file = Look(bytes: 1 << 17, lines: 10)
    /// For a stream, whose first row may be all for a while.
    static let stream = Look(bytes: 1, lines: 2)
  }

  /// Opens what `feed` delivers, `size` bytes at most if that is known.
  ///
  /// Throws `FileError` if there is no table, or none that can be read.
  init(path: String, format: CSVFormat, look: Look, size: Int?, feed: @escaping ByteFeed) throws {
    let layout = fledge_text_layout(
      separator: CSVFormat.Separator.comma.byte, joined: false, is_last: false, columns: 0)
    blocks = RowBlocks(path: path, layout: layout, longestRow: format.longestRow, size: size, feed: feed)
    try CSVOpening.skipMark(blocks)
    try CSVOpening.skipLines(format.skippingLines, blocks)
    let sample = try CSVOpening.sample(blocks, look)
    try CSVOpening.refuseZeros(sample.bytes, path: path, line: format.skippingLines + 1)
    let sniffer = CSVSniffer(sample.bytes, isWhole: sample.isWhole, format: format)
    guard sniffer.columns > 0 else {
      throw FileError(path: path, expected: "a table", found: sample.bytes.isEmpty ? "nothing" : "no row")
    }
    self.format = sniffer.format
    let separator = sniffer.format.separator!
    blocks.layout = fledge_text_layout(
      separator: separator.byte, joined: separator == .spaces, is_last: false, columns: sniffer.columns)
    names =
      try sniffer.format.hasHeading!
      ? CSVOpening.heading(blocks) : (1...sniffer.columns).map(String.init)
  }

  /// Opens a file's content.
  ///
  /// Throws `FileError` as for a feed.
  init(_ stream: InflateStream, format: CSVFormat) throws {
    let feed = stream.feed(limit: format.inflatedLimit)
    try self.init(path: stream.path, format: format, look: .file, size: stream.upperBound, feed: feed)
  }

  // MARK: - In front of the table

  private static func skipMark(_ blocks: RowBlocks) throws {
    let start = try blocks.sample(3).bytes
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { blocks.skip(bytes: 3, lines: 0) }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      throw FileError(
        path: blocks.path, expected: "UTF-8 (iconv -f UTF-16 -t UTF-8 converts)", found: "UTF-16")
    }
  }

  private static func skipLines(_ count: Int, _ blocks: RowBlocks) throws {
    for done in 0..<max(0, count) {
      var length = 1 << 10
      while true {
        let (bytes, isWhole) = try blocks.sample(length)
        if let end = bytes.dropLast(isWhole ? 0 : 1).firstIndex(where: isLineEnd) {
          let isPair = bytes[end...].starts(with: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
          blocks.skip(bytes: end + (isPair ? 2 : 1), lines: 1)
          break
        }
        guard !isWhole else {
          throw FileError(
            path: blocks.path, expected: "more than the \(count) lines to leave out", found: "\(done + 1)")
        }
        length = try blocks.lengthened(bytes.count)
      }
    }
  }

  private static func sample(_ blocks: RowBlocks, _ look: Look) throws -> (bytes: [UInt8], isWhole: Bool) {
    var length = look.bytes
    while true {
      let sample = try blocks.sample(length)
      let isEnough = sample.bytes.count(where: isLineEnd) >= look.lines
      if isEnough || sample.isWhole || sample.bytes.count > blocks.longestRow { return sample }
      length = sample.bytes.count + max(1, min(look.bytes, sample.bytes.count))
    }
  }

  private static func refuseZeros(_ bytes: [UInt8], path: String, line: Int) throws {
    guard let zero = bytes.firstIndex(of: 0) else { return }
    let before = bytes[..<zero]
    let lines = before.count { $0 == UInt8(ascii: "\n") }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    throw FileError(
      path: path, place: "line \(line + lines), byte \(zero - start + 1)", expected: "text",
      found: "a zero byte")
  }

  // MARK: - Heading

  private static func heading(_ blocks: RowBlocks) throws -> [String] {
    do {
      guard try blocks.advance(most: 1) else {
        throw FileError(path: blocks.path, expected: "a heading", found: "no row")
      }
    } catch let row as RowBlocks.RaggedRow {
      throw raggedFirst(row, blocks)
    }
    let line = blocks.line(of: 0)
    var places: [String: Int] = [:]
    return try (0..<blocks.layout.columns).map { column in
      let text = try blocks.text(0, column)
      let name = text.isEmpty ? "column \(column + 1)" : text
      if let other = places.updateValue(column + 1, forKey: name) {
        throw FileError(
          path: blocks.path, place: "line \(line)", expected: "columns of different names",
          found: "\(name.quoted) as column \(other) and as column \(column + 1)")
      }
      return name
    }
  }

  /// The error of a first row that does not fit to what follows.
  static func raggedFirst(_ row: RowBlocks.RaggedRow, _ blocks: RowBlocks) -> FileError {
    FileError(
      path: blocks.path, place: "line \(row.line)",
      expected:
        "\(blocks.layout.columns) fields as in the lines below, or a line to leave out (skippingLines)",
      found: "\(row.found)")
  }
}

private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

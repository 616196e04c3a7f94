import FledgeFiles

/// Rows of JSON lines.
struct JSONRowSource: RowSource {
  private let path: String
  private let numbers: Set<String>
  private var lines: TextLines
  /// More rows are not taken together.
  private static let most = 4096

  init(path: String, format: CSVFormat, feed: @escaping ByteFeed) {
    (self.path, numbers) = (path, format.numbers)
    lines = TextLines(path: path, longest: format.longestRow, feed: feed)
  }

  mutating func next() throws -> TableRows? {
    var (rows, places, faults) = (JSONRows(), [Int](), [FileError]())
    while rows.count + faults.count == 0 || (lines.hasLine && rows.count < JSONRowSource.most) {
      guard let line = try lines.next() else { break }
      do {
        guard let members = try JSONLines.members(line, path: path, line: lines.number) else { continue }
        try JSONLines.check(members, numbers: numbers, path: path, line: lines.number)
        rows.append(members)
        places.append(lines.number)
      } catch let fault as FileError {
        faults.append(fault)
      }
    }
    if rows.count + faults.count == 0 { return nil }
    return TableRows(table: rows.table(source: path), lines: places, faults: faults)
  }
}

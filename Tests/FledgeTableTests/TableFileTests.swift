import FledgeFiles
import FledgeTable
import Foundation
import TestSupport
import Testing

/// Tables in files: longer than a block, compressed, from a pipe, written and read again.
@Suite struct TableFileTests {
  let directory = TemporaryDirectory()

  /// Rows of numbers of all widths and of texts, of which some columns are not what they seem to be for long.
  static let long: [[String]] = (0..<40_000).map { row in
    let late = row < 39_000 ? "\(row % 7)" : "late \(row % 3)"
    let wide = row < 20_000 ? "\(row % 100)" : row < 30_000 ? "\(Double(row) + 0.5)" : "\(Double(row) / 7)"
    return ["\(row)", "text \(row % 1000)", late, row % 5 == 0 ? "" : wide, "00\(row)"]
  }
  static let names = ["row", "text", "late", "wide", "zip"]
  static let longText = ([names] + long).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"

  func check(_ table: Table) {
    #expect(table.count == Self.long.count && table.columns.map(\.name) == Self.names)
    for (index, column) in table.columns.enumerated() {
      let wrong = (0..<table.count).first { row in
        let written = Self.long[row][index]
        if case .numbers = column.values { return column.number(at: row) != Double(written) }
        return column.text(at: row) != (written.isEmpty ? nil : written)
      }
      #expect(wrong == nil, "\(column.name) in row \(wrong ?? 0)")
    }
    let areNumbers = table.columns.map { if case .numbers = $0.values { true } else { false } }
    #expect(areNumbers == [true, false, false, true, false])
  }

  @Test("many blocks; columns whose texts come late are read again") func long() throws {
    check(try Table(csv: directory.file("long.csv", Array(Self.longText.utf8))))
  }

  @Test("gzip, and a limit of its content") func compressed() throws {
    let path = directory.file("long.csv.gz", Gzip.compress(Array(Self.longText.utf8)))
    check(try Table(csv: path))
    let error = #expect(throws: FileError.self) {
      try Table(contentsOf: path, format: CSVFormat(inflatedLimit: 1_000_000))
    }
    #expect(
      error?.description
        == "\(path): expected at most 1000000 bytes when inflated (inflatedLimit), found more")
  }

  @Test("a pipe of the process's own, which can be read once only") func ownPipe() throws {
    var ends: [Int32] = [0, 0]
    let made = pipe(&ends)
    try #require(made == 0)
    let writer = ends[1]
    Thread {
      let stream = fdopen(writer, "w")!
      fputs(Self.longText, stream)
      fclose(stream)
    }.start()
    check(try Table(contentsOf: "/dev/fd/\(ends[0])"))
    close(ends[0])
  }

  @Test("a named pipe, whose writer may never come, is refused at once") func namedPipe() {
    let path = directory("pipe")
    mkfifo(path, 0o600)
    let error = #expect(throws: FileError.self) { try Table(contentsOf: path) }
    #expect(error?.description == "\(path): expected a regular file, found a pipe or a device")
  }

  @Test("written and read again") func roundTrip() throws {
    let table = Table([
      TableColumn("x", numbers: [1, nil, 0.1, 1e300, -0x1p-1074]),
      TableColumn("say \"hi\", you", texts: ["a,b", "line\nbreak\r", " blank ", nil, "\"\u{301}quote\""]),
      TableColumn("zip", texts: ["01", "2", "3", nil, "5"]),
    ])
    let path = directory("round.csv")
    try table.write(csv: path)
    let again = try Table(csv: path, format: CSVFormat(texts: ["zip"]))
    for (column, other) in zip(table.columns, again.columns) {
      #expect(column.name == other.name)
      for row in 0..<table.count {
        #expect(
          column.text(at: row) == other.text(at: row) && column.number(at: row) == other.number(at: row))
      }
    }
    // One column, whose missing value must not be taken for a blank line.
    let single = Table([TableColumn("", texts: ["x", nil, "y"])])
    try single.write(csv: path)
    let column = try Table(csv: path, format: CSVFormat(hasHeading: true)).columns[0]
    #expect(column.name == "column 1" && (0..<column.count).map(column.text) == ["x", nil, "y"])
  }

  @Test("files of other kinds say what they are") func others() {
    for (start, words) in [
      ("PAR1", "Parquet"), ("PK\u{3}\u{4}", "ZIP"), ("[1]", "JSON array"),
    ] {
      let path = directory.file("other", Array(start.utf8))
      let error = #expect(throws: FileError.self) { try Table(contentsOf: path) }
      #expect(error?.found.contains(words) ?? false)
    }
    #expect(throws: FileError.self) { try Table(contentsOf: directory("missing.csv")) }
  }
}

import FledgeBasics
import FledgeFiles

/// Rows of pixels as text: numbers from 0 to 255, separated by commas, one picture a line.
///
/// The rows come one by one, each as soon as its line is written. Empty lines are passed over, spaces around numbers
/// too; the end of a line may be that of Windows, and the last one may be missing.
public struct CSVReader {
  private let columns: Int
  private var lines: LineReader
  private var isEmpty = true

  /// Reads a file whose rows have `columns` numbers.
  ///
  /// Throws `FileError` if it cannot be opened.
  public init(path: String, columns: Int) throws {
    self.init(try FileReader(path: path), columns: columns)
  }

  /// Reads text from memory; errors call it `name`.
  public init(text: String, columns: Int, name: String = "text") {
    self.columns = columns
    lines = LineReader(Array(text.utf8), path: name, longest: CSVReader.longestLine(columns))
  }

  private init(_ reader: FileReader, columns: Int) {
    self.columns = columns
    lines = LineReader(reader, longest: CSVReader.longestLine(columns))
  }

  /// Reads the process's standard input.
  public static func standardInput(columns: Int) -> CSVReader {
    CSVReader(FileReader.standardInput(), columns: columns)
  }

  /// The next row, or nil after the last.
  ///
  /// Throws `FileError` with the line and the column if something is no number from 0 to 255, if a row is longer or
  /// shorter than the others, or if there is no row at all.
  public mutating func next() throws -> [Float]? {
    while let line = try lines.next() {
      var text = line
      if lines.number == 1, text.starts(with: [0xef, 0xbb, 0xbf]) { text = text.dropFirst(3) }
      if text.allSatisfy(isSpace) { continue }
      isEmpty = false
      return try row(text)
    }
    if isEmpty {
      throw FileError(path: lines.path, expected: "rows of \(columns) numbers", found: "nothing")
    }
    return nil
  }

  private func row(_ line: ArraySlice<UInt8>) throws -> [Float] {
    let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    // A wrong field says more about a line than its length: a heading has often the right number of them.
    let numbers = try fields.enumerated().map { index, field in
      guard let number = CSVReader.pixel(field) else {
        throw FileError(
          path: lines.path, place: "line \(lines.number), column \(index + 1)",
          expected: "a number from 0 to 255", found: quoted(field))
      }
      return number
    }
    guard numbers.count == columns else {
      throw FileError(
        path: lines.path, place: "line \(lines.number)", expected: "\(columns) numbers",
        found: "\(numbers.count)")
    }
    return numbers
  }

  private static func pixel(_ field: ArraySlice<UInt8>) -> Float? {
    let start = field.drop(while: isSpace)
    let text = start.prefix(start.count - start.reversed().prefix(while: isSpace).count)
    if (1...3).contains(text.count), text.allSatisfy(isDigit) {
      let value = text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
      return value <= 255 ? Float(value) : nil
    }
    // Swift would read "nan" and hexadecimal numbers too.
    guard text.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }),
      let value = Float(String(decoding: text, as: UTF8.self)), value >= 0, value <= 255
    else { return nil }
    return value
  }

  /// Ample for any way of writing a number, and a bound for a file without lines.
  private static func longestLine(_ columns: Int) -> Int {
    require(
      columns >= 0 && columns <= mostColumns,
      "CSVReader: expected 0 to \(mostColumns) columns, got \(columns)")
    return 1024 + 64 * columns
  }

  /// More than any picture has pixels, and few enough that a line's bytes can be counted.
  private static let mostColumns = 1 << 48
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

private func quoted(_ field: ArraySlice<UInt8>) -> String {
  if field.isEmpty { return "nothing" }
  let text = String(decoding: field.prefix(20), as: UTF8.self).quoted
  return field.count > 20 ? text.dropLast() + "…\"" : text
}

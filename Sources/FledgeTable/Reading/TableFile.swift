import FledgeBasics
import FledgeFiles

/// A table that was read from a file, and how that is written.
///
/// ```swift
/// let file = try TableFile("penguins.csv")
/// print(file)  // comma-separated, a heading, 344 rows
/// ```
public struct TableFile: Sendable, CustomStringConvertible {
  /// The rows.
  public let table: Table
  /// How the file is written.
  public let format: Format
  /// The columns of texts in which all but a few values are numbers.
  public let strayTexts: [StrayTexts]

  /// How a file of a table is written.
  public enum Format: Sendable, Equatable {
    /// Separated values.
    case csv(CSVFormat)
    /// A JSON object in each line.
    case jsonLines
  }

  /// Which of the two a file is.
  public enum Kind: Sendable, Equatable {
    /// Separated values.
    case separated
    /// A JSON object in each line.
    case jsonLines
  }

  /// Reads a file of separated values or of JSON lines, whichever `kind` says, or by its first byte: an object begins with a brace. Both
  /// may be compressed with gzip. `format` holds for separated values.
  ///
  /// Throws `FileError` if it cannot be read or is neither, naming the line and the column.
  public init(_ path: String, format: CSVFormat = CSVFormat(), kind: Kind? = nil) throws {
    try self.init(ByteSource(path: path, limit: format.inflatedLimit), format: format, kind: kind)
  }

  /// Reads what such a file holds from memory; errors call it `name`.
  ///
  /// Throws `FileError` as for a file.
  public init(_ bytes: [UInt8], name: String = "text", format: CSVFormat = CSVFormat()) throws {
    try self.init(.memory(bytes, name: name), format: format)
  }

  private init(_ source: ByteSource, format: CSVFormat, kind: Kind? = nil) throws {
    if try kind.map({ $0 == .jsonLines }) ?? TableFile.holdsObjects(source) {
      try self.init(jsonLines: source, format: format)
    } else {
      try self.init(csv: source, format: format)
    }
  }

  /// Reads a file of separated values. What `format` leaves open is found by looking at the first rows.
  ///
  /// A column holds numbers if every value that is not missing is one, and texts otherwise. Whole numbers that begin with 0, as
  /// postal codes do, are texts.
  ///
  /// Throws `FileError` if the file cannot be read, naming the line and the column.
  public init(csv path: String, format: CSVFormat = CSVFormat()) throws {
    try self.init(csv: try ByteSource(path: path, limit: format.inflatedLimit), format: format)
  }

  private init(csv source: ByteSource, format: CSVFormat) throws {
    var reader = try CSVTableReader(source, format: format)
    (table, self.format) = (try reader.read(), .csv(reader.format))
    strayTexts = reader.strayTexts(in: table)
  }

  private init(jsonLines source: ByteSource, format: CSVFormat) throws {
    self.format = .jsonLines
    (table, strayTexts) = try JSONLines.table(
      source, limit: format.inflatedLimit, longest: format.longestRow)
  }

  /// Reads a file with a JSON object in each line (JSON lines).
  ///
  /// The members are the columns, in the order in which they first appear; null, and a member that is not there, are missing
  /// values. A column holds numbers if every value that is not missing is one; otherwise texts, true and false among them.
  ///
  /// Throws `FileError` if the file cannot be read, or a line is no object of such values, naming the line and the byte in it.
  public init(jsonLines path: String) throws {
    let format = CSVFormat()
    try self.init(jsonLines: try ByteSource(path: path, limit: format.inflatedLimit), format: format)
  }

  /// How the file is written and how many rows it has, for people.
  public var description: String {
    "\(format), \(NumberText.count(table.count, "row"))"
  }

  // MARK: - What a file is

  private static let known: [(start: String, found: String)] = [
    ("PAR1", "a Parquet file (duckdb -c \"COPY 'FILE' TO 'FILE.csv'\" converts it)"),
    ("ARROW1", "an Arrow file (duckdb and pandas convert it)"),
    ("PK\u{3}\u{4}", "a ZIP archive or a spreadsheet, which its program saves as CSV"),
    ("[", "a JSON array (jq -c '.[]' FILE makes lines of its objects)"),
  ]

  static func holdsObjects(_ source: ByteSource) throws -> Bool {
    let start = try source.open().readUpTo(64)
    for (mark, found) in known where start.starts(with: mark.utf8) {
      throw FileError(path: source.name, expected: "separated values or JSON lines", found: found)
    }
    let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
    return text.first { $0 > 0x20 } == UInt8(ascii: "{")
  }
}

extension TableFile.Format: CustomStringConvertible {
  /// In few words.
  public var description: String {
    switch self {
    case .csv(let format): format.description
    case .jsonLines: "JSON lines"
    }
  }
}

extension Table {
  /// The table in a file of separated values or of JSON lines, found by looking unless `kind` says which; see `TableFile`.
  public init(contentsOf path: String, format: CSVFormat = CSVFormat(), kind: TableFile.Kind? = nil) throws {
    self = try TableFile(path, format: format, kind: kind).table
  }

  /// The table in a file of separated values; see `TableFile`, which also says how the file is written.
  public init(csv path: String, format: CSVFormat = CSVFormat()) throws {
    self = try TableFile(csv: path, format: format).table
  }

  /// The table in a file of JSON lines; see `TableFile`.
  public init(jsonLines path: String) throws { self = try TableFile(jsonLines: path).table }
}

import FledgeBasics
import FledgeData
import FledgeFiles

/// A table in a file that is read row by row, as often as it takes: for one that is larger than the memory.
///
/// ```swift
/// let stream = try TableStream("clicks.csv")
/// let parts = StreamedParts(validation: 0.1, seed: 0)
/// let learnt = try stream.learn(target: "clicked", parts: parts)
/// let (train, validation, _) = try stream.datasets(learnt, parts: parts)
/// let loader = DataLoader(train!, batchSize: 256, shuffle: .seed(0))
/// ```
public struct TableStream: Sendable, CustomStringConvertible {
  /// The file's name.
  public let path: String
  /// How the file is written.
  public let format: TableFile.Format
  private let source: ByteSource
  private let asked: CSVFormat
  private var report: Report?
  /// A data set counts its examples in Int32.
  var mostRows = Int(Int32.max)
  /// Lines of JSON that are taken together, at the most.
  var mostLines = 4096

  /// Is told what share of the file was read, from 0 to 1 in each pass; nil where that is not known, as of a compressed file.
  public typealias Report = @Sendable (_ share: Double?) -> Void

  /// Looks at the first rows of a file of separated values or of JSON lines, whichever `kind` says, or by looking. `format` holds for separated
  /// values.
  ///
  /// Throws `FileError` if it cannot be read, or is no table.
  public init(_ path: String, format: CSVFormat = CSVFormat(), kind: TableFile.Kind? = nil) throws {
    (self.path, asked) = (path, format)
    source = try ByteSource(path: path, limit: format.inflatedLimit)
    self.format =
      try kind.map({ $0 == .jsonLines }) ?? TableFile.holdsObjects(source)
      ? .jsonLines : .csv(CSVBlocks(source, format: format, columns: nil).format)
  }

  /// The same table, which tells `report` how far it has come whenever some rows were read.
  public func reporting(to report: @escaping Report) -> TableStream {
    var copy = self
    copy.report = report
    return copy
  }

  /// How the file is written, for people: `comma-separated, a heading`.
  public var description: String { "\(format)" }

  /// The names of the columns; of JSON lines those of the first rows.
  ///
  /// Throws `FileError` if the file cannot be read.
  public var columnNames: [String] {
    get throws {
      if case .csv = format { return try CSVBlocks(source, format: asked, columns: nil).names }
      var blocks = try JSONBlocks(source, format: asked, most: mostLines)
      return try blocks.next()?.columns.map(\.name) ?? []
    }
  }

  /// The rows from the start; in columns of `texts` only texts, in those of `numbers` only numbers. See `CSVBlocks` for those that are not
  /// finite.
  func blocks(
    columns: Set<String>? = nil, texts: Set<String> = [], numbers: Set<String> = [],
    notingInfinities: Bool = false
  ) throws -> any TableBlocks {
    guard case .csv(let found) = format else {
      return try JSONBlocks(
        source, format: asked, numbers: numbers.union(asked.numbers).subtracting(texts), texts: texts,
        most: mostLines, progress: report)
    }
    var format = found
    format.numbers = found.numbers.subtracting(texts).union(numbers)
    format.texts = found.texts.union(texts).subtracting(numbers)
    format.passesOverNames = found.passesOverNames || !texts.isEmpty || !numbers.isEmpty
    return try CSVBlocks(
      source, format: format, columns: columns, notingInfinities: notingInfinities, progress: report)
  }

  /// Runs `body` with the rows of the file, some at a time, and the number of rows before them.
  ///
  /// A column is of numbers in a block whose values are all finite numbers or missing, if it was in those before.
  ///
  /// Throws what `body` throws, and `FileError` if the file cannot be read, for a text or a number that is not finite in a column that the
  /// format says holds numbers, and for more rows than a data set can have. Where lines of JSON lack a column, nothing stands in it; that no line has it is an error at
  /// the end, unless that is allowed.
  ///
  /// - Parameters:
  ///   - columns: the columns that are read; nil: all. Others of separated values are missing in the blocks.
  ///   - allowingMissingColumns: whether a column may be missing in JSON lines altogether.
  ///   - body: is given the rows.
  public func forEachBlock(
    columns: Set<String>? = nil, allowingMissingColumns: Bool = false, _ body: (Table, Int) throws -> Void
  ) throws {
    try forEach(
      blocks(columns: columns), columns: columns, allowingMissingColumns: allowingMissingColumns, body)
  }

  func forEach(
    _ blocks: any TableBlocks, columns: Set<String>?, allowingMissingColumns: Bool,
    _ body: (Table, Int) throws -> Void
  ) throws {
    var (blocks, count, names) = (blocks, 0, Set<String>())
    let wanted = columns?.sorted() ?? []
    while let block = try blocks.next() {
      if format == .jsonLines { names.formUnion(block.columns.map(\.name)) }
      try expectRoom(for: block.count, behind: count)
      try body(format == .jsonLines ? block.having(wanted) : block, count)
      count += block.count
    }
    guard format == .jsonLines, !allowingMissingColumns else { return }
    for name in wanted { try Table.expectColumn(name, among: names.sorted(), of: path) }
  }

  /// Throws `FileError` where so many rows more are too many.
  func expectRoom(for rows: Int, behind count: Int) throws {
    guard rows <= mostRows - count else {
      throw FileError(path: path, expected: "at most \(NumberText.grouped(mostRows)) rows", found: "more")
    }
  }
}

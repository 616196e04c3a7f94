import FledgeFiles

/// The rows of a table's file from its start, block by block: each block is a table of its own.
///
/// A column is of numbers in a block where every value is one or missing, and where no text has been found in it before.
protocol TableBlocks {
  /// The next rows; nil at the end.
  ///
  /// Throws `FileError` if the file cannot be read, or a row is none.
  mutating func next() throws -> Table?
  /// The first number of a column that is not finite, by the column's name, where those are noted: an error, unless texts stand there, too.
  var infinities: [String: FileError] { get }
}

/// Blocks of separated values.
struct CSVBlocks: TableBlocks {
  private(set) var infinities: [String: FileError] = [:]
  private let opening: CSVOpening
  private let progress: ReadingProgress
  private let fields: NumberFields
  /// The places of the columns that are read.
  private let places: [Int]
  /// The columns in which a text stands.
  private var texts: Set<Int>
  /// Whether a number that is not finite is noted among `infinities`, and missing in its block.
  private let notesInfinities: Bool
  private var isFirst = true

  /// Reads these columns, or all.
  ///
  /// A number that is not finite is noted, where that is asked: only the end of the table shows whether its column is one of numbers.
  /// Otherwise it is an error in a column that `format` says holds numbers, and a text in any other.
  ///
  /// Throws `FileError` if there is no table, or none with the columns that `format` names.
  init(
    _ source: ByteSource, format: CSVFormat, columns: Set<String>?, notingInfinities: Bool = false,
    progress report: ProgressReport? = nil
  ) throws {
    notesInfinities = notingInfinities
    let stream = try source.open()
    let opening = try CSVOpening(stream, format: format)
    progress = ReadingProgress(stream: stream, report: report)
    try opening.expectColumns(of: format)
    let names = opening.names
    places = names.indices.filter { columns?.contains(names[$0]) ?? true }
    texts = Set(names.indices.filter { format.texts.contains(names[$0]) })
    (self.opening, fields) = (opening, NumberFields(opening.format))
  }

  /// How the file is written; nothing of it is nil.
  var format: CSVFormat { opening.format }
  /// The names of all columns.
  var names: [String] { opening.names }

  mutating func next() throws -> Table? {
    guard try opening.advance(isFirst: isFirst) else { return nil }
    progress.tell()
    isFirst = false
    var columns: [TableColumn] = []
    for place in places { columns.append(try column(place)) }
    return Table(columns, source: opening.blocks.path)
  }

  private mutating func column(_ place: Int) throws -> TableColumn {
    let name = opening.names[place]
    if !texts.contains(place) {
      if let numbers = try numbers(place) {
        return TableColumn(name, .numbers(TableNumbers(.double(numbers))))
      }
      texts.insert(place)
    }
    let column = TextColumn(opening.format)
    try column.append(place, of: opening.blocks, name: name) { throw $1 }
    return TableColumn(name, .texts(column.texts))
  }

  /// Nil where a text stands.
  private mutating func numbers(_ place: Int) throws -> [Double]? {
    let (opening, fields) = (opening, fields)
    let (blocks, name) = (opening.blocks, opening.names[place])
    var infinity: FileError?
    let numbers = try fields.read(place, of: blocks) { row, other in
      let isNoted = other == .infinity && notesInfinities
      guard isNoted || opening.format.numbers.contains(name) else { return false }
      let error = blocks.notFinite(row, place, name: name)
      guard isNoted else { throw error }
      infinity = infinity ?? error
      return true
    }
    if numbers != nil, infinities[name] == nil { infinities[name] = infinity }
    return numbers
  }
}

/// Blocks of JSON lines.
struct JSONBlocks: TableBlocks {
  let infinities: [String: FileError] = [:]
  private var lines: TextLines
  private let path: String
  private let numbers: Set<String>
  private let texts: Set<String>
  private let progress: ReadingProgress
  /// Rows that are taken together, at the most.
  private let most: Int

  /// In columns of `numbers` only numbers may stand; what stands in those of `texts` is a text, a number too.
  init(
    _ source: ByteSource, format: CSVFormat, numbers: Set<String> = [], texts: Set<String> = [],
    most: Int, progress report: ProgressReport? = nil
  ) throws {
    (path, self.numbers, self.texts, self.most) = (source.name, numbers, texts, most)
    let stream = try source.open()
    progress = ReadingProgress(stream: stream, report: report)
    lines = TextLines(
      path: path, longest: format.longestRow, feed: stream.feed(limit: format.inflatedLimit))
  }

  mutating func next() throws -> Table? {
    var rows = JSONRows()
    progress.tell()
    while rows.count < most, let line = try lines.next() {
      guard let members = try JSONLines.members(line, path: path, line: lines.number) else { continue }
      try JSONLines.check(members, numbers: numbers, path: path, line: lines.number)
      rows.append(members)
    }
    guard rows.count > 0 else { return nil }
    let columns = rows.table(source: path).columns.map { column in
      texts.contains(column.name) ? TableColumn(column.name, .texts(column.texts)) : column
    }
    return Table(columns, count: rows.count, source: path)
  }
}

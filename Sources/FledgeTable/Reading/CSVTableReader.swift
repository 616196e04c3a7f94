import FledgeFiles

/// Reads all rows of separated values, column by column in each block.
struct CSVTableReader {
  private let source: ByteSource
  private let opening: CSVOpening
  /// The size of the text; nil if it is compressed.
  private let size: Int?
  private let isHeadingGuessed: Bool
  private var columns: [Column]
  /// For each column of texts that was read as one of numbers the line of the first text.
  private var firstTexts: [Int: Int] = [:]

  /// A column as far as it is read.
  private enum Column {
    case numbers(NumberColumn)
    case texts(TextColumn)
    /// Texts, found where numbers were in the blocks before: to be read from the start once more.
    case postponed
  }

  /// How the text is written; nothing of it is nil.
  var format: CSVFormat { opening.format }

  init(_ source: ByteSource, format: CSVFormat) throws {
    self.source = source
    let stream = try source.open()
    size = stream.isCompressed ? nil : stream.upperBound
    opening = try CSVOpening(stream, format: format)
    isHeadingGuessed = format.hasHeading == nil && opening.format.hasHeading!
    columns = []
    try opening.expectColumns(of: format)
  }

  /// Reads the rows.
  ///
  /// Throws `FileError` if the text cannot be read, a row has another number of fields than the first, or a value is not what its
  /// column is to hold.
  mutating func read() throws -> Table {
    let fields = NumberFields(format)
    var infinities: [Int: FileError] = [:]
    var isFirst = true
    while try opening.advance(isFirst: isFirst) {
      if isFirst { start() }
      for column in columns.indices {
        try readBlock(column, fields: fields, isFirst: isFirst, infinities: &infinities)
      }
      isFirst = false
    }
    if isFirst {
      throw FileError(path: source.name, expected: "rows below the heading", found: "none")
    }
    try readPostponed()
    let table = try table(infinities)
    try refuseCounts(table)
    return table
  }

  /// The columns of a table that was read in which all but a few values are numbers.
  func strayTexts(in table: Table) -> [StrayTexts] {
    let point = format.point
    return firstTexts.sorted { $0.key < $1.key }.compactMap { index, line in
      guard case .texts(let texts) = table.columns[index].values else { return nil }
      return StrayTexts(table.columns[index].name, texts, line: line) {
        NumberFields.number($0, point: point) != nil
      }
    }
  }

  private func table(_ infinities: [Int: FileError]) throws -> Table {
    Table(
      try columns.enumerated().map { index, column in
        switch column {
        case .numbers(let numbers):
          if let error = infinities[index] { throw error }
          return TableColumn(opening.names[index], .numbers(numbers.numbers))
        case .texts(let texts): return TableColumn(opening.names[index], .texts(texts.texts))
        case .postponed: fatalError("a postponed column was not read")
        }
      }, source: source.name)
  }

  /// Files of scikit-learn's begin with the number of rows, that of inputs and the names of classes.
  private func refuseCounts(_ table: Table) throws {
    let names = opening.names
    guard isHeadingGuessed, names.count > 1, names[0] == "\(table.count)", names[1] == "\(names.count - 1)"
    else { return }
    throw FileError(
      path: source.name, place: "line \(format.skippingLines + 1)",
      expected: "names of columns, or a line to leave out (skippingLines)",
      found: "how many rows and columns there are")
  }

  private mutating func start() {
    let expected = opening.blocks.expectedCount(size: size)
    columns = opening.names.map {
      format.texts.contains($0) ? .texts(TextColumn(format)) : .numbers(NumberColumn(expected: expected))
    }
  }

  private mutating func readBlock(
    _ column: Int, fields: NumberFields, isFirst: Bool, infinities: inout [Int: FileError]
  ) throws {
    let blocks = opening.blocks
    switch columns[column] {
    case .postponed: break
    case .texts(let texts): try append(column, to: texts, of: blocks)
    case .numbers(let numbers):
      var firstText: Int?
      let values = try fields.read(column, of: blocks) { row, other in
        if other == .text, !format.numbers.contains(opening.names[column]) {
          firstText = blocks.line(of: row)
          return false
        }
        let error = blocks.notFinite(row, column, name: opening.names[column])
        if other == .text { throw error }
        if infinities[column] == nil { infinities[column] = error }
        return true
      }
      firstTexts[column] = firstText
      if let values {
        numbers.append(values)
      } else if isFirst {
        let texts = TextColumn(format)
        try append(column, to: texts, of: blocks)
        columns[column] = .texts(texts)
      } else {
        columns[column] = .postponed
      }
    }
  }

  private mutating func readPostponed() throws {
    let postponed = columns.indices.filter { if case .postponed = columns[$0] { true } else { false } }
    guard !postponed.isEmpty else { return }
    let opening = try CSVOpening(source.open(), format: format)
    let texts = postponed.map { _ in TextColumn(format) }
    while try opening.advance(isFirst: false) {
      for (column, texts) in zip(postponed, texts) { try append(column, to: texts, of: opening.blocks) }
    }
    for (column, texts) in zip(postponed, texts) { columns[column] = .texts(texts) }
  }

  private func append(_ column: Int, to texts: TextColumn, of blocks: RowBlocks) throws {
    try texts.append(column, of: blocks, name: opening.names[column]) { throw $1 }
  }
}

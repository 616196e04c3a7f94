import FledgeFiles

/// Rows of separated values.
struct CSVRowSource: RowSource {
  private let opening: CSVOpening
  private let fields: NumberFields

  init(path: String, format: CSVFormat, feed: @escaping ByteFeed) throws {
    opening = try CSVOpening(path: path, format: format, look: .stream, size: nil, feed: feed)
    fields = NumberFields(opening.format)
  }

  mutating func next() throws -> TableRows? {
    let blocks = opening.blocks
    var faults: [Int: FileError] = [:]
    while true {
      do {
        if try blocks.advance() { break }
        return faults.isEmpty ? nil : rows([], faults)
      } catch let row as RowBlocks.RaggedRow {
        blocks.skip(row)
        faults[row.line] = FileError(
          path: blocks.path, place: "line \(row.line)",
          expected: "\(opening.names.count) fields as in the heading",
          found: "\(row.found)")
      }
    }
    let columns = opening.names.indices.map { column in
      opening.format.numbers.contains(opening.names[column])
        ? numbers(column, &faults) : texts(column, &faults)
    }
    return rows(columns, faults)
  }

  private func numbers(_ column: Int, _ faults: inout [Int: FileError]) -> TableColumn {
    let (blocks, name) = (opening.blocks, opening.names[column])
    let values = fields.read(column, of: blocks) { row, _ in
      let line = blocks.line(of: row)
      faults[line] = faults[line] ?? blocks.notFinite(row, column, name: name)
      return true
    }
    return TableColumn(name, numbers: values ?? [])
  }

  private func texts(_ column: Int, _ faults: inout [Int: FileError]) -> TableColumn {
    let (blocks, name) = (opening.blocks, opening.names[column])
    let texts = TextColumn(opening.format)
    texts.append(column, of: blocks, name: name) { row, error in
      let line = blocks.line(of: row)
      faults[line] = faults[line] ?? error
    }
    return TableColumn(name, .texts(texts.texts))
  }

  private func rows(_ columns: [TableColumn], _ faults: [Int: FileError]) -> TableRows {
    let lines = columns.isEmpty ? [] : (0..<opening.blocks.count).map(opening.blocks.line)
    let whole = lines.indices.filter { faults[lines[$0]] == nil }
    return TableRows(
      table: Table(columns, source: opening.blocks.path).rows(whole), lines: whole.map { lines[$0] },
      faults: faults.sorted { $0.key < $1.key }.map(\.value))
  }
}

import FledgeFiles
import FledgeTensor

/// The inputs of a table's rows while they are made, column by column.
struct InputBlock {
  private let rows: Int
  private let width: Int
  private var inputs: [Float]
  /// Where the next column's inputs stand in a row.
  private var offset = 0
  private var unknown: [EncodedRows.Count] = []
  private var filled: [EncodedRows.Count] = []

  init(rows: Int, width: Int) {
    (self.rows, self.width) = (rows, width)
    inputs = [Float](repeating: 0, count: rows * width)
  }

  /// Adds the inputs that a column gives. Throws `FileError` for texts in the place of numbers.
  mutating func add(_ encoding: ColumnEncoding, _ column: TableColumn, path: String) throws {
    switch encoding.content {
    case .number(let number): add(number, try column.numbers(path: path), column.name)
    case .category(let category): add(category, column)
    }
    offset += encoding.width
  }

  private mutating func add(_ encoding: NumberEncoding, _ values: [Double], _ name: String) {
    var missing = 0
    for (row, value) in values.enumerated() {
      inputs[row * width + offset] = encoding.input(value)
      guard value.isNaN else { continue }
      if encoding.hasIndicator { inputs[row * width + offset + 1] = 1 }
      missing += 1
    }
    if missing > 0 && !encoding.hasIndicator { filled.append(.init(column: name, rows: missing)) }
  }

  private mutating func add(_ encoding: CategoryEncoding, _ column: TableColumn) {
    let levels = encoding.numbers(of: column)
    for (row, level) in levels.numbers.enumerated() {
      if encoding.isCode {
        inputs[row * width + offset] = Float(level)
      } else if level < encoding.numberCount {
        inputs[row * width + offset + level] = 1
      }
    }
    if levels.unknown > 0 { unknown.append(.init(column: column.name, rows: levels.unknown)) }
    if levels.filled > 0 { filled.append(.init(column: column.name, rows: levels.filled)) }
  }

  var encoded: EncodedRows {
    EncodedRows(tensor: Tensor(inputs).reshaped(to: [rows, width]), unknown: unknown, filled: filled)
  }
}

extension TableColumn {
  /// Its numbers, NaN where nothing stands. Throws `FileError` for the first text.
  func numbers(path: String) throws -> [Double] {
    switch values {
    case .numbers(let numbers): return numbers.elements
    case .texts(let texts):
      guard let row = texts.codes.firstIndex(where: { $0 >= 0 }) else {
        return [Double](repeating: .nan, count: count)
      }
      throw FileError(
        path: path, place: "row \(row + 1), column \(name.quoted)", expected: "a number",
        found: texts[row]!.quoted)
    }
  }
}

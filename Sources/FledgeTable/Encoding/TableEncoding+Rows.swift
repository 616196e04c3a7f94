import FledgeBasics
import FledgeData
import FledgeFiles
import FledgeTensor

/// The inputs of rows, and what of the rows a model does not know.
public struct EncodedRows: Sendable {
  /// (rows, inputs), Float32.
  public let tensor: Tensor
  /// Columns in which texts stand that are no level of the model's, because they were rare in training or not there, and in how many
  /// rows.
  public let unknown: [Count]
  /// Columns in which values are missing where none was in training, and in how many rows.
  public let filled: [Count]

  /// So many rows of a column.
  public struct Count: Sendable, Equatable {
    /// The column's name.
    public let column: String
    /// The number of rows.
    public let rows: Int
  }
}

extension TableEncoding {
  /// The inputs of a table's rows, whose columns are found by name; others may stand there, too.
  ///
  /// Throws `FileError` for a column that is missing, unless that is allowed and all its values then are, and for texts in the place
  /// of numbers.
  public func inputs(_ table: Table, allowingMissingColumns: Bool = false) throws -> EncodedRows {
    var block = InputBlock(rows: table.count, width: width)
    let found = table.columnsByName
    for encoding in columns {
      if let column = found[encoding.name] {
        try block.add(encoding, column, path: table.source)
      } else if allowingMissingColumns {
        let nothing = TableColumn(encoding.name, numbers: Array(repeating: nil, count: table.count))
        try block.add(encoding, nothing, path: table.source)
      } else {
        throw missing(encoding.name, table)
      }
    }
    return block.encoded
  }

  /// The examples of a table: inputs and targets. Rows whose target is missing are none.
  ///
  /// Throws `FileError` as `inputs` does, for a table without the target, and for a class that is none of the model's.
  public func dataset(_ table: Table, allowingMissingColumns: Bool = false) throws -> Dataset {
    try examples(table, allowingMissingColumns: allowingMissingColumns).dataset
  }

  /// The same, with what the model does not know of the rows.
  public func examples(
    _ table: Table, allowingMissingColumns: Bool = false
  ) throws -> (dataset: Dataset, rows: EncodedRows) {
    try examples(table, allowingMissingColumns: allowingMissingColumns) { $0 }
  }

  /// The same of rows that are a part of their source: `place` says where each stands there.
  func examples(
    _ table: Table, allowingMissingColumns: Bool, place: (Int) -> Int
  ) throws -> (dataset: Dataset, rows: EncodedRows) {
    let column = try targets(of: table)
    let rows = (0..<table.count).filter { !column.isMissing(at: $0) }
    let present = rows.count == table.count ? table : table.rows(rows)
    let encoded = try inputs(present, allowingMissingColumns: allowingMissingColumns)
    let inputs = encoded.tensor
    switch target {
    case .classes(let names):
      let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
      let labels = try rows.map { row in
        let text = column.text(at: row)!
        guard let number = numbers[text] else {
          throw FileError(
            path: table.source, place: "row \(place(row) + 1), column \(targetName.quoted)",
            expected: "one of the classes \(Table.list(names))", found: text.quoted)
        }
        return Int64(number)
      }
      let labelled = Dataset(
        inputs: inputs, labels: Tensor(labels), classes: names.count, classNames: names)
      return (labelled, encoded)
    case .number(let center, let scale):
      let targets = rows.map { Float((column.number(at: $0)! - center) / scale) }
      return (Dataset(inputs: inputs, targets: Tensor(targets)), encoded)
    }
  }

  /// The column to predict, of the right kind.
  private func targets(of table: Table) throws -> TableColumn {
    try table.expectColumn(targetName)
    let column = table.column(targetName)
    if case .number = target { _ = try column.numbers(path: table.source) }
    return column
  }

  private func missing(_ name: String, _ table: Table) -> FileError {
    FileError(
      path: table.source, expected: "a column \(name.quoted), which the model takes",
      found: "the columns \(Table.list(table.columns.map(\.name)))")
  }
}

extension Table {
  /// The examples of this table: numbers as they stand, those to predict too; categories as inputs of their own; for a missing number
  /// the median, and an input that says so.
  ///
  /// The model scales them, by a `Standardizer` that is fitted to its training part:
  ///
  /// ```swift
  /// let (train, validation) = try Table(csv: "wine.csv").dataset(target: "class").split(fraction: 0.2, seed: 0)
  /// let model = Sequential([Standardizer(fitting: train), MultilayerPerceptron([13, 64, 3])])
  /// ```
  ///
  /// Numbers that Float32 cannot tell apart, such as times in seconds, are scaled in Float64 by a `TableEncoding`, which also keeps
  /// columns by their names and the levels of categories for other tables.
  ///
  /// Throws `FileError` as `TableSchema` does.
  public func dataset(target: String) throws -> Dataset {
    try TableEncoding(fitting: self, target: target, scaling: .none).dataset(self)
  }
}

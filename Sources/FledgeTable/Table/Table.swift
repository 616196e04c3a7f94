import FledgeBasics
import FledgeData

/// Rows of named columns, as a file of comma-separated values holds them.
///
/// A column holds numbers or texts; either may be missing. What a model takes of a table, and what it predicts, is decided by a
/// `TableEncoding`.
public struct Table: Sendable {
  /// The columns, in their order; no two have the same name.
  public let columns: [TableColumn]
  /// The number of rows.
  public let count: Int
  /// Where the rows come from, which errors name: a file's path.
  public let source: String

  /// A table of these columns. Columns of different lengths, or of one name, are a programmer's error.
  public init(_ columns: [TableColumn], source: String = "table") {
    self.init(columns, count: columns.first?.count ?? 0, source: source)
  }

  /// The same with so many rows, where there may be no column that says how many there are: lines of JSON may all be empty objects.
  init(_ columns: [TableColumn], count: Int, source: String) {
    (self.columns, self.count, self.source) = (columns, count, source)
    var names = Set<String>()
    for column in columns {
      require(
        column.count == count,
        "Table: expected \(count) rows in column \(column.name.debugDescription), got \(column.count)")
      require(
        names.insert(column.name).inserted,
        "Table: expected columns of different names, got \(column.name.debugDescription) twice")
    }
  }

  /// The column of this name; nil if there is none.
  public subscript(_ name: String) -> TableColumn? { columns.first { $0.name == name } }

  /// The columns by their names, for a search of many.
  var columnsByName: [String: TableColumn] {
    Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0) })
  }

  /// The rows with these numbers, in this order and as often as they occur.
  public func rows(_ indices: [Int]) -> Table {
    requireRows(indices, of: count)
    return Table(columns.map { $0.rows(indices) }, count: indices.count, source: source)
  }

  /// Two parts, drawn from the seed: `fraction` of the rows, to the next whole number, are the validation part. Both keep the order
  /// of the whole. `fraction` is from 0 to 1.
  public func split(fraction: Double, seed: UInt64) -> (train: Table, validation: Table) {
    let parts = Split(of: count, fraction: fraction, seed: seed)
    return (rows(parts.kept), rows(parts.held))
  }
}

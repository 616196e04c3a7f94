import FledgeFiles

/// Rows of a table that came together from a `TableRowReader`.
public struct TableRows: Sendable {
  /// Those that could be read.
  public let table: Table
  /// For each of them the line in which it begins.
  public let lines: [Int]
  /// What is wrong with the others, in the order of their lines.
  public let faults: [FileError]
}

/// Where a `TableRowReader` has its rows from.
protocol RowSource {
  /// The rows that are there, at least one or one fault; nil at the end.
  mutating func next() throws -> TableRows?
}

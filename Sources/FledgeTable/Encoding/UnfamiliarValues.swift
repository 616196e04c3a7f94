/// What of some rows a model does not know.
public struct UnfamiliarValues: Sendable, Equatable {
  /// Columns in which texts stand that are no level of the model's, because they were rare in training or not there, and in how many
  /// rows.
  public private(set) var unknown: [EncodedRows.Count]
  /// Columns in which values are missing where none was in training, and in how many rows.
  public private(set) var filled: [EncodedRows.Count]

  /// Nothing, as long as there are no rows.
  public init() { self.init(unknown: [], filled: []) }

  init(unknown: [EncodedRows.Count], filled: [EncodedRows.Count]) {
    (self.unknown, self.filled) = (unknown, filled)
  }

  /// Adds what further rows hold.
  public mutating func add(_ other: UnfamiliarValues) {
    Self.add(other.unknown, to: &unknown)
    Self.add(other.filled, to: &filled)
  }

  private static func add(_ others: [EncodedRows.Count], to counts: inout [EncodedRows.Count]) {
    for other in others {
      if let index = counts.firstIndex(where: { $0.column == other.column }) {
        counts[index] = .init(column: other.column, rows: counts[index].rows + other.rows)
      } else {
        counts.append(other)
      }
    }
  }
}

extension EncodedRows {
  /// What of them the model does not know.
  public var unfamiliar: UnfamiliarValues { UnfamiliarValues(unknown: unknown, filled: filled) }
}

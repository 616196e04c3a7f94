/// A table that grows line by line: columns of fixed widths, of which a narrow terminal shows those that matter most.
struct Columns {
  /// One column.
  struct Column {
    let heading: String
    let width: Int
    /// The higher, the sooner the column is left out.
    let rank: Int

    init(_ heading: String, width: Int, rank: Int = 0) {
      (self.heading, self.width, self.rank) = (heading, width, rank)
    }
  }

  private let columns: [Column]
  /// The columns up to this rank are shown.
  private var limit = 0

  /// As many of the columns as have room in `width`, those of rank 0 in any case.
  init(_ columns: [Column], width: Int) {
    self.columns = columns
    _ = fit(width)
  }

  /// Chooses the columns again for a terminal that is now `width` wide; whether they are others than before.
  mutating func fit(_ width: Int) -> Bool {
    let fits = { [columns] (rank: Int) in
      columns.filter { $0.rank <= rank }.reduce(-1) { $0 + $1.width + 1 } <= width
    }
    let before = limit
    limit = columns.map(\.rank).filter(fits).max() ?? 0
    return limit != before
  }

  /// The headings.
  var heading: String { line(columns.map(\.heading)) }

  /// A line of the table, from one text a column.
  func line(_ cells: [String]) -> String {
    zip(columns, cells).filter { $0.0.rank <= limit }.map { $1.rightAligned($0.width) }.joined(separator: " ")
  }
}

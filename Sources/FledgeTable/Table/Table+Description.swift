import FledgeBasics

extension Table: CustomStringConvertible {
  private static let shownRows = 5
  private static let width = 80

  /// The first rows under the names of their columns, as many of both as go on lines of 80 characters, and how many there are:
  ///
  /// ```
  /// sepal_length  sepal_width  species
  ///          5.1          3.5  setosa
  ///          4.9            3  setosa
  /// …
  /// 150 rows, 3 columns
  /// ```
  public var description: String {
    let rows = 0..<min(count, Self.shownRows)
    let cells = columns.prefix(Self.width).map { column in
      ([column.name] + rows.map { column.text(at: $0) ?? "" }).map(Self.shortened)
    }
    var (shown, room) = (0, Self.width)
    for column in cells {
      room -= column.reduce(0) { max($0, $1.count) } + (shown == 0 ? 0 : 2)
      // A mark needs room, too, where columns are left out.
      guard room >= (shown + 1 == columns.count ? 0 : 3) else { break }
      shown += 1
    }
    let isCut = shown < columns.count
    let lines = (0...rows.count).map { line in
      cells.prefix(shown).map { $0[line] } + (isCut && line == 0 ? ["…"] : [])
    }
    let numbers = (0..<shown).filter { if case .numbers = columns[$0].values { true } else { false } }
    return TextTable(lines, rightAligned: Set(numbers)).description
      + (count > rows.count ? "\n…" : "")
      + "\n\(NumberText.count(count, "row")), \(NumberText.count(columns.count, "column"))"
  }

  /// A cell on one line, which leaves room for others.
  private static func shortened(_ text: String) -> String {
    let plain = text.isEmpty ? "" : text.printable
    return plain.count <= 24 ? plain : plain.prefix(23) + "…"
  }
}

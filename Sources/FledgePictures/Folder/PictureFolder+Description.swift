import FledgeBasics
import FledgeFiles

extension PictureFolder: CustomStringConvertible {
  /// For people, a line for what is there and one for what was left out, if anything was:
  ///
  /// ```text
  /// flowers: 30 pictures of 2 classes (daisy 14, rose 16), PNG 30, colour, 64 × 64; 20 to train on, 10 to test
  /// left out: 2 hidden
  /// ```
  public var description: String {
    let names = zip(classNames, counts(classes: classNames.count)).map { "\($0.printable) \($1)" }
    let shown = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
    let kinds = PictureFormat.allCases.compactMap { format in
      formats[format].map { "\(format.rawValue) \($0)" }
    }
    let parts = [(train, "to train on"), (validation, "to choose by"), (test, "to test")]
      .compactMap { part, purpose in part.map { "\(NumberText.grouped($0.count)) \(purpose)" } }
    let text =
      "\(path.printable): \(NumberText.count(count, "picture")) of \(classNames.count) classes (\(shown)), "
      + "\(kinds.joined(separator: ", ")), \(channels), \(extent)"
    return text + (parts.count > 1 ? "; " + parts.joined(separator: ", ") : "")
      + (skipped.count > 0 ? "\nleft out: \(skipped)" : "")
  }

  private func counts(classes: Int) -> [Int] {
    [train, validation, test].compactMap { $0?.counts(classes: classes) }
      .reduce([Int](repeating: 0, count: classes)) { zip($0, $1).map(+) }
  }

  /// The size of the pictures, or the range of their sizes.
  private var extent: String {
    if let size = commonSize { return "\(size.rows) × \(size.columns)" }
    let (rows, columns) = (entries.map(\.size.rows), entries.map(\.size.columns))
    return "\(rows.min()!) to \(rows.max()!) rows and \(columns.min()!) to \(columns.max()!) columns"
  }
}

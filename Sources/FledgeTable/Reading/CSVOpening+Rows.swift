import FledgeFiles

extension CSVOpening {
  /// Goes on to the next rows; false at the end. `isFirst`: no row was read yet.
  ///
  /// Throws `FileError` if the text cannot be read, or a row has another number of fields than the first.
  func advance(isFirst: Bool) throws -> Bool {
    do {
      return try blocks.advance()
    } catch let row as RowBlocks.RaggedRow {
      if isFirst, !format.hasHeading! { throw CSVOpening.raggedFirst(row, blocks) }
      let model = format.hasHeading! ? "the heading" : "the first row"
      throw FileError(
        path: blocks.path, place: "line \(row.line)", expected: "\(names.count) fields as in \(model)",
        found: "\(row.found)")
    }
  }

  /// Throws `FileError` if a format that was asked for names a column that is not there, unless it passes over such names.
  func expectColumns(of format: CSVFormat) throws {
    guard !format.passesOverNames else { return }
    for name in format.texts.union(format.numbers).sorted() where !names.contains(name) {
      let shown = names.prefix(20).map(\.quoted).joined(separator: ", ")
      throw FileError(
        path: blocks.path, expected: "a column \(name.quoted)",
        found: "the columns \(shown)\(names.count > 20 ? ", …" : "")")
    }
  }
}

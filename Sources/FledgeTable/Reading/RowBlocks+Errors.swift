import FledgeFiles
import FledgeKernels

extension RowBlocks {
  /// A field's text.
  ///
  /// Throws `FileError` if it is not UTF-8, or holds a zero byte.
  func text(_ row: Int, _ column: Int, name: String? = nil) throws(FileError) -> String {
    // Safe: the field is read during the call alone.
    let (text, hasZero) = withField(row, column) { (String(validating: $0, as: UTF8.self), $0.contains(0)) }
    guard let text else {
      throw FileError(
        path: path, place: place(row, column, name: name),
        expected: "UTF-8 (iconv -f LATIN1 -t UTF-8 converts, if it is Latin-1)",
        found: "other bytes")
    }
    guard !hasZero else {
      throw FileError(
        path: path, place: place(row, column, name: name), expected: "text", found: "a zero byte")
    }
    return text
  }

  /// The error of a field that should hold a finite number.
  func notFinite(_ row: Int, _ column: Int, name: String) -> FileError {
    // Safe: the field is read during the call alone. More than this is not shown anyway.
    let text = withField(row, column) { String(decoding: $0.prefix(400), as: UTF8.self) }
    return FileError(
      path: path, place: place(row, column, name: name), expected: "a finite number", found: text.quoted)
  }

  private func place(_ row: Int, _ column: Int, name: String?) -> String {
    "line \(line(of: row)), " + (name.map { "column \($0.quoted)" } ?? "field \(column + 1)")
  }

  /// The error of a quote that nothing closes, where splitting stopped.
  func openQuote(_ result: fledge_text_split_result) -> FileError {
    let line = pendingLine + Int(result.next_lines - result.lines) + 1
    return FileError(
      path: path, place: "line \(line), field \(result.found + 1)",
      expected: "a quote that closes the one here",
      found: "the end of the file")
  }

  /// The error of a row that is longer than any may be.
  func tooLong() -> FileError {
    // A quote that nothing closes makes a row of all that follows: that is said then, for it is the cause.
    layout.is_last = true
    let result = split(most: 1)
    var error = FileError(
      path: path, place: "line \(pendingLine + 1)",
      expected: "a row of at most \(longestRow) bytes (longestRow)",
      found: "a longer one")
    if result.stop == FLEDGE_TEXT_OPEN_QUOTE {
      error.place = openQuote(result).place
      error.expected =
        "a quote that closes the one here, in a row of at most \(longestRow) bytes (longestRow)"
      error.found = "none"
    }
    return error
  }
}

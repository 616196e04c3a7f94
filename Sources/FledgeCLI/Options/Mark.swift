import FledgeFiles

/// A text of the command line with a mark under one of its characters, counted from 1; of a long one what is near it:
///
/// ```text
///   x * sigmod(x)
///       ^
/// ```
func mark(_ column: Int, of text: String) -> String {
  // So much is shown on either side.
  let context = 30
  let characters = Array(text.prefix(column + context))
  let start = max(0, column - 1 - context)
  let ellipsis = start > 0 ? "…" : ""
  let shown = characters[min(start, characters.count)...].map { character in
    character.unicodeScalars.contains(where: \.actsOnTerminal) || character.isWhitespace ? " " : character
  }
  return "  \(ellipsis)\(String(shown))\n  "
    + String(repeating: " ", count: ellipsis.count + column - 1 - start) + "^"
}

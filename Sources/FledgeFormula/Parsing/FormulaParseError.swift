/// Why a text is no formula: where it goes wrong, what could stand there, and what does.
public struct FormulaParseError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The place: the number of a character of the text, from 1; one more than there are at its end.
  public let column: Int
  /// What could stand there.
  public let expected: String
  /// What stands there; nothing in it acts on a terminal.
  public let found: String
  /// The word that stands there where a name of the language was expected, so that the nearest one can be proposed.
  public let unknownName: String?

  init(column: Int, expected: String, found: String, unknownName: String? = nil) {
    (self.column, self.expected, self.found, self.unknownName) = (column, expected, found, unknownName)
  }

  /// `column 5: expected a number, x, a function or '(', found ')'`.
  public var description: String { "column \(column): expected \(expected), found \(found)" }
}

extension FormulaParseError {
  /// A word or character of the text as a message may show it: in quotes, cut when it is long, or its code where it cannot
  /// be seen.
  static func shown(_ text: some StringProtocol) -> String {
    let longest = 40
    let scalars = text.unicodeScalars.prefix(longest)
    if let hidden = scalars.first(where: { !isVisible($0) }) {
      let digits = String(hidden.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    let isCut = text.unicodeScalars.count > longest
    return "'" + String(String.UnicodeScalarView(scalars)) + (isCut ? "…'" : "'")
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse, .surrogate,
      .unassigned, .nonspacingMark, .enclosingMark, .spacingMark:
      false
    default: true
    }
  }
}

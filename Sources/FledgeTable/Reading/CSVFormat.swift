/// How a file of separated values is written, and what of it to read in which way.
///
/// What is nil is found by looking at the first rows; `TableFile` says what was found.
///
/// ```swift
/// let table = try Table(csv: "sales.csv", format: CSVFormat(separator: .semicolon, texts: ["customer"]))
/// ```
public struct CSVFormat: Sendable, Equatable {
  /// What stands between the fields of a row.
  public enum Separator: Character, Sendable, CaseIterable {
    case tab = "\t"
    case semicolon = ";"
    case comma = ","
    case bar = "|"
    /// One space or more, so that columns can be aligned with them.
    case spaces = " "
  }

  /// What stands between fields.
  public var separator: Separator?
  /// Whether the first row names the columns. Without a heading they are called 1, 2, ….
  public var hasHeading: Bool?
  /// Whether numbers are written 1.234,5 rather than 1,234.5.
  public var hasDecimalComma: Bool?
  /// How many lines above the table to leave out.
  public var skippingLines: Int
  /// The texts that stand for a missing value, beside nothing at all.
  public var missing: Set<String>
  /// The columns whose values are texts, also where all of them could be numbers.
  public var texts: Set<String>
  /// The columns whose values are numbers, so that any other text in them is an error.
  public var numbers: Set<String>
  /// Whether a name among these two that is no column's is passed over, and no error.
  public var passesOverNames = false
  /// The largest size of a compressed file's content, in bytes.
  public var inflatedLimit: Int
  /// The longest row, in bytes.
  public var longestRow: Int

  /// A format of which everything that is not given is found by looking.
  public init(
    separator: Separator? = nil, hasHeading: Bool? = nil, hasDecimalComma: Bool? = nil,
    skippingLines: Int = 0,
    missing: Set<String> = CSVFormat.standardMissing, texts: Set<String> = [], numbers: Set<String> = [],
    inflatedLimit: Int = 1 << 33, longestRow: Int = 1 << 26
  ) {
    self.separator = separator
    self.hasHeading = hasHeading
    self.hasDecimalComma = hasDecimalComma
    self.skippingLines = skippingLines
    self.missing = missing
    self.texts = texts
    self.numbers = numbers
    self.inflatedLimit = inflatedLimit
    self.longestRow = longestRow
  }

  /// What usually stands for a missing value: the list of pandas, with R's and Weka's, and a dash.
  public static let standardMissing: Set<String> = [
    "NA", "N/A", "n/a", "NaN", "nan", "-NaN", "-nan", "null", "NULL", "None", "<NA>", "#N/A", "#N/A N/A",
    "#NA",
    "1.#IND", "1.#QNAN", "-1.#IND", "-1.#QNAN", "?", "-",
  ]
}

extension CSVFormat: CustomStringConvertible {
  /// What is known of it, for people: "comma-separated, a heading".
  public var description: String {
    var parts = [separator?.words ?? "separated values"]
    if let hasHeading { parts.append(hasHeading ? "a heading" : "no heading") }
    if hasDecimalComma == true { parts.append("decimal commas") }
    if skippingLines > 0 {
      parts.append("\(skippingLines) \(skippingLines == 1 ? "line" : "lines") left out")
    }
    return parts.joined(separator: ", ")
  }
}

extension CSVFormat.Separator {
  fileprivate var words: String {
    switch self {
    case .tab: "tab-separated"
    case .semicolon: "semicolon-separated"
    case .comma: "comma-separated"
    case .bar: "bar-separated"
    case .spaces: "space-separated"
    }
  }

  var byte: UInt8 { rawValue.asciiValue! }
}

import ArgumentParser
import Fledge
import FledgeBasics

/// How a table's file is written, where looking at it does not tell.
struct TableFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What separates the values of a table: \(Self.separators.map(\.0).joined(separator: ", ")).",
      valueName: "name"),
    transform: { try choice($0, among: separators, ForeignNames.separators) })
  var separator: CSVFormat.Separator?

  @Flag(inversion: .prefixedNo, help: "Whether a table's first row names the columns.")
  var heading: Bool?

  @Flag(inversion: .prefixedNo, help: "Whether its numbers are written 1.234,5 instead of 1,234.5.")
  var decimalComma: Bool?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Lines above a table to leave out.", valueName: "count"),
    transform: Number.count)
  var skipLines: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Texts that stand for a missing value, such as -999,unknown, beside those that usually do.",
      valueName: "texts"))
  var missing: String?

  private static let separators: [(String, CSVFormat.Separator)] = [
    ("comma", .comma), ("semicolon", .semicolon), ("tab", .tab), ("bar", .bar), ("spaces", .spaces),
  ]

  /// How to read the file.
  var format: CSVFormat {
    CSVFormat(
      separator: separator, hasHeading: heading, hasDecimalComma: decimalComma, skippingLines: skipLines ?? 0,
      missing: CSVFormat.standardMissing.union(Self.names(missing)))
  }

  /// How to read a table for a model: its categories are texts, whatever stands there.
  func format(for encoding: TableEncoding, allowingMissingColumns: Bool) -> CSVFormat {
    var format = format
    for column in encoding.columns {
      switch column.content {
      case .number: format.numbers.insert(column.name)
      case .category: format.texts.insert(column.name)
      }
    }
    format.passesOverNames = allowingMissingColumns
    return format
  }

  /// The words of a list such as `zip,month`.
  static func names(_ list: String?) -> Set<String> {
    Set((list ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) })
  }
}

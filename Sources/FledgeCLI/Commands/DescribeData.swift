import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// `fledge data describe`: what stands in a table, before a model is trained on it.
struct DescribeData: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Show the columns of a table: what stands in them, what is missing, and what looks wrong.",
    discussion: """
      Example:
        fledge data describe penguins.csv --target species
      """)

  @Argument(help: ArgumentHelp("A table: CSV, TSV or JSON lines.", valueName: "file"), completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The column that is to be predicted.", valueName: "column"))
  var target: String?

  @OptionGroup var layout: TableFileOptions

  @Option(
    help: ArgumentHelp(
      "What the file is, whatever it looks like: \(Self.formats.map(\.name).joined(separator: ", ")).",
      valueName: "format"),
    transform: { try choice($0, among: formats.map { ($0.name, $0) }, ForeignNames.formats) })
  var format: DataFormat?

  private static let formats = DataReader.formats.filter { $0.table != nil }

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let read = try TableFile(
      file, format: format?.applied(to: layout.format) ?? layout.format, kind: format?.table)
    let table = read.table
    let profile = try TableProfile(read, target: target)
    guard !json else { return try Terminal.print(profile.json(table).printableText) }
    let findings = profile.findings.map { "- \($0)" + ($0.remedy(in: read.format).map { "; " + $0 } ?? "") }
    try Terminal.print(
      """
      \(table.source.printable): \(read), \(NumberText.count(table.columns.count, "column"))

      \(profile.table)
      """ + (findings.isEmpty ? "" : "\n\nworth knowing:\n" + findings.joined(separator: "\n")))
  }
}

extension TableFinding {
  /// What the command can do about it; nil where that is for the user to know.
  fileprivate func remedy(in format: TableFile.Format) -> String? {
    if case .strayTexts(let stray) = self { stray.remedy(in: format) } else { nil }
  }
}

extension TableProfile {
  /// A line for each column.
  fileprivate var table: TextTable {
    let heading = ["column", "type", "missing", "different", "what stands there"]
    return TextTable(
      [heading]
        + columns.map { column in
          [
            column.name.printable, column.holdsNumbers ? "number" : "text",
            column.missing == 0 ? "" : NumberText.grouped(column.missing),
            NumberText.grouped(column.different), column.content,
          ]
        }, rightAligned: [2, 3])
  }

  fileprivate func json(_ table: Table) -> JSONValue {
    .object([
      .init(key: "file", value: .string(table.source)), .init(key: "rows", value: .integer(table.count)),
      .init(key: "columns", value: .array(columns.map(\.json))),
      .init(key: "findings", value: .array(findings.map { .string("\($0)") })),
    ])
  }
}

extension ColumnProfile {
  /// `0.1 to 2.5, median 1.3, mean 1.2 ± 0.76`, or the most frequent levels.
  fileprivate var content: String {
    guard quartiles.isEmpty else {
      let text = { (value: Double) in
        value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : NumberText.significant(value)
      }
      return "\(text(quartiles[0])) to \(text(quartiles[4])), median \(text(quartiles[2])), "
        + "mean \(text(mean)) ± \(text(standardDeviation))"
    }
    let shown = frequent.prefix(4).map { level in
      let text = level.text.count > 20 ? level.text.prefix(19) + "…" : level.text[...]
      return "\(String(text).printable) (\(NumberText.grouped(level.rows)))"
    }
    return shown.joined(separator: ", ") + (different > shown.count ? ", …" : "")
  }

  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(key: "name", value: .string(name)),
      .init(key: "type", value: .string(holdsNumbers ? "number" : "text")),
      .init(key: "missing", value: .integer(missing)), .init(key: "different", value: .integer(different)),
    ]
    if !quartiles.isEmpty {
      for (key, value) in zip(["min", "q1", "median", "q3", "max"], quartiles) {
        members.append(.init(key: key, value: .number(value)))
      }
      members += [
        .init(key: "mean", value: .number(mean)), .init(key: "std", value: .number(standardDeviation)),
      ]
    }
    if !frequent.isEmpty {
      members.append(
        .init(
          key: "levels",
          value: .object(frequent.map { .init(key: $0.text, value: .integer($0.rows)) })))
    }
    return .object(members)
  }
}

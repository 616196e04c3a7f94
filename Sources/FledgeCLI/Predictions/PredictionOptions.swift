import ArgumentParser
import Fledge

/// Where predictions go, as which columns.
struct PredictionOptions: ParsableArguments {
  @Option(
    name: .customLong("output"),
    help: ArgumentHelp(
      """
      Write rows of named columns to this file, whole or not at all: one that is there is replaced when all rows are \
      predicted. Comma-separated, but for a name that ends in .jsonl.
      """, valueName: "file"),
    completion: .file())
  var path: String?

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "Rows of named columns as csv, or as objects of JSON lines, jsonl.", valueName: "name"),
    transform: { try choice($0, among: [("csv", Columns.csv), ("jsonl", Columns.jsonLines)]) })
  var named: Columns?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Columns of the table to copy to the front, such as an identifier: a list, or several times.",
      valueName: "columns"))
  var keep: [String] = []

  /// How rows of named columns are written.
  enum Columns: Sendable { case csv, jsonLines }

  func validate() throws {
    if keep.contains(where: { $0.split(separator: ",").isEmpty }) {
      throw ValidationError("--keep: expected the name of a column")
    }
  }

  /// Whether rows of named columns are asked for.
  var isGiven: Bool { path != nil || named != nil || !keep.isEmpty }

  var format: PredictionWriter.Format {
    guard isGiven else { return .people }
    return (named ?? (path?.hasSuffix(".jsonl") == true ? .jsonLines : .csv)) == .csv ? .csv : .jsonLines
  }

  var keptNames: [String] {
    keep.flatMap { $0.split(separator: ",").map { String($0.drop { $0 == " " }) } }
  }
}

import Fledge

/// A word of `--format`: what a file or a folder is said to hold, whatever it looks like.
struct DataFormat: Sendable {
  let name: String
  /// What must stand there, as an error tells it: `a folder of class folders`.
  let expected: String
  /// How a table of this format is written; nil for what is no table.
  var table: TableFile.Kind?
  /// What separates the values of a table, where no option says it; nil for what is found.
  var separator: CSVFormat.Separator?

  /// What a format of a table says of how it is written.
  func applied(to format: CSVFormat) -> CSVFormat {
    var format = format
    format.separator = format.separator ?? separator
    return format
  }
}

import FledgeBasics
import FledgeFiles

extension Table {
  /// Writes the table as comma-separated values with a heading (RFC 4180, with line feeds), whole or not at all: a file that was
  /// there is replaced when the new one is on the disk.
  ///
  /// Numbers are written in as few digits as tell them from every other, and what is missing as nothing. Read again, a number is
  /// the same; a text that stands for a missing value, or a column of texts that are all numbers, needs its `CSVFormat`.
  ///
  /// Throws `FileError` if the file cannot be written.
  public func write(csv path: String) throws {
    try AtomicFile.write(to: path) { writer in
      var text =
        columns.map { $0.name.isEmpty ? "\"\"" : Table.csvField($0.name) }.joined(separator: ",") + "\n"
      for row in 0..<count {
        for (index, column) in columns.enumerated() {
          if index > 0 { text += "," }
          text += column.text(at: row).map(Table.csvField) ?? ""
        }
        // A line of nothing would be passed over.
        text += columns.count == 1 && columns[0].text(at: row) == nil ? "\"\"\n" : "\n"
        if text.utf8.count > 1 << 16 {
          try writer.write(Array(text.utf8))
          text = ""
        }
      }
      try writer.write(Array(text.utf8))
    }
  }

  /// A text as a field: in quotes where it would not be read as it is otherwise.
  package static func csvField(_ text: String) -> String {
    let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    let isPlain =
      !text.utf8.contains {
        [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains($0)
      }
      && !(text.utf8.first.map(blanks.contains) ?? false) && !(text.utf8.last.map(blanks.contains) ?? false)
    if isPlain { return text }
    var field = "\""
    for scalar in text.unicodeScalars {
      field.unicodeScalars.append(scalar)
      if scalar == "\"" { field.unicodeScalars.append(scalar) }
    }
    return field + "\""
  }
}

import Fledge
import FledgeBasics
import FledgeFiles

extension EncodedRows {
  /// What the model does not know of the rows, in lines for people.
  func notes(_ encoding: TableEncoding) -> [String] { unfamiliar.notes(encoding) }
}

extension UnfamiliarValues {
  /// What the model does not know of the rows, in lines for people.
  func notes(_ encoding: TableEncoding) -> [String] {
    let unknown = unknown.map { count in
      "\(count.column.quoted): \(NumberText.count(count.rows, "row")) with a text that the model does not know"
    }
    let filled = filled.map { count in
      "\(count.column.quoted): nothing in \(NumberText.count(count.rows, "row")), as in none of the training; "
        + "\(encoding.isNumber(count.column) ? "the median" : "no level") is taken"
    }
    return unknown + filled
  }
}

extension TableEncoding {
  /// Whether a column holds quantities.
  fileprivate func isNumber(_ name: String) -> Bool {
    columns.contains { column in
      if case .number = column.content { column.name == name } else { false }
    }
  }
}

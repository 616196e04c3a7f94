import Fledge
import FledgeBasics
import FledgeFiles

/// The epochs of a run as a table.
struct EpochTable {
  private let columns: [String]
  private let epochs: [JSONValue]

  /// What is no number to look at in a table.
  private static let left: Set<String> = ["event", "time", "times", "best"]
  /// As many rows are shown to people: the first and the last ones.
  private static let mostRows = 24

  init(_ record: RunRecord) {
    var columns: [String] = []
    for case .object(let members) in record.epochs {
      for member in members where !Self.left.contains(member.key) && !columns.contains(member.key) {
        columns.append(member.key)
      }
    }
    (self.columns, epochs) = (columns, record.epochs)
  }

  /// For people: of many epochs the first and the last.
  var text: String {
    guard !epochs.isEmpty else { return "no epoch is done yet" }
    let half = Self.mostRows / 2
    let rows = epochs.map { epoch in
      columns.map { key in
        epoch[key]?.shown ?? ""
      }
    }
    let shown =
      rows.count <= Self.mostRows
      ? rows : Array(rows.prefix(half)) + [["…"]] + Array(rows.suffix(half))
    return
      "\(TextTable([columns.map { $0.replacing("_", with: " ") }] + shown, rightAligned: Set(columns.indices)))"
  }

  /// For programs: every epoch, numbers that read back as the same bits.
  var csv: String {
    let lines = epochs.map { epoch in
      columns.map { epoch[$0].map { $0 == .null ? "" : $0.text } ?? "" }.joined(separator: ",")
    }
    return ([columns.joined(separator: ",")] + lines).joined(separator: "\n")
  }
}

extension JSONValue {
  /// A number or a text for people: a count as it is, any other number with its first digits.
  var shown: String {
    if case .number(let number) = self { return NumberText.significant(number) }
    return (string ?? text).printable
  }
}

import Fledge
import FledgeBasics

extension ConfusionMatrix {
  /// The table, where standard output has room for it, and the mistakes made most often.
  var report: String {
    report(width: Terminal.outputWidth)
  }

  /// The same for lines of at most `width` columns.
  func report(width: Int) -> String {
    let pairs = worstPairs(5).map {
      "\(name(of: $0.actual)) taken for \(name(of: $0.predicted)) (\($0.count))"
    }
    let worst = pairs.isEmpty ? "no mistakes" : "most confused: " + pairs.joined(separator: ", ")
    let table = description
    let columns = table.split(separator: "\n").map(\.count).max() ?? 0
    guard columns <= width else {
      return "the table of \(classes) × \(classes) classes needs a line of \(columns) columns\n\n\(worst)"
    }
    return "labels down, predictions across:\n\(table)\n\n\(worst)"
  }
}

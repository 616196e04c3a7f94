import Fledge
import FledgeBasics
import FledgeFiles

/// Runs side by side: the settings that differ, and what came of them.
struct RunComparison {
  private let runs: [RunRecord]

  init(_ runs: [RunRecord]) { self.runs = runs }

  var text: String {
    let heading = [""] + runs.map(\.name.printable)
    let results = figures.map { key in
      [key] + runs.map { $0.result?[key]?.shown ?? "" }
    }
    let rows = [heading] + differences + [["state"] + runs.map { "\($0.state)" }] + results
    return "\(TextTable(rows, rightAligned: Set(1...runs.count)))"
  }

  /// The settings that are not the same in all.
  private var differences: [[String]] {
    var keys: [String] = []
    for key in runs.flatMap({ $0.settings.map(\.key) }) where !keys.contains(key) { keys.append(key) }
    return keys.compactMap { key in
      let values = runs.map { run in run.settings.first { $0.key == key }?.value.printable ?? "" }
      return Set(values).count > 1 ? [key.printable] + values : nil
    }
  }

  /// What any of the results has, in its order.
  private var figures: [String] {
    var keys: [String] = []
    for case .object(let members)? in runs.map(\.result) {
      for member in members where member.value.double != nil && !keys.contains(member.key) {
        keys.append(member.key)
      }
    }
    return keys
  }
}

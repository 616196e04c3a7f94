import Fledge
import FledgeBasics

/// Trials as lines of a table, which is so wide at the most: long values are cut, and if that is not enough the settings named last are
/// left out.
struct SweepTable {
  private struct Column {
    /// Its heading, in two lines.
    let words: [String]
    var width: Int

    init(_ heading: String, width: Int) {
      let words = heading.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(
        String.init)
      self.words = words.count == 1 ? [""] + words : words
      self.width = max(width, words.map(\.count).max() ?? 0)
    }
  }

  private let settings: [Column]
  private let figures: [Column]
  private let measure: Measure
  private let metric: SweepMetric
  private let width: Int
  /// Settings are cut to no less.
  private static let narrowest = 6

  init(_ axes: [SearchAxis], _ measure: Measure, _ metric: SweepMetric, width: Int) {
    (self.measure, self.metric, self.width) = (measure, metric, width)
    let second = metric == .loss ? measure.name : metric.name
    figures = [
      Column("epochs", width: 6), Column("val.-loss", width: 9),
      Column("val.-\(second)", width: second == "error" ? 8 : 9),
      Column("seconds", width: 7), Column("", width: 4),
    ]
    let room = width - 5 - figures.reduce(0) { $0 + $1.width + 1 }
    var columns = axes.map { Column($0.name, width: $0.width) }
    var needed: Int { columns.reduce(0) { $0 + $1.width + 1 } }
    while needed > room, let widest = columns.map(\.width).max() {
      if widest > Self.narrowest, let index = columns.lastIndex(where: { $0.width == widest }) {
        columns[index].width -= 1
      } else {
        columns.removeLast()
      }
    }
    settings = columns
  }

  /// Two lines.
  var heading: String {
    (0...1).map { row in
      line((row == 0 ? "" : "trial"), settings.map { $0.words[row] }, figures.map { $0.words[row] })
    }.joined(separator: "\n")
  }

  /// A trial with its settings, as many as are shown.
  func line(_ record: TrialRecord, _ values: [String], isBest: Bool) -> String {
    if case .failed(let problem) = record.standing {
      let start = line("\(record.number)", values, [])
      return start + " " + Self.cut("failed: \(problem.printable)", width - start.count - 1)
    }
    let kept = record.kept()
    let second = metric == .loss ? measure.key : metric.name
    let cells = [
      "\(record.epochs.last?.number ?? 0)",
      kept?.validation("loss").map { NumberText.significant($0) } ?? "none",
      kept?.validation(second).map { second == "error" ? measure.text($0) : NumberText.significant($0) }
        ?? "none",
      NumberText.fixed(record.seconds, digits: 1), isBest ? "best" : "",
    ]
    return line("\(record.number)", values, cells)
  }

  private func line(_ trial: String, _ values: [String], _ cells: [String]) -> String {
    let columns = zip(settings, values).map { ($0.width, $1) } + zip(figures, cells).map { ($0.width, $1) }
    let texts = columns.map { width, text in Self.cut(text, width).rightAligned(width) }
    let line = ([trial.rightAligned(5)] + texts).joined(separator: " ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  private static func cut(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : text.prefix(width - 1) + "…"
  }
}

import Fledge
import FledgeBasics
import FledgeFiles

/// What the model of one fold came to on the part that it had not seen.
struct FoldResult {
  let evaluation: Evaluation
  let epochs: Int
  let seconds: Double
  /// A linear model of the same parts, where the data are a table.
  let linear: LinearBaseline?
}

/// What cross-validation prints: a line for each fold, then means and standard deviations.
struct FoldReport {
  private let style: TrainingOutput.Style
  private let measure: Measure
  private let folds: Int
  private let rows: Int
  private var results: [FoldResult] = []
  private let columns: Columns

  init(_ style: TrainingOutput.Style, _ measure: Measure, _ data: FoldedData) {
    (self.style, self.measure, folds, rows) = (style, measure, data.count, data.rows.count)
    columns = Columns(
      [
        .init("fold", width: 5), .init("rows", width: 8, rank: 2), .init("epochs", width: 7, rank: 3),
        .init("loss", width: 10, rank: 1), .init(measure.name, width: 10),
        .init("seconds", width: 8, rank: 4),
      ], width: Terminal.outputWidth)
  }

  func begin(_ heading: [String], name: String) throws {
    guard style == .table else { return }
    let what = "\(folds) folds of \(name.printable): each part is predicted by a model of the others"
    // The first line tells of one fold's parts.
    try Terminal.print(([what] + heading.dropFirst() + ["", columns.heading]).joined(separator: "\n"))
  }

  mutating func show(_ result: FoldResult, _ number: Int) throws {
    results.append(result)
    let evaluation = result.evaluation
    switch style {
    case .table:
      try Terminal.print(
        columns.line([
          "\(number + 1)", NumberText.grouped(evaluation.count), "\(result.epochs)",
          NumberText.significant(evaluation.loss), measure.text(measure.value(of: evaluation)),
          NumberText.fixed(result.seconds, digits: 2),
        ]))
    case .json:
      var members: [JSONValue.Member] = [
        .init(key: "fold", value: .integer(number + 1)),
        .init(key: "examples", value: .integer(evaluation.count)),
        .init(key: "epochs", value: .integer(result.epochs)),
      ]
      members += measure.plainMembers(of: evaluation)
      if let linear = result.linear {
        members.append(.init(key: "linear_model", value: linear.json(beside: evaluation)))
      }
      try Terminal.print(
        JSONValue.object(members + [.init(key: "seconds", value: .number(result.seconds))]).printableText)
    case .quiet: break
    }
  }

  /// Means over the folds, and standard deviations with n − 1 in the denominator.
  func showMeans() throws {
    let figures = spreads { measure.figures(of: $0.evaluation) }
    if style == .json {
      let members = { (value: (Spread) -> Double) in
        JSONValue.object(figures.map { .init(key: $0.name, value: .number(value($0))) })
      }
      let object: JSONValue = [
        "folds": .integer(folds), "examples": .integer(rows), "mean": members { $0.mean },
        "sd": members { $0.deviation },
      ]
      return try Terminal.print(object.printableText)
    }
    let compared =
      spreads { [measure.guessFigure(for: $0.evaluation)] } + spreads { $0.linear?.figure.map { [$0] } ?? [] }
    let shown = style == .quiet ? figures.filter { $0.name == measure.key } : figures + compared
    let table = TextTable(shown.map(\.cells), rightAligned: [1, 3]).description
    let heading = "\nmean and standard deviation over \(folds) folds:\n"
    try Terminal.print(style == .quiet ? table : heading + table)
  }

  /// The spread of each figure over the folds.
  private func spreads(_ figures: (FoldResult) -> [Figure]) -> [Spread] {
    let all = results.map(figures)
    return (all.first ?? []).enumerated().map { place, figure in
      Spread(
        name: figure.name, values: all.compactMap { $0.count > place ? $0[place].value : nil }, folds: folds)
    }
  }
}

import Fledge
import FledgeFiles

/// Writes predictions as they come.
struct PredictionWriter {
  /// How they are written.
  enum Format {
    /// A line each for people.
    case people
    /// A JSON object each: where it comes from, the class, the probabilities or numbers in an array.
    case json
    /// Rows of named columns, comma-separated below a heading.
    case csv
    /// Rows of named columns, a JSON object each.
    case jsonLines
  }

  let columns: PredictionColumns
  private let format: Format
  private let classNames: [String]?
  private let predictsNumbers: Bool
  /// Takes lines, the last without its end.
  private let write: (String) throws -> Void
  private var hasBegun = false
  /// Whether lines for people stand below a heading.
  private let showsHeading: Bool
  private let takesRows: Bool

  /// `showsHeading` is for lines for people: programs have read them without one from the beginning.
  init(
    _ format: Format, _ columns: PredictionColumns, _ predictor: SavedPredictor, showsHeading: Bool = false,
    write: @escaping (String) throws -> Void
  ) {
    (self.format, self.columns, self.write, self.showsHeading) = (format, columns, write, showsHeading)
    (classNames, predictsNumbers) = (predictor.saved.card.classNames, predictor.predictsNumbers)
    takesRows = predictor.encoding != nil
  }

  /// Throws what writing throws.
  mutating func add(_ rows: PredictedRows) throws {
    try begin(rows)
    let lines =
      switch format {
      case .people: predictions(rows) { $0.line }
      case .json: predictions(rows) { $0.json }
      case .csv: columns.csv(rows)
      case .jsonLines: columns.json(rows).map(\.printableText)
      }
    if !lines.isEmpty { try write(lines.joined(separator: "\n")) }
  }

  /// Writes the heading where no row has come that it stands above.
  mutating func finish() throws { try begin() }

  private mutating func begin(_ rows: PredictedRows? = nil) throws {
    guard !hasBegun else { return }
    if format == .csv {
      try write(columns.names.map(Table.csvField).joined(separator: ","))
    }
    if format == .people, showsHeading, let rows, let first = rows.values.first {
      try write(heading(rows.source, first))
    }
    hasBegun = true
  }

  /// What the columns of the lines for people are, above the first of them: `new.csv    row  prediction`.
  private func heading(_ source: String, _ values: [Double]) -> String {
    let place =
      "input".leftAligned(source.printable.count) + " " + (takesRows ? "row" : "no.").rightAligned(5)
    if predictsNumbers { return place + "  " + (values.count == 1 ? "prediction" : "predictions") }
    let name = Prediction(source: source, number: 1, probabilities: values, classNames: classNames).name
    let second = values.count > 1 ? "  the next class" : ""
    return place + "  " + "class".leftAligned(name.count) + " " + "share".rightAligned(8) + second
  }

  private func predictions(_ rows: PredictedRows, _ text: (any ShownPrediction) -> String) -> [String] {
    rows.values.enumerated().map { row, values in
      let number = rows.firstNumber + row
      return predictsNumbers
        ? text(NumberPrediction(source: rows.source, number: number, values: values))
        : text(
          Prediction(source: rows.source, number: number, probabilities: values, classNames: classNames))
    }
  }
}

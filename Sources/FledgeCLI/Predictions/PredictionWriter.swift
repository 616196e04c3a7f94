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

  init(
    _ format: Format, _ columns: PredictionColumns, _ predictor: SavedPredictor,
    write: @escaping (String) throws -> Void
  ) {
    (self.format, self.columns, self.write) = (format, columns, write)
    (classNames, predictsNumbers) = (predictor.saved.card.classNames, predictor.predictsNumbers)
  }

  /// Throws what writing throws.
  mutating func add(_ rows: PredictedRows) throws {
    try begin()
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

  private mutating func begin() throws {
    if format == .csv && !hasBegun {
      try write(columns.names.map(Table.csvField).joined(separator: ","))
    }
    hasBegun = true
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

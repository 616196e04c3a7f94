import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// Predictions as rows of named columns: what is copied, the prediction, for classes the probability of each.
struct PredictionColumns {
  /// The columns of a table that are copied.
  let kept: [String]
  private let placed: Bool
  private let classes: [String]?
  private let numbers: Int
  private let isSingle: Bool

  /// Columns for what a model gives: probabilities of classes of these names, or so many numbers.
  init(kept: [String], classes: [String]?, numbers: Int, isSingle: Bool) {
    (self.kept, self.classes, self.numbers, self.isSingle) = (kept, classes, numbers, isSingle)
    placed = false
  }

  /// Throws `ValidationError` for columns to be copied of what is no table, or of one name with another column.
  init(_ predictor: SavedPredictor, keeping kept: [String]) throws {
    if !kept.isEmpty && predictor.encoding == nil {
      throw ValidationError("--keep names columns of a table, and the model takes no table")
    }
    self.kept = kept
    placed = predictor.encoding == nil
    numbers = predictor.outputs
    let names = predictor.saved.card.classNames.flatMap { Set($0).count == $0.count ? $0 : nil }
    classes = predictor.predictsNumbers ? nil : names ?? (0..<predictor.outputs).map { "\($0)" }
    isSingle = predictor.saved.card.dtype == .float32
    var seen = Set<String>()
    if let twice = self.names.first(where: { !seen.insert($0).inserted }) {
      throw ValidationError("--keep: there would be two columns \(twice.quoted): leave it out")
    }
  }

  /// What the columns are called. Pictures, and rows of what is no table, are told by where they stand.
  var names: [String] {
    let results = classes.map { ["prediction"] + $0.map { "probability_\($0)" } }
    let ofNumbers = numbers == 1 ? ["prediction"] : (1...max(numbers, 1)).map { "prediction_\($0)" }
    return kept + (placed ? ["source", "number"] : []) + (results ?? ofNumbers)
  }

  /// Each row as one of comma-separated values.
  func csv(_ rows: PredictedRows) -> [String] {
    rows.values.indices.map { row in
      let copied = rows.kept.map { column in column.text(at: row).map(Table.csvField) ?? "" }
      let place = placed ? [Table.csvField(rows.source), "\(rows.firstNumber + row)"] : []
      let results = rows.values[row]
      let label = classes.map { [Table.csvField($0[Self.best(results)])] } ?? []
      return (copied + place + label + results.map(text)).joined(separator: ",")
    }
  }

  /// Each row as a JSON object.
  func json(_ rows: PredictedRows) -> [JSONValue] {
    rows.values.indices.map { row in
      let copied = rows.kept.map { column in
        column.number(at: row).map(Self.json) ?? column.text(at: row).map { .string($0) } ?? .null
      }
      let place: [JSONValue] = placed ? [.string(rows.source), .integer(rows.firstNumber + row)] : []
      let results = rows.values[row]
      let label = classes.map { [JSONValue.string($0[Self.best(results)])] } ?? []
      let values = copied + place + label + results.map { .number(Double(text($0)) ?? $0) }
      return .object(zip(names, values).map { .init(key: $0, value: $1) })
    }
  }

  /// The most probable class, of equally probable ones the first.
  private static func best(_ probabilities: [Double]) -> Int {
    probabilities.firstIndex(of: probabilities.max() ?? 0) ?? 0
  }

  private static func json(_ number: Double) -> JSONValue {
    Int(exactly: number).map { .integer($0) } ?? .number(number)
  }

  /// A probability of Float32 in as few digits as tell it from every other; numbers are in the data's units, and computed in Double.
  private func text(_ value: Double) -> String {
    classes != nil && isSingle ? "\(Float(value))" : "\(value)"
  }
}

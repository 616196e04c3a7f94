import ArgumentParser
import Fledge
import FledgeBasics

/// The parts of a table, as examples: what is learnt of its columns is learnt from the training part alone.
struct TableParts {
  let encoding: TableEncoding
  let train: Dataset
  let validation: Dataset?
  let test: Dataset?
  /// What was found, in lines for people.
  let findings: [String]

  /// Throws as `TrainingData` does.
  init(
    _ file: TableFile, _ given: Table?, _ kept: [Int]?, _ options: TableOptions, _ course: CourseOptions,
    seed: UInt64, encoding: TableEncoding?
  ) throws {
    let table = file.table
    let schema = try options.schema(of: table)
    let present = Self.rows(of: table, with: schema.target)
    let rows = table.rows(kept ?? present)
    let strata = Self.strata(rows[schema.target]!, schema.task)

    let tested = try Self.hold(
      options.testFraction, of: Array(0..<rows.count), strata, seed: seed &+ 1,
      option: "--test-fraction")
    let held = try Self.hold(
      course.validation, of: tested.kept, strata, seed: seed, option: "--validation")
    let training = rows.rows(held.kept)
    let encoding = encoding ?? TableEncoding(fitting: training, schema: schema)
    self.encoding = encoding
    train = try encoding.dataset(training)
    validation = held.held.isEmpty ? nil : try encoding.dataset(rows.rows(held.held))
    test =
      try given.map { try encoding.dataset($0) }
      ?? (tested.held.isEmpty ? nil : try encoding.dataset(rows.rows(tested.held)))

    var findings = ["\(file); \(Self.text(of: schema))"]
    if !schema.ignored.isEmpty {
      findings.append("left out: " + schema.ignored.map { "\($0)" }.joined(separator: ", "))
    }
    if present.count < table.count {
      let count = NumberText.count(table.count - present.count, "row")
      findings.append("\(count) without \(schema.target.quoted) left out")
    }
    self.findings = findings
  }

  /// The rows in which there is something to predict.
  static func rows(of table: Table, with target: String) -> [Int] {
    let column = table[target]!
    return (0..<table.count).filter { column.text(at: $0) != nil }
  }

  /// Some of these rows held back. Throws `ValidationError` for a share that is too small to hold one back, or leaves none.
  private static func hold(
    _ fraction: Double?, of rows: [Int], _ strata: [Int]?, seed: UInt64, option: String
  ) throws -> (kept: [Int], held: [Int]) {
    guard let fraction, fraction > 0 else { return (rows, []) }
    let split = Split(
      of: rows.count, fraction: fraction, seed: seed, strata: strata.map { all in rows.map { all[$0] } })
    guard !split.held.isEmpty, !split.kept.isEmpty else {
      throw ValidationError(
        "\(option): a share of \(fraction) of \(NumberText.count(rows.count, "row")) leaves a part without any"
      )
    }
    return (split.kept.map { rows[$0] }, split.held.map { rows[$0] })
  }

  /// The class of each row, for a split that keeps their shares.
  static func strata(_ column: TableColumn, _ task: TableSchema.Task) -> [Int]? {
    guard case .classification(let classes) = task else { return nil }
    let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    return (0..<column.count).map { places[column.text(at: $0)!]! }
  }

  /// `predicts "species", 3 classes, from 4 numbers and 2 categories`.
  private static func text(of schema: TableSchema) -> String {
    let numbers = schema.features.count { $0.kind == .number }
    let categories = schema.features.count - numbers
    let inputs = [
      numbers > 0 ? NumberText.count(numbers, "number") : nil,
      categories > 0 ? NumberText.count(categories, "category", "categories") : nil,
    ].compactMap { $0 }.joined(separator: " and ")
    let target =
      switch schema.task {
      case .classification(let classes): NumberText.count(classes.count, "class", "classes")
      case .regression: "a number"
      }
    return "predicts \(schema.target.quoted), \(target), from \(inputs)"
  }
}

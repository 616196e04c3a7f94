import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// How rows of a table are held back: any, so that each class has its share; whole groups; or the last ones.
struct RowPartition {
  private enum Rule {
    /// With the class of each row; nil for numbers.
    case drawn([Int]?)
    case groups([String])
    case time([Int])
  }

  private let rule: Rule
  private let source: String
  /// The share that is held back to validate where none is asked for.
  private let standard: Double?

  /// For these rows, all of which have something to predict.
  ///
  /// Throws `FileError` for a column that is not there, and for times that are neither numbers nor dates, or are missing.
  init(_ rows: Table, _ schema: TableSchema, _ options: TableOptions) throws {
    (source, standard) = (rows.source, options.preset.validation)
    if let name = options.splitBy, let column = rows[name] {
      rule = .groups(Self.groups(column))
    } else if let name = options.splitByTime, let column = rows[name] {
      rule = .time(try Self.times(column, of: rows.source))
    } else {
      rule = .drawn(Self.strata(rows[schema.target]!, schema.task))
    }
  }

  /// The group of each row; rows without a value are one of their own.
  static func groups(_ column: TableColumn) -> [String] {
    (0..<column.count).map { column.text(at: $0).map { "group \($0)" } ?? "none" }
  }

  /// Some of these rows held back. Throws `ValidationError` for a share that is too small to hold one back, or leaves none.
  func hold(
    _ fraction: Double?, of rows: [Int], seed: UInt64, option: String
  ) throws -> (kept: [Int], held: [Int]) {
    guard let fraction, fraction > 0 else { return (rows, []) }
    let split =
      switch rule {
      case .drawn(let strata):
        Split(
          of: rows.count, fraction: fraction, seed: seed, strata: strata.map { all in rows.map { all[$0] } })
      case .groups(let groups): Split(of: rows.map { groups[$0] }, fraction: fraction, seed: seed)
      case .time(let times): Split(of: rows.map { times[$0] }, lastFraction: fraction)
      }
    guard !split.held.isEmpty, !split.kept.isEmpty else {
      let share = HeldShare(
        option: option, fraction: fraction, data: source, standard: option == "--validation" ? standard : nil)
      let count = NumberText.count(rows.count, "row")
      guard case .groups(let groups) = rule else { throw share.refusal(of: count, HeldShare.emptyPart) }
      throw share.refusal(
        of: count, "cannot be held back, for they are \(NumberText.count(Set(groups).count, "group"))")
    }
    return (split.kept.map { rows[$0] }, split.held.map { rows[$0] })
  }

  /// The class of each row, for a split that keeps their shares.
  static func strata(_ column: TableColumn, _ task: TableSchema.Task) -> [Int]? {
    guard case .classification(let classes) = task else { return nil }
    let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    return (0..<column.count).map { places[column.text(at: $0)!]! }
  }

  /// For each row a number that is larger for a later time.
  private static func times(_ column: TableColumn, of source: String) throws -> [Int] {
    func wrong(_ row: Int, _ found: String) -> FileError {
      FileError(
        path: source,
        place: "column \(column.name.quoted), row \(row + 1) of those with something to predict",
        expected: "a number, or a date that begins with year, month and day such as 2024-12-31", found: found)
    }
    switch column.values {
    case .numbers(let numbers):
      let values = numbers.elements
      if let row = values.firstIndex(where: \.isNaN) { throw wrong(row, "nothing") }
      let places = Dictionary(uniqueKeysWithValues: Set(values).sorted().enumerated().map { ($1, $0) })
      return values.map { places[$0]! }
    case .texts:
      let texts = try (0..<column.count).map { row in
        guard let text = column.text(at: row) else { throw wrong(row, "nothing") }
        guard isDate(text) else { throw wrong(row, text.quoted) }
        return text
      }
      let places = Dictionary(uniqueKeysWithValues: Set(texts).sorted().enumerated().map { ($1, $0) })
      return texts.map { places[$0]! }
    }
  }

  /// Whether a text begins as ISO 8601 writes a date, so that later ones sort behind it.
  private static func isDate(_ text: String) -> Bool {
    let pattern = "0000-00-00".utf8
    return text.utf8.count >= pattern.count
      && zip(text.utf8, pattern).allSatisfy { byte, model in
        model == UInt8(ascii: "-") ? byte == model : UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      }
  }
}

import FledgeBasics

/// One column of a `Table`: its name, and a number or a text, or nothing, in each row.
public struct TableColumn: Sendable, Equatable {
  /// What the heading says.
  public let name: String
  /// What stands in the rows.
  public let values: Values

  /// What stands in the rows of a column.
  public enum Values: Sendable, Equatable {
    /// Numbers.
    case numbers(TableNumbers)
    /// Texts, of which few may be different.
    case texts(TableTexts)
  }

  /// A column of this name.
  public init(_ name: String, _ values: Values) { (self.name, self.values) = (name, values) }

  /// A column of numbers; nil and NaN are missing.
  public init(_ name: String, numbers: [Double?]) {
    self.init(name, .numbers(TableNumbers(numbers)))
  }

  /// A column of texts; nil is missing.
  public init(_ name: String, texts: [String?]) {
    self.init(name, .texts(TableTexts(texts)))
  }

  /// The number of rows.
  public var count: Int {
    switch values {
    case .numbers(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }

  /// How many rows hold nothing.
  public var missingCount: Int {
    switch values {
    case .numbers(let numbers): numbers.missingCount
    case .texts(let texts): texts.missingCount
    }
  }

  /// The number in a row; nil where there is none, or a text.
  public func number(at row: Int) -> Double? {
    requireRow(row, of: count)
    guard case .numbers(let numbers) = values else { return nil }
    let value = numbers[row]
    return value.isNaN ? nil : value
  }

  /// The text in a row, a number in as few digits as tell it from every other; nil where nothing stands.
  public func text(at row: Int) -> String? {
    switch values {
    case .numbers: number(at: row).map(TableNumbers.text)
    case .texts(let texts): texts[row]
    }
  }

  /// What stands in the rows as texts, numbers too.
  var texts: TableTexts {
    switch values {
    case .numbers: TableTexts((0..<count).map(text))
    case .texts(let texts): texts
    }
  }

  /// The rows with these numbers, in this order and as often as they occur.
  public func rows(_ indices: [Int]) -> TableColumn {
    requireRows(indices, of: count)
    return switch values {
    case .numbers(let numbers): TableColumn(name, .numbers(numbers.rows(indices)))
    case .texts(let texts): TableColumn(name, .texts(texts.rows(indices)))
    }
  }
}

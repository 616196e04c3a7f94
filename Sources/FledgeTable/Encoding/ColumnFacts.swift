/// What a schema looks at of a column, which is in memory or was seen once as it went by.
protocol ColumnFacts {
  var name: String { get }
  /// The number of rows.
  var count: Int { get }
  /// How many rows hold nothing.
  var missingCount: Int { get }
  /// Whether numbers stand in it, or texts.
  var holdsNumbers: Bool { get }
  /// Whether the same stands in every row.
  var isConstant: Bool { get }
  /// Whether its numbers may be classes: at most 20 different ones, all whole.
  var areFewWholeNumbers: Bool { get }
  /// Whether each number is one more than that of the row before.
  var countsRows: Bool { get }
  /// How many different texts there are.
  var differentTexts: Int { get }
  /// A text that stands in it.
  var exampleText: String? { get }
  /// What stands in it as classes: numbers ascending, texts in the order of their characters.
  var classNames: [String] { get }
}

extension ColumnFacts {
  /// Why it is of no use as an input; nil if it may be.
  var reasonToIgnore: TableSchema.Reason? {
    let present = count - missingCount
    guard present > 0 else { return .empty }
    if missingCount == 0 && isConstant { return .constant }
    if holdsNumbers { return count > 2 && isNamedAsIndex && countsRows ? .runningNumber : nil }
    let different = differentTexts
    let isIdentifier = different > TableSchema.mostGuessedClasses && different > present / 2
    return isIdentifier ? .identifier(different: different, rows: present) : nil
  }

  /// Names that programs give to a column of row numbers.
  private var isNamedAsIndex: Bool {
    ["", "id", "index", "row", "rowid", "row_id", "rownames", "rownum", "unnamed: 0", "no", "nr", "column 1"]
      .contains(name.lowercased())
  }
}

extension TableColumn: ColumnFacts {
  var holdsNumbers: Bool {
    if case .numbers = values { true } else { false }
  }

  var isConstant: Bool {
    switch values {
    case .texts: return differentTexts == 1
    case .numbers(let numbers):
      let elements = numbers.elements
      return elements.allSatisfy { $0 == elements[0] }
    }
  }

  var areFewWholeNumbers: Bool {
    guard case .numbers(let numbers) = values else { return false }
    var different = Set<Double>()
    for value in numbers.elements where !value.isNaN {
      guard value == value.rounded() else { return false }
      different.insert(value)
      if different.count > TableSchema.mostGuessedClasses { return false }
    }
    return true
  }

  var countsRows: Bool {
    guard case .numbers(let numbers) = values else { return false }
    let elements = numbers.elements
    return zip(elements, elements.dropFirst()).allSatisfy { $1 - $0 == 1 }
  }

  var differentTexts: Int {
    guard case .texts(let texts) = values else { return 0 }
    return Set(texts.codes).subtracting([-1]).count
  }

  var exampleText: String? {
    guard case .texts(let texts) = values else { return nil }
    return texts.levels.first
  }

  var classNames: [String] {
    switch values {
    case .numbers(let numbers):
      return Set(numbers.elements.filter { !$0.isNaN }).sorted().map(TableNumbers.text)
    case .texts(let texts):
      let used = Set(texts.codes)
      return texts.levels.indices.filter { used.contains(Int32($0)) }.map { texts.levels[$0] }.sorted()
    }
  }
}

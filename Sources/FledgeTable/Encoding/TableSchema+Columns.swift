import FledgeBasics
import FledgeData
import FledgeFiles

extension Table {
  /// Throws `FileError` unless there is a column of this name.
  func expectColumn(_ name: String) throws {
    guard self[name] == nil else { return }
    throw FileError(
      path: source, expected: "a column \(name.quoted)",
      found: "the columns \(Self.list(columns.map(\.name)))")
  }

  /// Names for a message, the first of many.
  static func list(_ names: [String]) -> String {
    let most = 12
    let text = names.prefix(most).map(\.quoted).joined(separator: ", ")
    return names.count > most ? "\(text) and \(names.count - most) more" : text
  }
}

extension TableSchema {
  /// What is to be predicted of a column.
  static func task(of column: TableColumn, _ choice: TaskChoice?, in table: Table) throws -> Task {
    func refuse(_ expected: String, _ found: String) -> FileError {
      FileError(
        path: table.source, place: "column \(column.name.quoted)", expected: expected, found: found)
    }
    guard column.missingCount < table.count else {
      throw refuse("something to predict", table.count == 0 ? "no row" : "nothing in any row")
    }
    if choice != .classification, case .numbers(let numbers) = column.values {
      if choice == .regression || !numbers.areFewWholeNumbers { return .regression }
    }
    if choice == .regression {
      throw refuse("numbers to predict", "texts such as \(column.classNames[0].quoted)")
    }
    let classes = column.classNames
    guard classes.count > 1 else {
      throw refuse("two classes or more to predict", "\(classes[0].quoted) in every row")
    }
    let most = min(Dataset.mostClasses, max(mostGuessedClasses, (table.count - column.missingCount) / 2))
    guard classes.count <= most else {
      throw refuse(
        "at most \(NumberText.grouped(most)) classes in \(NumberText.count(table.count, "row"))",
        NumberText.grouped(classes.count))
    }
    return .classification(classes: classes)
  }
}

extension TableColumn {
  /// What stands in it as classes: numbers ascending, texts in the order of their characters.
  var classNames: [String] {
    switch values {
    case .numbers(let numbers):
      return Set(numbers.elements.filter { !$0.isNaN }).sorted().map(TableNumbers.text)
    case .texts(let texts):
      let used = Set(texts.codes)
      return texts.levels.indices.filter { used.contains(Int32($0)) }.map { texts.levels[$0] }.sorted()
    }
  }

  /// Why it is of no use as an input; nil if it may be.
  var reasonToIgnore: TableSchema.Reason? {
    let present = count - missingCount
    guard present > 0 else { return .empty }
    switch values {
    case .texts(let texts):
      let different = Set(texts.codes).subtracting([-1]).count
      if different == 1 && missingCount == 0 { return .constant }
      let isIdentifier = different > TableSchema.mostGuessedClasses && different > present / 2
      return isIdentifier ? .identifier(different: different, rows: present) : nil
    case .numbers(let numbers):
      let elements = numbers.elements
      if missingCount == 0, elements.allSatisfy({ $0 == elements[0] }) { return .constant }
      return count > 2 && isNamedAsIndex && numbers.countRows ? .runningNumber : nil
    }
  }

  /// Names that programs give to a column of row numbers.
  private var isNamedAsIndex: Bool {
    ["", "id", "index", "row", "rowid", "row_id", "rownames", "rownum", "unnamed: 0", "no", "nr", "column 1"]
      .contains(name.lowercased())
  }
}

extension TableNumbers {
  /// Whether they may be classes: at most 20 different ones, all whole.
  var areFewWholeNumbers: Bool {
    var different = Set<Double>()
    for value in elements where !value.isNaN {
      guard value == value.rounded() else { return false }
      different.insert(value)
      if different.count > TableSchema.mostGuessedClasses { return false }
    }
    return true
  }

  /// Whether each number is one more than that of the row before.
  var countRows: Bool {
    let elements = elements
    return zip(elements, elements.dropFirst()).allSatisfy { $1 - $0 == 1 }
  }
}

extension TableSchema.Ignored: CustomStringConvertible {
  /// `"name" (a text of its own in 344 of 344 rows)`.
  public var description: String { "\(name.quoted) (\(reason))" }
}

extension TableSchema.Reason: CustomStringConvertible {
  /// In few words.
  public var description: String {
    switch self {
    case .asked: "as asked"
    case .empty: "nothing in it"
    case .constant: "the same in every row"
    case .identifier(let different, let rows):
      "\(NumberText.grouped(different)) different texts in \(NumberText.count(rows, "row"))"
    case .runningNumber: "it counts the rows"
    }
  }
}

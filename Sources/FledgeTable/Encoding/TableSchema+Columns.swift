import FledgeBasics
import FledgeData
import FledgeFiles

extension Table {
  /// Throws `FileError` unless there is a column of this name.
  func expectColumn(_ name: String) throws {
    try Self.expectColumn(name, among: columns.map(\.name), of: source)
  }

  /// Throws `FileError` unless this is one of the names of the columns of `source`.
  static func expectColumn(_ name: String, among names: [String], of source: String) throws {
    guard !names.contains(name) else { return }
    throw FileError(
      path: source, expected: "a column \(name.quoted)", found: "the columns \(list(names))")
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
  static func task(
    of column: some ColumnFacts, _ choice: TaskChoice?, in source: String
  ) throws -> Task {
    func refuse(_ expected: String, _ found: String) -> FileError {
      FileError(
        path: source, place: "column \(column.name.quoted)", expected: expected, found: found)
    }
    guard column.missingCount < column.count else {
      throw refuse("something to predict", column.count == 0 ? "no row" : "nothing in any row")
    }
    if choice != .classification, column.holdsNumbers {
      if choice == .regression || !column.areFewWholeNumbers { return .regression }
    }
    if choice == .regression {
      throw refuse("numbers to predict", "texts such as \(column.classNames[0].quoted)")
    }
    let classes = column.classNames
    guard classes.count > 1 else {
      throw refuse("two classes or more to predict", "\(classes[0].quoted) in every row")
    }
    let most = min(Dataset.mostClasses, max(mostGuessedClasses, (column.count - column.missingCount) / 2))
    guard classes.count <= most else {
      throw refuse(
        "at most \(NumberText.grouped(most)) classes in \(NumberText.count(column.count, "row"))",
        NumberText.grouped(classes.count))
    }
    return .classification(classes: classes)
  }
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

import FledgeBasics
import FledgeFiles

/// What the columns of a table are to a model: which are its inputs, and of what kind; which it predicts, and how.
///
/// It is found by looking at a whole table, before that is split, and holds no figure of the rows: those are learnt by a
/// `TableEncoding` from the training part alone.
public struct TableSchema: Sendable, Equatable {
  /// What is predicted.
  public enum Task: Sendable, Equatable {
    /// One of these classes.
    case classification(classes: [String])
    /// A number.
    case regression
  }

  /// What a column is to a model that takes it.
  public enum Kind: Sendable, Equatable {
    /// A quantity.
    case number
    /// One of several texts, or of several numbers that are only names.
    case category
  }

  /// Why a column is no input.
  public enum Reason: Sendable, Equatable {
    /// It was to be ignored.
    case asked
    /// Nothing stands in it.
    case empty
    /// The same stands in every row.
    case constant
    /// Nearly every row has a text of its own: `different` in `rows`.
    case identifier(different: Int, rows: Int)
    /// It counts the rows.
    case runningNumber
  }

  /// A column that is an input.
  public struct Feature: Sendable, Equatable {
    /// The column's name.
    public let name: String
    /// What it is to the model.
    public let kind: Kind
  }

  /// A column that is none.
  public struct Ignored: Sendable, Equatable {
    /// The column's name.
    public let name: String
    /// Why it is left out.
    public let reason: Reason
  }

  /// The inputs, in the order of the table.
  public let features: [Feature]
  /// The columns that are neither inputs nor the target.
  public let ignored: [Ignored]
  /// The name of the column that is predicted.
  public let target: String
  /// What is predicted.
  public let task: Task

  /// Which task a table is for, where its target leaves a choice.
  public enum TaskChoice: String, Sendable, CaseIterable {
    /// Classes.
    case classification
    /// Numbers.
    case regression
  }

  /// A number of classes up to which whole numbers are taken for classes.
  static let mostGuessedClasses = 20

  /// Looks at a table.
  ///
  /// A target of texts, or of at most 20 different whole numbers, is of classes; any other of numbers. A column of texts is a
  /// category, one of numbers a quantity. Left out are columns that hold one value or none, columns of texts of which more than
  /// half are different (and more than 20), and a column that counts the rows under a name such as id or index.
  ///
  /// - Parameters:
  ///   - table: all rows that there are.
  ///   - target: the name of the column to predict.
  ///   - task: classes or numbers; found as above without it.
  ///   - categorical: columns that are categories whatever stands in them.
  ///   - numeric: columns that are quantities.
  ///   - ignoring: columns that are no inputs.
  ///
  /// Throws `FileError` for a column that is not there, one that holds what was not said of it, a target of one class or of too
  /// many, and a table without inputs.
  public init(
    _ table: Table, target: String, task: TaskChoice? = nil, categorical: Set<String> = [],
    numeric: Set<String> = [], ignoring: Set<String> = []
  ) throws {
    try self.init(
      table.columns, of: table.source, target: target, task: task, categorical: categorical, numeric: numeric,
      ignoring: ignoring)
  }

  /// Looks at the columns of a table that `source` holds, as above.
  init<Column: ColumnFacts>(
    _ columns: [Column], of source: String, target: String, task: TaskChoice?, categorical: Set<String>,
    numeric: Set<String>, ignoring: Set<String>
  ) throws {
    let names = columns.map(\.name)
    for name in [target] + (categorical.union(numeric).union(ignoring)).sorted() {
      try Table.expectColumn(name, among: names, of: source)
    }
    self.target = target
    self.task = try Self.task(of: columns[names.firstIndex(of: target)!], task, in: source)
    var (features, ignored) = ([Feature](), [Ignored]())
    for column in columns where column.name != target {
      let isAsked = categorical.contains(column.name) || numeric.contains(column.name)
      if ignoring.contains(column.name) {
        ignored.append(Ignored(name: column.name, reason: .asked))
      } else if !isAsked, let reason = column.reasonToIgnore {
        ignored.append(Ignored(name: column.name, reason: reason))
      } else {
        let kind = try Self.kind(of: column, categorical, numeric, in: source)
        features.append(Feature(name: column.name, kind: kind))
      }
    }
    guard !features.isEmpty else {
      throw FileError(
        path: source, expected: "a column to predict \(target.quoted) from",
        found: ignored.isEmpty ? "none" : ignored.map { "\($0)" }.joined(separator: ", "))
    }
    (self.features, self.ignored) = (features, ignored)
  }

  private static func kind(
    of column: some ColumnFacts, _ categorical: Set<String>, _ numeric: Set<String>, in source: String
  ) throws -> Kind {
    if column.holdsNumbers { return categorical.contains(column.name) ? .category : .number }
    guard numeric.contains(column.name) else { return .category }
    throw FileError(
      path: source, place: "column \(column.name.quoted)", expected: "numbers",
      found: column.exampleText.map { "texts such as \($0.quoted)" } ?? "texts")
  }
}

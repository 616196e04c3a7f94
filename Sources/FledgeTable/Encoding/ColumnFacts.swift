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

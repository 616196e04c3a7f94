import FledgeBasics
import FledgeFiles

extension TableStream {
  /// What one look at all rows gives, or two where a column of numbers turns out to hold texts.
  public struct Learnt: Sendable {
    /// What the columns are to a model.
    public let schema: TableSchema
    /// What makes inputs of them, learnt from the training part.
    public var encoding: TableEncoding
    /// The number of rows.
    public let rows: Int
    /// The rows with something to predict in the training part, the validation part and the test part.
    public let counts: (train: Int, validation: Int, test: Int)
  }

  /// Finds out what the columns are, as `TableSchema` does, and learns from the training part what makes inputs of them, as
  /// `TableEncoding` does, with three differences: medians and quartiles are those of 65,536 rows of the training part, drawn evenly; of a
  /// column with more different texts than 65,536 those that come first are told apart; and the levels of a category that are numbers in
  /// JSON lines stand in the order of their characters.
  ///
  /// Throws `FileError` as `TableFile` and `TableSchema` do, for a training part without rows, and for more rows than a data set can have.
  ///
  /// - Parameters:
  ///   - target: the name of the column to predict.
  ///   - task: classes or numbers; found by looking without it.
  ///   - categorical: columns that are categories whatever stands in them.
  ///   - numeric: columns that are quantities.
  ///   - ignoring: columns that are no inputs.
  ///   - scaling: how quantities are scaled.
  ///   - categories: what categories become.
  ///   - parts: which rows the training part is made of.
  public func learn(
    target: String, task: TableSchema.TaskChoice? = nil, categorical: Set<String> = [],
    numeric: Set<String> = [], ignoring: Set<String> = [], scaling: NumberEncoding.Scaling = .standard,
    categories: CategoryEncoding.Form = .inputs, parts: StreamedParts = StreamedParts()
  ) throws -> Learnt {
    let names = try columnNames
    if case .csv = format {
      for name in [target] + [parts.groups].compactMap(\.self) {
        try Table.expectColumn(name, among: names, of: path)
      }
    }
    let texts = categorical.union([parts.groups].compactMap(\.self))
    var summary = TableSummary(target: target, parts: parts, columns: names.count)
    var infinities = try look(&summary, texts: texts)
    let postponed = summary.postponed
    if !postponed.isEmpty {
      var again = TableSummary(target: target, parts: parts, columns: names.count)
      let columns = postponed.union([target]).union([parts.groups].compactMap(\.self))
      _ = try look(&again, columns: columns, texts: texts.union(postponed))
      summary.replace(postponed, from: again)
      postponed.forEach { infinities[$0] = nil }
    }
    guard summary.count > 0 else {
      let rows = format == .jsonLines ? "lines with a JSON object each" : "rows below the heading"
      throw FileError(path: path, expected: rows, found: "none")
    }
    for column in summary.columns where column.holdsNumbers {
      if let error = infinities[column.name] { throw error }
    }
    let schema = try TableSchema(
      summary.columns, of: path, target: target, task: task, categorical: categorical, numeric: numeric,
      ignoring: ignoring)
    guard summary.counts[0] > 0 else {
      throw FileError(
        path: path, expected: "rows to train on",
        found: "none: all \(NumberText.grouped(summary.count)) are held back")
    }
    let counts = summary.counts
    return Learnt(
      schema: schema,
      encoding: TableEncoding(summary, schema: schema, scaling: scaling, categories: categories),
      rows: summary.count,
      counts: (counts[0], counts[1], counts[2]))
  }

  /// Takes in all rows; gives the numbers that are not finite.
  private func look(
    _ summary: inout TableSummary, columns: Set<String>? = nil, texts: Set<String>
  ) throws -> [String: FileError] {
    var blocks = try blocks(columns: columns, texts: texts, notingInfinities: true)
    while let block = try blocks.next() {
      try expectRoom(for: block.count, behind: summary.count)
      summary.add(block)
    }
    return blocks.infinities
  }
}

/// What is known of a column of a table that went by.
struct ColumnSummary: Sendable, ColumnFacts {
  let name: String
  /// The number of rows, which is known at the end.
  var count = 0
  private var content: Content
  /// Whether texts came behind numbers: the column must be read once more, as texts.
  private(set) var isPostponed = false

  private enum Content: Sendable {
    case numbers(NumberSummary)
    case texts(TextSummary)
  }

  /// Nothing is known yet. Different numbers are told apart until there are more than `mostDifferent`.
  init(_ name: String, mostDifferent: Int) {
    (self.name, content) = (name, .numbers(NumberSummary(mostDifferent: mostDifferent)))
  }

  /// Takes in a block of rows.
  mutating func add(_ column: TableColumn, training: [Int], sampled: [RowSample.Place]) {
    switch (content, column.values) {
    case (.numbers(var summary), .numbers(let numbers)):
      // No second reference keeps the sample from changing in place.
      content = .texts(TextSummary())
      summary.add(numbers.elements, training: training, sampled: sampled)
      content = .numbers(summary)
    case (.numbers(let summary), .texts(let texts)):
      if summary.present > 0 { isPostponed = true }
      var summary = TextSummary()
      summary.add(texts, training: training)
      content = .texts(summary)
    case (.texts(var summary), _):
      content = .texts(TextSummary())
      summary.add(column.texts, training: training)
      content = .texts(summary)
    }
  }

  var numbers: NumberSummary? {
    if case .numbers(let numbers) = content { numbers } else { nil }
  }
  var texts: TextSummary? {
    if case .texts(let texts) = content { texts } else { nil }
  }

  // MARK: - What a schema looks at

  var missingCount: Int { count - (numbers?.present ?? texts?.present ?? 0) }
  var holdsNumbers: Bool { numbers != nil }
  var isConstant: Bool { numbers?.isConstant ?? (differentTexts == 1) }
  var areFewWholeNumbers: Bool {
    numbers.map { $0.areWhole && $0.different.count <= TableSchema.mostGuessedClasses } ?? false
  }
  // A column of JSON lines may begin behind the first rows, and counts on from there.
  var countsRows: Bool { missingCount == 0 && (numbers?.countsRows ?? false) }
  var differentTexts: Int { texts?.different ?? 0 }
  var exampleText: String? { texts?.example }
  var classNames: [String] {
    numbers?.different.sorted().map(TableNumbers.text) ?? texts?.levels.map(\.text) ?? []
  }
}

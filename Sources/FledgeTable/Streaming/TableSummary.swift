import FledgeBasics
import FledgeData

/// What is known of a table that went by, row by row.
struct TableSummary {
  /// The columns, in the order in which they first appear.
  private(set) var columns: [ColumnSummary] = []
  /// Where each column stands among them, by its name: a table may have many thousands.
  private var places: [String: Int] = [:]
  /// The number of rows.
  private(set) var count = 0
  /// The rows of each part that have something to predict.
  private(set) var counts = [Int](repeating: 0, count: StreamedParts.Part.allCases.count)
  private let target: String
  private let parts: StreamedParts
  private var sample: RowSample

  /// Rows of the training part from which medians and quartiles are taken: 65,536, so that their places among all rows are right to 0.4 %.
  /// Of very many columns fewer keep the sample within 64 MB, as long as there are 256.
  static func sampleSize(columns: Int) -> Int { min(1 << 16, max(1 << 8, (1 << 23) / max(1, columns))) }

  init(target: String, parts: StreamedParts, columns: Int) {
    (self.target, self.parts) = (target, parts)
    sample = RowSample(size: Self.sampleSize(columns: columns), seed: parts.seed)
  }

  /// Takes in a block of rows.
  mutating func add(_ block: Table) {
    let ofRows = parts.parts(of: block, from: count)
    let targets = block[target]
    var training: [Int] = []
    for row in 0..<block.count where targets.map({ !$0.isMissing(at: row) }) ?? false {
      counts[ofRows[row].rawValue] += 1
      if ofRows[row] == .train { training.append(row) }
    }
    let sampled = sample.places(training)
    for column in block.columns where places[column.name] == nil {
      let mostDifferent = column.name == target ? Dataset.mostClasses : TableSchema.mostGuessedClasses
      places[column.name] = columns.count
      columns.append(ColumnSummary(column.name, mostDifferent: mostDifferent))
    }
    let found = block.columnsByName
    for index in columns.indices {
      let column = found[columns[index].name] ?? .empty(columns[index].name, count: block.count)
      columns[index].add(column, training: training, sampled: sampled)
    }
    count += block.count
    for index in columns.indices { columns[index].count = count }
  }

  /// The columns that must be read once more, as texts.
  var postponed: Set<String> { Set(columns.filter(\.isPostponed).map(\.name)) }

  /// Puts in what was found of these columns when they were read once more.
  mutating func replace(_ names: Set<String>, from other: TableSummary) {
    for index in columns.indices where names.contains(columns[index].name) {
      columns[index] = other[columns[index].name] ?? columns[index]
    }
  }

  /// The column of this name.
  subscript(_ name: String) -> ColumnSummary? { places[name].map { columns[$0] } }
}

extension TableColumn {
  /// A column in which nothing stands.
  static func empty(_ name: String, count: Int) -> TableColumn {
    TableColumn(name, .numbers(TableNumbers(.double([Double](repeating: .nan, count: count)))))
  }

  /// Whether nothing stands in a row.
  func isMissing(at row: Int) -> Bool {
    switch values {
    case .numbers(let numbers): numbers[row].isNaN
    case .texts(let texts): texts.codes[row] < 0
    }
  }
}

extension Table {
  /// This table with a column of each of these names, in which nothing stands where there is none.
  func having(_ names: [String]) -> Table {
    let found = columnsByName
    let missing = names.filter { found[$0] == nil }
    return missing.isEmpty
      ? self : Table(columns + missing.map { .empty($0, count: count) }, count: count, source: source)
  }
}

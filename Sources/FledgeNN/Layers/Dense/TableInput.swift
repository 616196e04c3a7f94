import FledgeBasics
import FledgeTensor

/// The first layer of a model of tables: x (m, columns) holds numbers, and codes that stand for categories; numbers pass as they
/// are, and each category becomes a row of its own column's table (Guo and Berkhahn, 2016).
///
/// ```swift
/// let model = Sequential {
///   TableInput([.number, .category(levels: 7), .number])   // age, day of the week, income
///   Linear(2 + 4, 32, activation: .relu)
///   Linear(32, 1)
/// }
/// ```
///
/// One tensor holds both kinds, so that a table is read, batched and shuffled like any other input. A code is a number from
/// 0 to below `levels`, whose fraction is cut off; every other value, NaN too, stands for a level that is not known, and has a row of its own.
public struct TableInput: DescribedLayer {
  /// "table-input.1".
  public static let kind = "table-input.1"

  /// What a column holds.
  public enum Column: Sendable, Hashable, Codable {
    /// A number, which passes as it is.
    case number
    /// A code of one of so many levels, which becomes `width` numbers.
    case category(levels: Int, width: Int)

    /// A code of one of so many levels, which becomes half as many numbers, 50 at the most.
    public static func category(levels: Int) -> Column {
      .category(levels: levels, width: min(50, levels / 2 + levels % 2))
    }
  }

  /// A code stands in a Float, which holds no more whole numbers exactly.
  private static let mostLevels = 1 << 24

  /// The columns, in the order of the input.
  public let columns: [Column]
  /// The table (levels + 1, width) of each category; its last row is that of a level that is not known.
  public var embeddings: [Embedding]
  private var point = WatchPoint()

  /// A layer for these columns.
  public init(_ columns: [Column]) {
    self.columns = columns
    embeddings = Self.categories(columns).map { category in
      require(
        Self.isSound(category),
        "TableInput: expected \(Self.soundCategory), got \(category.levels) and \(category.width)")
      return Embedding(category.levels + 1, category.width)
    }
  }

  /// The numbers, and behind them each category's: (m, columns) to (m, width).
  public func callAsFunction(_ x: Tensor) -> Tensor { point.here { joined(x) } }

  private func joined(_ x: Tensor) -> Tensor {
    require(
      x.rank == 2 && x.shape[1] == columns.count, "TableInput: expected (m, \(columns.count)), got \(x.shape)"
    )
    let categories = Self.categories(columns)
    guard !categories.isEmpty else { return x }
    let numbers = columns.indices.filter { columns[$0] == .number }
    return .concatenated(
      [x.taking(numbers, axis: 1)]
        + zip(categories, embeddings).map { category, embedding in
          embedding(codes(x[.all, category.column], levels: category.levels))
        }, axis: 1)
  }

  /// The rows of a table that the values of a column (m) stand for.
  private func codes(_ values: Tensor, levels: Int) -> Tensor {
    // NaN is in no range.
    select(values .>= 0 .& values .< Double(levels), values, Double(levels)).converted(to: .int32)
  }

  /// (m, columns) to (m, width).
  public func outputShape(for input: Shape) throws -> Shape {
    let categories = Self.categories(columns)
    if let category = categories.first(where: { !Self.isSound($0) }) {
      throw ShapeMismatch(
        expected: "categories of \(Self.soundCategory)", found: "\(category.levels) and \(category.width)")
    }
    let tables = embeddings.map(\.weight.shape)
    guard tables.map(\.dimensions) == categories.map({ [$0.levels + 1, $0.width] }) else {
      throw ShapeMismatch(
        expected: "a table (levels + 1, width) for each category",
        found: tables.map { "\($0)" }.joined(separator: ", "))
    }
    guard input.rank == 2, input[1] == columns.count else {
      throw ShapeMismatch(expected: "(m, \(columns.count))", found: "\(input)")
    }
    // Each width is one of a table's, so that the sum of as many as a text holds overflows nothing.
    let width = columns.count - categories.count + categories.reduce(0) { $0 + $1.width }
    return try Shape.checked([input[0], width])
  }

  /// A comparison and a choice for each code.
  public func floatingPointOperations(for input: Shape) -> Double {
    4 * Double(embeddings.count) * Double(input.rank > 0 ? input[0] : 1)
  }

  /// Shows the tables under their numbers.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor(&point)
    visitor("embeddings", &embeddings)
  }

  private static func isSound(_ category: (column: Int, levels: Int, width: Int)) -> Bool {
    category.levels >= 0 && category.levels <= mostLevels && category.width >= 0
  }

  private static let soundCategory = "0 to \(mostLevels) levels and 0 or more numbers"

  private static func categories(_ columns: [Column]) -> [(column: Int, levels: Int, width: Int)] {
    columns.enumerated().compactMap { index, column in
      if case .category(let levels, let width) = column { (index, levels, width) } else { nil }
    }
  }
}

extension TableInput {
  /// `TableInput(5 columns, 2 of them categories)`.
  public var description: String {
    "TableInput(\(NumberText.count(columns.count, "column")), \(embeddings.count) of them categories)"
  }
}

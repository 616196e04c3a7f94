import FledgeBasics
import FledgeNN
import FledgeTensor

/// What makes inputs of a table's rows, and targets of what is to be predicted: learnt from the rows that a model is trained on, and
/// kept with the model, so that it takes rows by the names of their columns.
///
/// ```swift
/// let table = try Table(csv: "penguins.csv")
/// let encoding = try TableEncoding(fitting: table, target: "species")
/// let examples = try encoding.dataset(table)             // (rows, inputs), classes with their names
/// let inputs = try encoding.inputs(newRows).tensor       // the same of rows without the target
/// ```
///
/// Quantities have mean 0 and variance 1, numbers to predict, too; a missing quantity is the median and says so in an input of its own;
/// a category is an input for each level, or the code of an embedding where that is asked for.
public struct TableEncoding: Sendable, Equatable {
  /// The columns that are inputs, in their order.
  public let columns: [ColumnEncoding]
  /// The name of the column that is predicted.
  public let targetName: String
  /// What is predicted.
  public let target: TargetEncoding

  /// Learns from the rows of a table what its schema leaves open; without scaling numbers to predict stay as they are, too.
  public init(
    fitting table: Table, schema: TableSchema, scaling: NumberEncoding.Scaling = .standard,
    categories: CategoryEncoding.Form = .inputs
  ) {
    columns = schema.features.map { feature in
      let column = table.column(feature.name)
      return switch (feature.kind, column.values) {
      case (.number, .numbers(let numbers)):
        ColumnEncoding(name: feature.name, content: .number(.init(fitting: numbers, scaling: scaling)))
      default: ColumnEncoding(name: feature.name, content: .category(.init(fitting: column, as: categories)))
      }
    }
    targetName = schema.target
    target = TargetEncoding(
      fitting: table.column(schema.target), task: schema.task, isScaled: scaling != .none)
  }

  /// Learns from the rows of a table what a model of one of its columns takes.
  ///
  /// Throws `FileError` as `TableSchema` does.
  public init(
    fitting table: Table, target: String, scaling: NumberEncoding.Scaling = .standard,
    categories: CategoryEncoding.Form = .inputs
  ) throws {
    self.init(
      fitting: table, schema: try TableSchema(table, target: target), scaling: scaling, categories: categories
    )
  }

  /// The number of inputs, codes among them.
  public var width: Int { columns.reduce(0) { $0 + $1.width } }

  /// What the inputs are to a `TableInput`.
  public var inputColumns: [TableInput.Column] {
    columns.flatMap { column -> [TableInput.Column] in
      if case .category(let category) = column.content, category.isCode {
        return [.category(levels: category.numberCount, width: category.embeddingWidth)]
      }
      return Array(repeating: .number, count: column.width)
    }
  }

  /// The layer that makes numbers of the inputs; nil where all of them are, as they are without codes.
  public var inputLayer: TableInput? {
    let columns = inputColumns
    return columns.contains { $0 != .number } ? TableInput(columns) : nil
  }
}

extension Table {
  /// The column of a name that is known to be there.
  func column(_ name: String) -> TableColumn {
    guard let column = self[name] else {
      fatalError("Table: expected a column \(name.debugDescription), got \(columns.map(\.name))")
    }
    return column
  }
}

extension TableEncoding: Codable {
  private enum Key: String, CodingKey {
    case columns, target
    case targetName = "predicts"
  }

  /// Writes what was learnt.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(targetName, forKey: .targetName)
    try container.encode(target, forKey: .target)
    try container.encode(columns, forKey: .columns)
  }

  /// Reads it; what no rows can have shown is an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    targetName = try container.decode(String.self, forKey: .targetName)
    target = try container.decode(TargetEncoding.self, forKey: .target)
    columns = try container.decode([ColumnEncoding].self, forKey: .columns)
    guard target.isSound else {
      throw DecodingError.dataCorruptedError(
        forKey: .target, in: container,
        debugDescription: "expected two different classes or more, or finite figures")
    }
    let names = Set(columns.map(\.name))
    if let column = columns.first(where: { !$0.isSound }) {
      throw DecodingError.dataCorruptedError(
        forKey: .columns, in: container,
        debugDescription:
          "expected finite figures and different levels, found others in \(column.name.debugDescription)"
      )
    }
    guard names.count == columns.count, !columns.isEmpty, !names.contains(targetName) else {
      throw DecodingError.dataCorruptedError(
        forKey: .columns, in: container, debugDescription: "expected columns of different names")
    }
  }
}

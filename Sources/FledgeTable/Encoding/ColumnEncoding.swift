/// How one column of a table becomes inputs of a model.
public struct ColumnEncoding: Sendable, Equatable {
  /// What it is to the model.
  public enum Content: Sendable, Equatable {
    /// A quantity.
    case number(NumberEncoding)
    /// One of several levels.
    case category(CategoryEncoding)
  }

  /// The column's name.
  public let name: String
  /// What it is to the model.
  public let content: Content

  /// How many inputs it gives.
  public var width: Int {
    switch content {
    case .number(let number): number.hasIndicator ? 2 : 1
    case .category(let category): category.width
    }
  }

  var isSound: Bool {
    switch content {
    case .number(let number): number.isSound
    case .category(let category): category.isSound
    }
  }
}

extension ColumnEncoding: Codable {
  private enum Key: CodingKey { case name, number, category }

  /// `{"name": "age", "number": {…}}` or `{"name": "city", "category": {…}}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    switch content {
    case .number(let number): try container.encode(number, forKey: .number)
    case .category(let category): try container.encode(category, forKey: .category)
    }
  }

  /// Reads either of both.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    name = try container.decode(String.self, forKey: .name)
    if let number = try container.decodeIfPresent(NumberEncoding.self, forKey: .number) {
      content = .number(number)
    } else {
      content = .category(try container.decode(CategoryEncoding.self, forKey: .category))
    }
  }
}

import FledgeTensor

extension Shape: Codable {
  /// Writes the lengths: `[784, 400]`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(dimensions)
  }

  /// Reads lengths, of which none is negative and whose product is moderate.
  public init(from decoder: any Decoder) throws {
    let dimensions = try decoder.singleValueContainer().decode([Int].self)
    do {
      self = try Shape.checked(dimensions)
    } catch {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "expected \(error.expected), found \(error.found)"
        ))
    }
  }
}

extension Parameter: Codable {
  private enum Key: CodingKey { case shape }

  /// Writes the shape, and not the value, which stands in the file as a tensor: `{"shape": [784, 400]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(shape, forKey: .shape)
  }

  /// A parameter that is yet to be loaded.
  public init(from decoder: any Decoder) throws {
    let shape = try decoder.container(keyedBy: Key.self).decode(Shape.self, forKey: .shape)
    try DescriptionBudget.of(decoder)?.take(shape, at: decoder.codingPath)
    self.init(shape, .toBeLoaded)
  }
}

extension Initializer {
  /// What a description says of first values: nothing.
  static let toBeLoaded = Initializer("to be loaded") { shape, _, _ in
    fatalError("initialized: a parameter of shape \(shape) comes from a file's description: load its values")
  }
}

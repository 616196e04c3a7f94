import FledgeTensor

extension Statistic: Codable {
  private enum Key: CodingKey { case shape, momentum }

  /// Writes the shape and the momentum, and not the value, which stands in the file as a tensor:
  /// `{"shape": [400], "momentum": 0.1}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(shape, forKey: .shape)
    try container.encode(momentum, forKey: .momentum)
  }

  /// A statistic that is yet to be loaded.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let shape = try container.decode(Shape.self, forKey: .shape)
    let momentum = try container.decode(Double.self, forKey: .momentum)
    guard momentum >= 0, momentum <= 1 else {
      throw DecodingError.dataCorruptedError(
        forKey: .momentum, in: container,
        debugDescription: "expected a momentum from 0 to 1, found \(momentum)")
    }
    try DescriptionBudget.of(decoder)?.take(shape, at: decoder.codingPath)
    self.init(shape, .toBeLoaded, momentum: momentum)
  }
}

extension Noise: Codable {
  /// Writes nothing: there is nothing to know of noise.
  public func encode(to encoder: any Encoder) throws {}

  /// Reads nothing.
  public init(from decoder: any Decoder) throws { self.init() }
}

// What the compiler writes for a layer calls these, so that its noise is no member in the file.

extension KeyedEncodingContainer {
  /// Leaves noise out.
  public mutating func encode(_ noise: Noise, forKey key: Key) throws {}
}

extension KeyedDecodingContainer {
  /// Noise, which no file holds.
  public func decode(_ type: Noise.Type, forKey key: Key) throws -> Noise { Noise() }
}

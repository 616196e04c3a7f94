/// A number with the name that reports and JSON call it by.
public struct Figure: Sendable, Equatable {
  /// The name.
  public let name: String
  /// The number.
  public let value: Double

  /// A named number.
  public init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
}

extension Figure: Codable {
  private enum Key: CodingKey { case name, value }

  /// JSON knows no NaN and no infinity: these are texts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    if value.isFinite {
      try container.encode(value, forKey: .value)
    } else {
      try container.encode("\(value)", forKey: .value)
    }
  }

  /// Reads what was written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    name = try container.decode(String.self, forKey: .name)
    if let text = try? container.decode(String.self, forKey: .value) {
      guard let number = Double(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: .value, in: container, debugDescription: "expected a number, found \(text)")
      }
      value = number
    } else {
      value = try container.decode(Double.self, forKey: .value)
    }
  }
}

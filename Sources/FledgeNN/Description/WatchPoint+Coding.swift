extension WatchPoint: Codable {
  /// Writes nothing: a file is not watched.
  public func encode(to encoder: any Encoder) throws {}

  /// Reads nothing.
  public init(from decoder: any Decoder) throws { self.init() }
}

// What the compiler writes for a layer calls these, so that its point is no member in the file.

extension KeyedEncodingContainer {
  /// Leaves the point out.
  public mutating func encode(_ point: WatchPoint, forKey key: Key) throws {}
}

extension KeyedDecodingContainer {
  /// A point, which no file holds.
  public func decode(_ type: WatchPoint.Type, forKey key: Key) throws -> WatchPoint { WatchPoint() }
}

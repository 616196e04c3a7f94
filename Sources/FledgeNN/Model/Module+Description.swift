import FledgeTensor

extension Module {
  /// The module's type and its summary: what `print(model)` shows.
  public var description: String { "\(Self.self)\n\(summary)" }
}

extension Parameter: CustomStringConvertible {
  /// The value, or how it will be drawn.
  public var description: String {
    isDrawn ? "\(value)" : "\(shape), to be drawn: \(initializer.name)"
  }
}

extension Formula: CustomStringConvertible {
  /// The outputs as mathematics: `x · sigmoid(1.5957691216057308 · (x + 0.044715 · x³))`.
  public var description: String { Printer(self).text() }
}

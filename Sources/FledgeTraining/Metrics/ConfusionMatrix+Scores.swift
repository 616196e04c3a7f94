extension ConfusionMatrix: ClassCounting {
  /// How the figures of the classes become one.
  public enum Average: Sendable, Equatable {
    /// The mean over the classes that occur or were predicted.
    case macro
    /// All predictions together: for classes that exclude each other this is the accuracy.
    case micro
    /// The figure of this class alone.
    case `class`(Int)
  }

  /// How many examples have the label `actual`.
  public func examples(of actual: Int) -> Int {
    (0..<classes).reduce(0) { $0 + self[actual: actual, predicted: $1] }
  }

  /// How many examples were predicted to be `predicted`.
  public func predictions(of predicted: Int) -> Int {
    (0..<classes).reduce(0) { $0 + self[actual: $1, predicted: predicted] }
  }

  /// How many examples of a class were predicted to be.
  public func hits(of number: Int) -> Int { self[actual: number, predicted: number] }
}

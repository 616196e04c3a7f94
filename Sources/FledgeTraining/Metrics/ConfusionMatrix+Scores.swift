import FledgeBasics

extension ConfusionMatrix {
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

  /// The share of the examples whose prediction is the label; NaN for none.
  public var accuracy: Double { Double(total - mistakes) / Double(total) }

  /// The share of those predicted to be of a class that are: TP/(TP + FP). 0 where a class was never predicted.
  public func precision(_ average: Average = .macro) -> Double {
    score(average) { Self.ratio(self[actual: $0, predicted: $0], predictions(of: $0)) }
  }

  /// The share of those of a class that were predicted to be: TP/(TP + FN). 0 where a class has no examples.
  public func recall(_ average: Average = .macro) -> Double {
    score(average) { Self.ratio(self[actual: $0, predicted: $0], examples(of: $0)) }
  }

  /// The harmonic mean of precision and recall, 2·TP/(2·TP + FP + FN) (van Rijsbergen, 1979). 0 where a class neither occurs nor
  /// was predicted.
  public func f1(_ average: Average = .macro) -> Double {
    score(average) {
      Self.ratio(2 * self[actual: $0, predicted: $0], examples(of: $0) + predictions(of: $0))
    }
  }

  private func score(_ average: Average, _ ofClass: (Int) -> Double) -> Double {
    guard total > 0 else { return .nan }
    switch average {
    case .micro: return accuracy
    case .class(let number):
      require(
        number >= 0 && number < classes, "ConfusionMatrix: class \(number) is none of the \(classes) classes")
      return ofClass(number)
    case .macro:
      let seen = (0..<classes).filter { examples(of: $0) + predictions(of: $0) > 0 }
      return seen.reduce(0) { $0 + ofClass($1) } / Double(seen.count)
    }
  }

  private static func ratio(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}

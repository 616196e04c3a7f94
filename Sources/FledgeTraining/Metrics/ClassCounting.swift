import FledgeBasics

/// What counts, for each class, the examples, the predictions and the right ones among them: a `ConfusionMatrix` or `ClassCounts`.
public protocol ClassCounting {
  /// The number of classes.
  var classes: Int { get }
  /// How many examples were counted.
  var total: Int { get }
  /// How many examples have the label `actual`.
  func examples(of actual: Int) -> Int
  /// How many examples were predicted to be `predicted`.
  func predictions(of predicted: Int) -> Int
  /// How many examples of a class were predicted to be.
  func hits(of number: Int) -> Int
}

extension ClassCounting {
  /// The share of the examples whose prediction is the label; NaN for none.
  public var accuracy: Double {
    Double((0..<classes).reduce(0) { $0 + hits(of: $1) }) / Double(total)
  }

  /// The mean recall of the classes that have examples (Brodersen and others, 2010): each class counts the same, however rare it is.
  /// NaN for no examples.
  public var balancedAccuracy: Double {
    let seen = (0..<classes).filter { examples(of: $0) > 0 }
    return seen.reduce(0) { $0 + recall(.class($1)) } / Double(seen.count)
  }

  /// The share of the examples that the most frequent class has: the accuracy of always guessing it. NaN for no examples.
  public var majorityShare: Double {
    Double((0..<classes).map(examples(of:)).max() ?? 0) / Double(total)
  }

  /// The share of those predicted to be of a class that are: TP/(TP + FP). 0 where a class was never predicted.
  public func precision(_ average: ConfusionMatrix.Average = .macro) -> Double {
    score(average) { ratio(hits(of: $0), predictions(of: $0)) }
  }

  /// The share of those of a class that were predicted to be: TP/(TP + FN). 0 where a class has no examples.
  public func recall(_ average: ConfusionMatrix.Average = .macro) -> Double {
    score(average) { ratio(hits(of: $0), examples(of: $0)) }
  }

  /// The harmonic mean of precision and recall, 2·TP/(2·TP + FP + FN) (van Rijsbergen, 1979). 0 where a class neither occurs nor
  /// was predicted.
  public func f1(_ average: ConfusionMatrix.Average = .macro) -> Double {
    score(average) { ratio(2 * hits(of: $0), examples(of: $0) + predictions(of: $0)) }
  }

  private func score(_ average: ConfusionMatrix.Average, _ ofClass: (Int) -> Double) -> Double {
    guard total > 0 else { return .nan }
    switch average {
    case .micro: return accuracy
    case .class(let number):
      require(
        number >= 0 && number < classes, "\(Self.self): class \(number) is none of the \(classes) classes")
      return ofClass(number)
    case .macro:
      let seen = (0..<classes).filter { examples(of: $0) + predictions(of: $0) > 0 }
      return seen.reduce(0) { $0 + ofClass($1) } / Double(seen.count)
    }
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}

import FledgeBasics
import FledgeNN
import FledgeTensor

/// How often each class was taken for each other.
public struct ConfusionMatrix: Sendable, Equatable {
  /// The number of classes.
  public let classes: Int
  /// Row by row: how many examples of class i were predicted to be class j.
  private var counts: [Int]

  /// A matrix of zeros.
  public init(classes: Int) {
    self.classes = classes
    counts = [Int](repeating: 0, count: classes * classes)
  }

  /// How many examples with the label `actual` were predicted to be `predicted`.
  public subscript(actual actual: Int, predicted predicted: Int) -> Int {
    counts[actual * classes + predicted]
  }

  /// Counts predictions (m) beside their labels (m), each in 0..<classes.
  public mutating func add(predictions: Tensor, labels: Tensor) {
    let (predictions, labels) = (predictions.elements(as: Int32.self), labels.elements(as: Int32.self))
    require(
      predictions.count == labels.count,
      "ConfusionMatrix: expected as many predictions as labels, got \(predictions.count) and \(labels.count)")
    for (predicted, label) in zip(predictions, labels) { counts[Int(label) * classes + Int(predicted)] += 1 }
  }

  /// How many examples were counted.
  public var total: Int { counts.reduce(0, +) }

  /// The share of the examples whose prediction is not the label; NaN for none.
  public var error: Double {
    let correct = (0..<classes).reduce(0) { $0 + self[actual: $1, predicted: $1] }
    return Double(total - correct) / Double(total)
  }

  /// Two classes that were taken for one another.
  public struct Pair: Sendable, Equatable {
    /// The label.
    public let actual: Int
    /// What it was taken for.
    public let predicted: Int
    /// How often.
    public let count: Int
  }

  /// The most frequent mistakes, the worst first; none that never happened.
  public func worstPairs(_ limit: Int) -> [Pair] {
    var pairs: [Pair] = []
    for actual in 0..<classes {
      for predicted in 0..<classes where predicted != actual && self[actual: actual, predicted: predicted] > 0
      {
        pairs.append(
          Pair(actual: actual, predicted: predicted, count: self[actual: actual, predicted: predicted]))
      }
    }
    // Ties stay in the order of the classes, so that a report is the same each time.
    pairs.sort { ($1.count, $0.actual, $0.predicted) < ($0.count, $1.actual, $1.predicted) }
    return Array(pairs.prefix(limit))
  }
}

extension ConfusionMatrix: CustomStringConvertible {
  /// A table: a row for each label, a column for each prediction; zeros are dots.
  public var description: String {
    let heading = [""] + (0..<classes).map(String.init)
    let rows = (0..<classes).map { actual in
      ["\(actual)"]
        + (0..<classes).map { predicted in
          let count = self[actual: actual, predicted: predicted]
          return count == 0 ? "·" : "\(count)"
        }
    }
    return TextTable([heading] + rows, rightAligned: Set(0...classes)).description
  }
}

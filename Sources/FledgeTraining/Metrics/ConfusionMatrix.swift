import FledgeBasics
import FledgeData
import FledgeFiles
import FledgeNN
import FledgeTensor

/// How often each class was taken for each other.
public struct ConfusionMatrix: Sendable, Equatable {
  /// The number of classes.
  public let classes: Int
  /// What the classes are called; nil if they have only numbers.
  public let classNames: [String]?
  /// Row by row: how many examples of class i were predicted to be class j.
  private var counts: [Int]

  /// A matrix of zeros, of `classes` rows and columns, whose classes may have names.
  public init(classes: Int, classNames: [String]? = nil) {
    require(
      classes >= 0 && classes <= Dataset.mostClasses,
      "ConfusionMatrix: expected 0 to \(Dataset.mostClasses) classes, got \(classes)")
    require(
      classNames == nil || classNames!.count == classes,
      "ConfusionMatrix: expected a name for each of the \(classes) classes, got \(classNames?.count ?? 0)")
    (self.classes, self.classNames) = (classes, classNames)
    counts = [Int](repeating: 0, count: classes * classes)
  }

  /// How many examples with the label `actual` were predicted to be `predicted`.
  public subscript(actual actual: Int, predicted predicted: Int) -> Int {
    require(
      isClass(actual) && isClass(predicted),
      "ConfusionMatrix: class \(isClass(actual) ? predicted : actual) is none of the \(classes) classes")
    return counts[actual * classes + predicted]
  }

  /// Counts predictions (m) beside their labels (m): integers of any type, each in 0..<classes.
  public mutating func add(predictions: Tensor, labels: Tensor) {
    require(
      predictions.rank == 1 && labels.shape == predictions.shape,
      "ConfusionMatrix: expected predictions and labels of one shape (m), got \(predictions.shape) and \(labels.shape)"
    )
    let (predictions, labels) = (values(of: predictions, "prediction"), values(of: labels, "label"))
    for (predicted, label) in zip(predictions, labels) { counts[label * classes + predicted] += 1 }
  }

  private func values(of tensor: Tensor, _ name: String) -> [Int] {
    require(
      !tensor.dtype.isFloatingPoint && tensor.dtype != .bool,
      "ConfusionMatrix: expected integers as \(name)s, got \(tensor.dtype)")
    let values = tensor.elements(as: Int64.self).map(Int.init)
    if let example = values.firstIndex(where: { !isClass($0) }) {
      fatalError(
        "ConfusionMatrix: the \(name) of example \(example) is \(values[example]), expected 0 to \(classes - 1)"
      )
    }
    return values
  }

  /// What class `number` is called, for people: its name, or its number where it has none.
  public func name(of number: Int) -> String {
    require(isClass(number), "ConfusionMatrix: class \(number) is none of the \(classes) classes")
    return classNames?[number].printable ?? "\(number)"
  }

  private func isClass(_ number: Int) -> Bool { number >= 0 && number < classes }

  /// How many examples were counted.
  public var total: Int { counts.reduce(0, +) }

  /// How many examples were taken for another class than their own.
  public var mistakes: Int { total - (0..<classes).reduce(0) { $0 + counts[$1 * classes + $1] } }

  /// The share of the examples whose prediction is not the label; NaN for none.
  public var error: Double { Double(mistakes) / Double(total) }

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
    require(limit >= 0, "ConfusionMatrix: expected a limit of 0 or more, got \(limit)")
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
    let heading = [""] + (0..<classes).map(name)
    let rows = (0..<classes).map { actual in
      [name(of: actual)]
        + (0..<classes).map { predicted in
          let count = self[actual: actual, predicted: predicted]
          return count == 0 ? "·" : "\(count)"
        }
    }
    return TextTable([heading] + rows, rightAligned: Set(0...classes)).description
  }
}

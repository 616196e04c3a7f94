/// For each class, how many examples it has, how many were predicted to be of it, and how many of these are: of a
/// `ConfusionMatrix` the sums of the rows and of the columns and the diagonal, in memory for 3·C numbers instead of C².
public struct ClassCounts: ClassCounting, Sendable, Equatable {
  private var labels: [Int]
  private var predictions: [Int]
  private var hits: [Int]
  /// How many examples were counted.
  public private(set) var total = 0

  /// Zeros for so many classes.
  public init(classes: Int) {
    labels = [Int](repeating: 0, count: classes)
    (predictions, hits) = (labels, labels)
  }

  /// The number of classes.
  public var classes: Int { labels.count }

  /// Counts an example of class `label` that was predicted to be of class `prediction`, both in 0..<classes.
  public mutating func add(prediction: Int, label: Int) {
    labels[label] += 1
    predictions[prediction] += 1
    if prediction == label { hits[label] += 1 }
    total += 1
  }

  /// How many examples have the label `actual`.
  public func examples(of actual: Int) -> Int { labels[actual] }
  /// How many examples were predicted to be `predicted`.
  public func predictions(of predicted: Int) -> Int { predictions[predicted] }
  /// How many examples of a class were predicted to be.
  public func hits(of number: Int) -> Int { hits[number] }
}

import FledgeBasics
import FledgeData
import FledgeTensor

/// The share of the examples whose label is among the k classes with the largest logits.
///
/// Equal logits stand in the order of their classes, so that the first of them is the larger: for k = 1 this is the accuracy.
public struct TopKAccuracy: Metric {
  /// The number of classes that count as right.
  public let k: Int
  private var hits = 0
  private var count = 0
  private var isFinite = true

  /// The figure for k ≥ 1; all examples hit if there are no more than k classes.
  public init(_ k: Int) {
    require(k >= 1, "TopKAccuracy: expected k of at least 1, got \(k)")
    self.k = k
  }

  /// `top_5_accuracy`.
  public var name: String { "top_\(k)_accuracy" }

  /// Takes in logits (n, classes).
  public mutating func add(_ logits: Tensor, _ batch: Batch) {
    requireLogits(logits, batch, in: name)
    if isFinite { isFinite = logits.allFinite }
    let classes = logits.shape[1]
    let elements = logits.detached.elements(as: Double.self)
    for (row, label) in batch.labels.elements(as: Int64.self).map(Int.init).enumerated() {
      require(label < classes, "\(name): the label of row \(row) is \(label), expected 0 to \(classes - 1)")
      let scores = elements[(row * classes)..<((row + 1) * classes)]
      let own = scores[row * classes + label]
      let before = scores.enumerated().count { $1 > own || $1 == own && $0 < label }
      if before < k { hits += 1 }
    }
    count += batch.count
  }

  /// The share.
  public var value: Double { isFinite ? Double(hits) / Double(count) : .nan }
}

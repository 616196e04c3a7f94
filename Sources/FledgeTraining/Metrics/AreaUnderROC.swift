import FledgeBasics
import FledgeData
import FledgeTensor

/// The area under the receiver operating characteristic: the probability that an example of a class has a higher score for it
/// than an example of another, half of a tie counting (Hanley and McNeil, 1982).
///
/// For two classes the score is the difference of the logits. For more it is the probability of the class, and the figure is the
/// mean over the classes, each against the rest; a class without examples, or with all of them, is left out. NaN where no class
/// is left. It keeps every score in memory.
public struct AreaUnderROC: Metric {
  /// By class the scores of all examples; for two classes those of class 1 alone.
  private var scores: [[Double]] = []
  private var labels: [Int] = []
  private var isFinite = true

  /// The figure of nothing yet.
  public init() {}

  /// `auc`.
  public var name: String { "auc" }

  /// Takes in logits (n, classes), two classes or more.
  public mutating func add(_ logits: Tensor, _ batch: Batch) {
    requireLogits(logits, batch, in: name)
    let classes = logits.shape[1]
    require(
      classes >= 2 && (scores.isEmpty || scores.count == (classes == 2 ? 1 : classes)),
      "\(name): expected logits of two classes or more, the same in each batch, got \(logits.shape)")
    if isFinite { isFinite = logits.allFinite }
    let logits = logits.detached.converted(to: .float64)
    let columns =
      classes == 2 ? logits[.all, 1..<2] - logits[.all, 0..<1] : logits.softmax()
    if scores.isEmpty { scores = [[Double]](repeating: [], count: columns.shape[1]) }
    let elements = columns.elements(as: Double.self)
    for index in scores.indices {
      scores[index] += stride(from: index, to: elements.count, by: scores.count).map { elements[$0] }
    }
    labels += batch.labels.elements(as: Int64.self).map(Int.init)
  }

  /// The area.
  public var value: Double {
    guard isFinite else { return .nan }
    let areas = scores.indices.map { index in
      let positive = scores.count == 1 ? 1 : index
      return Self.area(scores: scores[index], isPositive: labels.map { $0 == positive })
    }
    let defined = areas.filter { !$0.isNaN }
    return defined.reduce(0, +) / Double(defined.count)
  }

  /// The area for scores beside whether each belongs to a positive example, by the rank sum (Mann and Whitney, 1947): equal
  /// scores share their mean rank. NaN unless there are both kinds.
  public static func area(scores: [Double], isPositive: [Bool]) -> Double {
    require(
      scores.count == isPositive.count,
      "AreaUnderROC: expected as many scores as examples, got \(scores.count) and \(isPositive.count)")
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var (rankSum, start) = (0.0, 0)
    while start < order.count {
      var end = start
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      let positives = order[start..<end].count { isPositive[$0] }
      // The ranks start + 1 to end.
      rankSum += Double(positives) * Double(start + 1 + end) / 2
      start = max(end, start + 1)
    }
    let positives = Double(isPositive.count { $0 })
    let negatives = Double(isPositive.count) - positives
    return (rankSum - positives * (positives + 1) / 2) / (positives * negatives)
  }
}

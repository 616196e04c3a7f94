import FledgeBasics
import FledgeData
import FledgeTensor

/// The scores of the classes for every example seen, beside the labels.
///
/// For two classes the score of class 1 is the difference of the logits, whose order no rounding of a probability near 1 changes, and
/// that of class 0 its negative. For more it is the probability of the class.
///
/// It keeps at most 2²⁴ scores, 128 MiB; of more, and of any that is not finite, there are no areas.
struct ClassScores: Sendable {
  static let most = 1 << 24

  /// By class; for two classes those of class 1 alone.
  private var columns: [[Double]] = []
  private var labels: [Int] = []
  private var isUsable: Bool
  private var classes = 0
  /// What the scores so far come to, once it was asked for: all of them are sorted for it.
  private var known = Locked<[Areas]?>(nil)

  /// The areas under the curves of a class against the rest.
  typealias Areas = (underROC: Double, precision: Double)

  init(isKept: Bool = true) { isUsable = isKept }

  /// Adds logits (n, classes), two classes or more, beside the labels of a batch.
  mutating func add(_ logits: Tensor, _ batch: Batch, in name: String) {
    requireLogits(logits, batch, in: name)
    let classes = logits.shape[1]
    require(
      classes >= 2 && (self.classes == 0 || self.classes == classes),
      "\(name): expected logits of two classes or more, the same in each batch, got \(logits.shape)")
    self.classes = classes
    known = Locked(nil)
    let width = classes == 2 ? 1 : classes
    isUsable = isUsable && logits.allFinite && (labels.count + batch.count) * width <= Self.most
    guard isUsable else {
      (columns, labels) = ([], [])
      return
    }
    let logits = logits.detached.converted(to: .float64)
    let scores = width == 1 ? logits[.all, 1..<2] - logits[.all, 0..<1] : logits.softmax()
    if columns.isEmpty { columns = [[Double]](repeating: [], count: width) }
    let elements = scores.elements(as: Double.self)
    for index in columns.indices {
      columns[index] += stride(from: index, to: elements.count, by: width).map { elements[$0] }
    }
    labels += batch.labels.elements(as: Int64.self).map(Int.init)
  }

  /// The areas of each class against the rest; NaN where there are no scores.
  func areas(in name: String) -> [Areas] {
    guard isUsable else { return Array(repeating: (.nan, .nan), count: classes) }
    return known.withLock { known in
      let areas = known ?? computedAreas(in: name)
      known = areas
      return areas
    }
  }

  private func computedAreas(in name: String) -> [Areas] {
    (0..<classes).map { number in
      let scores = columns.count > 1 ? columns[number] : number == 1 ? columns[0] : columns[0].map { -$0 }
      let runs = ScoreRuns(scores: scores, isPositive: labels.map { $0 == number }, in: name)
      return (runs.areaUnderROC, runs.averagePrecision)
    }
  }

  /// The figure of class 1 of two, and the mean over more of those that have one; NaN where none has.
  static func mean(_ figures: [Double]) -> Double {
    if figures.count == 2 { return figures[1] }
    let defined = figures.filter { !$0.isNaN }
    return defined.reduce(0, +) / Double(defined.count)
  }
}

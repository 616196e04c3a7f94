import FledgeData
import FledgeTensor

/// The area under the curve of precision over recall as a sum, Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the thresholds, with no line drawn between two of
/// them, which would be too optimistic (Davis and Goadrich, 2006).
///
/// It looks at the rare class alone: a guess has the share of that class, where the area under the receiver operating characteristic
/// is one half for any share. Scores, classes that are left out and memory are those of `AreaUnderROC`, but a class with all of the
/// examples has 1.
public struct AveragePrecision: Metric {
  private var scores = ClassScores()

  /// The figure of nothing yet.
  public init() {}

  /// `average_precision`.
  public var name: String { "average_precision" }

  /// Takes in logits (n, classes), two classes or more.
  public mutating func add(_ logits: Tensor, _ batch: Batch) { scores.add(logits, batch, in: name) }

  /// The area: for two classes that of class 1.
  public var value: Double { ClassScores.mean(areas) }

  /// The area of each class against the rest; NaN for a class without examples.
  public var areas: [Double] { scores.areas(in: name).map { $0.precision } }

  /// The area for scores beside whether each belongs to a positive example. NaN unless there is one.
  public static func area(scores: [Double], isPositive: [Bool]) -> Double {
    ScoreRuns(scores: scores, isPositive: isPositive, in: "AveragePrecision").averagePrecision
  }
}

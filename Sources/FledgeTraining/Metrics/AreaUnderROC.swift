import FledgeData
import FledgeTensor

/// The area under the receiver operating characteristic: the probability that an example of a class has a higher score for it
/// than an example of another, half of a tie counting (Hanley and McNeil, 1982).
///
/// For two classes the score is the difference of the logits. For more it is the probability of the class, and the figure is the
/// mean over the classes, each against the rest; a class without examples, or with all of them, is left out. NaN where no class
/// is left. It keeps the scores in memory, at most 2²⁴ of them (128 MiB): of more the figure is NaN.
public struct AreaUnderROC: Metric {
  private var scores = ClassScores()

  /// The figure of nothing yet.
  public init() {}

  /// `auc`.
  public var name: String { "auc" }

  /// Takes in logits (n, classes), two classes or more.
  public mutating func add(_ logits: Tensor, _ batch: Batch) { scores.add(logits, batch, in: name) }

  /// The area.
  public var value: Double { ClassScores.mean(areas) }

  /// The area of each class against the rest; NaN for a class without examples, or with all of them.
  public var areas: [Double] { scores.areas(in: name).map { $0.underROC } }

  /// The area for scores beside whether each belongs to a positive example. NaN unless there are both kinds.
  public static func area(scores: [Double], isPositive: [Bool]) -> Double {
    ScoreRuns(scores: scores, isPositive: isPositive, in: "AreaUnderROC").areaUnderROC
  }
}

import FledgeBasics
import FledgeFormula
import FledgeTensor

/// How the learning rate runs over a training: at each step, the share of the optimiser's own rate that is used.
///
/// A schedule is two formulas of the progress t from 0 to 1: the rise over the warm-up, and the decay over the rest. It
/// knows nothing of what it is applied to, so it goes with every optimiser. A training of one's own design sets the rate
/// before each step, as `Trainer` does:
///
/// ```swift
/// let schedule = LearningRateSchedule.cosine.warmingUp(over: 0.1)
/// optimizer.learningRate = 0.2 * schedule.factor(at: step, of: steps)
/// ```
///
/// A schedule of one's own is its formula: `LearningRateSchedule("square", "(1 − t)²") { t in (1 - t) * (1 - t) }`.
public struct LearningRateSchedule: Sendable {
  /// The name, as the command line takes it.
  public let name: String
  /// One line on what it is and where it comes from.
  public let summary: String
  /// The share of the steps over which the rate rises, from 0 to below 1.
  public private(set) var warmUp: Double
  /// The factor during the warm-up, of the progress through the warm-up.
  public let rise: Formula
  /// The factor after the warm-up, of the progress through the remaining steps.
  public let decay: Formula

  /// A schedule from its formulas; without `rise` a warm-up is the straight line from 0 to 1 (Goyal et al., 2017).
  public init(
    _ name: String, _ summary: String, warmUp: Double = 0,
    rise: (Formula.Expression) -> Formula.Expression = { t in t },
    decay: (Formula.Expression) -> Formula.Expression
  ) {
    (self.name, self.summary) = (name, summary)
    (self.warmUp, self.rise, self.decay) = (Self.checked(warmUp), Formula(rise), Formula(decay))
  }

  /// The same with another share of the steps for the rise, from 0 to below 1.
  public func warmingUp(over share: Double) -> LearningRateSchedule {
    var schedule = self
    schedule.warmUp = Self.checked(share)
    return schedule
  }

  /// The factor of step `step`, counted from 0, of `steps`.
  ///
  /// A step stands for its middle, t = (step + ½)/steps: so neither the first nor the last is spent on a rate of 0, and
  /// the factors add up to `steps` times the area under the curve.
  public func factor(at step: Int, of steps: Int) -> Double {
    require(
      step >= 0 && step < steps,
      "LearningRateSchedule: expected a step from 0 to below \(steps), got \(step)")
    let t = (Double(step) + 0.5) / Double(steps)
    return t < warmUp ? rise([t / warmUp])[0] : decay([(t - warmUp) / (1 - warmUp)])[0]
  }

  private static func checked(_ share: Double) -> Double {
    require(
      share >= 0 && share < 1, "LearningRateSchedule: expected a warm-up from 0 to below 1, got \(share)")
    return share
  }
}

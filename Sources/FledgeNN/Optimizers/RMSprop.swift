import FledgeFormula

/// RMSprop (Tieleman and Hinton, 2012): a step is divided by the root of a running mean of squared gradients; `centered` subtracts the
/// square of their running mean (Graves, 2013).
public struct RMSprop: RuleOptimizer {
  /// What the rules take: the rate η, the smoothing α and 1 − α, ε, the momentum μ, and the two forms of decay.
  public enum Scalar: CaseIterable, Sendable { case rate, alpha, rest, epsilon, momentum, l2, shrink }

  /// η, the size of a step; may be changed between steps.
  public var learningRate: Double
  /// The mean square `v`, and where they are asked for the mean `mean` and the `velocity`.
  public var state: OptimizerState
  private let alpha: Double
  private let epsilon: Double
  private let momentum: Double
  private let decay: WeightDecay
  private let isCentered: Bool
  /// One of four rules, by what is asked for.
  public let rule: UpdateRule<Scalar>

  /// The running means keep `alpha` of themselves at each step.
  public init(
    learningRate: Double = 0.01, alpha: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0,
    centered: Bool = false, decay: WeightDecay = .none, groups: [ParameterGroup] = []
  ) {
    (self.learningRate, self.alpha, self.epsilon) = (learningRate, alpha, epsilon)
    (self.momentum, self.decay, isCentered) = (momentum, decay, centered)
    state = OptimizerState(groups: groups)
    rule =
      switch (centered, momentum > 0) {
      case (false, false): Self.plain
      case (false, true): Self.withMomentum
      case (true, false): Self.centered
      case (true, true): Self.centeredWithMomentum
      }
  }

  /// The value of a scalar of the rules.
  public func value(of scalar: Scalar, in group: ParameterGroup, step: Int) -> Double {
    switch scalar {
    case .rate: learningRate * group.rate
    case .alpha: alpha
    case .rest: 1 - alpha
    case .epsilon: epsilon
    case .momentum: momentum
    case .l2: (group.decay ?? decay).l2Coefficient
    case .shrink: (group.decay ?? decay).shrinkage(rate: learningRate * group.rate)
    }
  }

  private static let plain = rule(centered: false, momentum: false)
  private static let withMomentum = rule(centered: false, momentum: true)
  private static let centered = rule(centered: true, momentum: false)
  private static let centeredWithMomentum = rule(centered: true, momentum: true)

  private static func rule(centered: Bool, momentum: Bool) -> UpdateRule<Scalar> {
    let names = ["v"] + (centered ? ["mean"] : []) + (momentum ? ["velocity"] : [])
    return UpdateRule(keeping: names) { w, kept, gradient, p in
      let g = gradient + p[.l2] * w
      var new = [p[.alpha] * kept[0] + p[.rest] * g * g]
      var square = new[0]
      if centered {
        let mean = p[.alpha] * kept[1] + p[.rest] * g
        new.append(mean)
        // A variance, which rounding may take below 0.
        square = max(square - mean * mean, 0)
      }
      var step = g / (sqrt(square) + p[.epsilon])
      if momentum {
        step = p[.momentum] * kept[names.count - 1] + step
        new.append(step)
      }
      return (p[.shrink] * w - p[.rate] * step, new)
    }
  }
}

extension RMSprop {
  /// The call that makes such an optimiser.
  public var description: String {
    "RMSprop(learningRate: \(learningRate), alpha: \(alpha), epsilon: \(epsilon)"
      + (momentum == 0 ? "" : ", momentum: \(momentum)") + (isCentered ? ", centered: true" : "")
      + "\(decay.argument))"
  }
}

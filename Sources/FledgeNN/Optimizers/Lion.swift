import FledgeFormula

/// Lion (Chen and others, 2023): a step of one size for every weight, along the sign of a mean of the gradients. Its rate is a third to a
/// tenth of Adam's, its decay as much larger.
public struct Lion: RuleOptimizer {
  /// What the rule takes: the rate η, β₁ and 1 − β₁, β₂ and 1 − β₂, and the two forms of decay.
  public enum Scalar: CaseIterable, Sendable { case rate, beta1, rest1, beta2, rest2, l2, shrink }

  /// η, the size of a step; may be changed between steps.
  public var learningRate: Double
  /// The running mean `m` of the gradients.
  public var state: OptimizerState
  private let beta1: Double
  private let beta2: Double
  private let decay: WeightDecay

  /// Defaults are the paper's.
  public init(
    learningRate: Double = 0.0001, beta1: Double = 0.9, beta2: Double = 0.99, decay: WeightDecay = .none,
    groups: [ParameterGroup] = []
  ) {
    (self.learningRate, self.beta1, self.beta2) = (learningRate, beta1, beta2)
    (self.decay, state) = (decay, OptimizerState(groups: groups))
  }

  /// w ← w − rate·sign(β₁·m + (1 − β₁)·g), m ← β₂·m + (1 − β₂)·g.
  public var rule: UpdateRule<Scalar> { Self.lion }

  /// The value of a scalar of the rule.
  public func value(of scalar: Scalar, in group: ParameterGroup, step: Int) -> Double {
    switch scalar {
    case .rate: learningRate * group.rate
    case .beta1: beta1
    case .rest1: 1 - beta1
    case .beta2: beta2
    case .rest2: 1 - beta2
    case .l2: (group.decay ?? decay).l2Coefficient
    case .shrink: (group.decay ?? decay).shrinkage(rate: learningRate * group.rate)
    }
  }

  private static let lion = UpdateRule<Scalar>(keeping: ["m"]) { w, kept, gradient, p in
    let g = gradient + p[.l2] * w
    let direction = sign(p[.beta1] * kept[0] + p[.rest1] * g)
    return (p[.shrink] * w - p[.rate] * direction, [p[.beta2] * kept[0] + p[.rest2] * g])
  }
}

extension Lion {
  /// The call that makes such an optimiser.
  public var description: String {
    "Lion(learningRate: \(learningRate), beta1: \(beta1), beta2: \(beta2)\(decay.argument))"
  }
}

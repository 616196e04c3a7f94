import FledgeFormula

/// Adagrad (Duchi, Hazan and Singer, 2011): a step is divided by the root of the sum of all squared gradients so far.
public struct Adagrad: RuleOptimizer {
  /// What the rule takes: the rate η/(1 + (t − 1)·rateDecay), ε, and the two forms of decay.
  public enum Scalar: CaseIterable, Sendable { case rate, epsilon, l2, shrink }

  /// η, the size of a step; may be changed between steps.
  public var learningRate: Double
  /// The `sum` of squares.
  public var state: OptimizerState
  private let rateDecay: Double
  private let initialSum: Double
  private let epsilon: Double
  private let decay: WeightDecay

  /// The sum begins with `initialSum`; step t has the rate η/(1 + (t − 1)·rateDecay).
  public init(
    learningRate: Double = 0.01, rateDecay: Double = 0, initialSum: Double = 0, epsilon: Double = 1e-10,
    decay: WeightDecay = .none, groups: [ParameterGroup] = []
  ) {
    (self.learningRate, self.rateDecay, self.initialSum) = (learningRate, rateDecay, initialSum)
    (self.epsilon, self.decay, state) = (epsilon, decay, OptimizerState(groups: groups))
  }

  /// w ← w − rate·g/(√s + ε), s ← s + g².
  public var rule: UpdateRule<Scalar> { Self.adagrad }

  /// What the sum begins with.
  public func initialValue(of name: String) -> Double { initialSum }

  /// The value of a scalar of the rule.
  public func value(of scalar: Scalar, in group: ParameterGroup, step: Int) -> Double {
    switch scalar {
    case .rate: learningRate * group.rate / (1 + Double(step - 1) * rateDecay)
    case .epsilon: epsilon
    case .l2: (group.decay ?? decay).l2Coefficient
    case .shrink: (group.decay ?? decay).shrinkage(rate: learningRate * group.rate)
    }
  }

  private static let adagrad = UpdateRule<Scalar>(keeping: ["sum"]) { w, kept, gradient, p in
    let g = gradient + p[.l2] * w
    let sum = kept[0] + g * g
    return (p[.shrink] * w - p[.rate] * g / (sqrt(sum) + p[.epsilon]), [sum])
  }
}

extension Adagrad {
  /// The call that makes such an optimiser.
  public var description: String {
    "Adagrad(learningRate: \(learningRate)" + (rateDecay == 0 ? "" : ", rateDecay: \(rateDecay)")
      + (initialSum == 0 ? "" : ", initialSum: \(initialSum)") + ", epsilon: \(epsilon)\(decay.argument))"
  }
}

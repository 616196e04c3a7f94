import FledgeFormula

/// Adam (Kingma and Ba, 2015); with `.decoupled` decay it is AdamW (Loshchilov and Hutter, 2019), with `amsgrad` the variant whose steps
/// never grow for a gradient that was large once (Reddi, Kale and Kumar, 2018).
public struct Adam: RuleOptimizer {
  /// What the rules take. `rate` is η/(1 − β₁ᵗ) and `scale` 1/√(1 − β₂ᵗ): the corrections m̂ and v̂, folded into the step and into √v.
  public enum Scalar: CaseIterable, Sendable {
    case rate, beta1, rest1, beta2, rest2, scale, epsilon, l2, shrink
  }

  /// η, the size of a step; may be changed between steps.
  public var learningRate: Double
  /// The moments: `m`, `v`, and with AMSGrad `vmax`.
  public var state: OptimizerState
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let decay: WeightDecay
  private let usesMaximum: Bool

  /// Defaults are the paper's.
  public init(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    decay: WeightDecay = .none, amsgrad: Bool = false, groups: [ParameterGroup] = []
  ) {
    (self.learningRate, self.beta1, self.beta2) = (learningRate, beta1, beta2)
    (self.epsilon, self.decay, usesMaximum) = (epsilon, decay, amsgrad)
    state = OptimizerState(groups: groups)
  }

  /// AdamW: Adam with decoupled weight decay.
  public static func adamW(
    learningRate: Double = 0.001, weightDecay: Double = 0.01, groups: [ParameterGroup] = []
  ) -> Adam {
    Adam(learningRate: learningRate, decay: .decoupled(weightDecay), groups: groups)
  }

  /// That of Adam or that of AMSGrad.
  public var rule: UpdateRule<Scalar> { usesMaximum ? Self.amsgrad : Self.adam }

  /// The value of a scalar of the rules.
  public func value(of scalar: Scalar, in group: ParameterGroup, step: Int) -> Double {
    switch scalar {
    case .rate: learningRate * group.rate / (1 - power(beta1, step))
    case .beta1: beta1
    case .rest1: 1 - beta1
    case .beta2: beta2
    case .rest2: 1 - beta2
    case .scale: 1 / (1 - power(beta2, step)).squareRoot()
    case .epsilon: epsilon
    case .l2: (group.decay ?? decay).l2Coefficient
    case .shrink: (group.decay ?? decay).shrinkage(rate: learningRate * group.rate)
    }
  }

  static let adam = rule(usesMaximum: false)
  private static let amsgrad = rule(usesMaximum: true)

  private static func rule(usesMaximum: Bool) -> UpdateRule<Scalar> {
    UpdateRule(keeping: ["m", "v"] + (usesMaximum ? ["vmax"] : [])) { w, kept, gradient, p in
      let g = gradient + p[.l2] * w
      let m = p[.beta1] * kept[0] + p[.rest1] * g
      let v = p[.beta2] * kept[1] + p[.rest2] * g * g
      let square = usesMaximum ? max(kept[2], v) : v
      let step = p[.rate] * m / (sqrt(square) * p[.scale] + p[.epsilon])
      return (p[.shrink] * w - step, [m, v] + (usesMaximum ? [square] : []))
    }
  }
}

extension Adam {
  /// The call that makes such an optimiser: `Adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-08)`.
  public var description: String {
    "Adam(learningRate: \(learningRate), beta1: \(beta1), beta2: \(beta2), epsilon: \(epsilon)\(decay.argument)"
      + (usesMaximum ? ", amsgrad: true)" : ")")
  }
}

/// xⁿ by repeated squaring, in the same arithmetic on every platform.
private func power(_ x: Double, _ n: Int) -> Double {
  var (result, base, rest) = (1.0, x, n)
  while rest > 0 {
    if rest & 1 == 1 { result *= base }
    base *= base
    rest >>= 1
  }
  return result
}

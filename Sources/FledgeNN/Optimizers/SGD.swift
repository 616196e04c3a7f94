import FledgeBasics
import FledgeFormula

/// Minibatch stochastic gradient descent (Robbins and Monro, 1951), plain or with momentum.
public struct SGD: RuleOptimizer {
  /// How earlier gradients carry on.
  public enum Momentum: Sendable, Equatable {
    /// w ← w − rate·g.
    case none
    /// v ← μ·v + (1 − dampening)·g, at the first step v ← g; w ← w − rate·v (Polyak, 1964).
    case heavyBall(Double, dampening: Double = 0)
    /// v ← μ·v + g; w ← w − rate·(g + μ·v) (Nesterov, 1983, as Sutskever and others, 2013, write it).
    case nesterov(Double)
  }

  /// What the rules take: the rate η, the momentum μ, the coefficient of L2 decay, the shrinkage of decoupled decay, and 1 − dampening.
  public enum Scalar: CaseIterable, Sendable { case rate, momentum, l2, shrink, gain }

  /// η, the size of a step; may be changed between steps.
  public var learningRate: Double
  /// The velocity, where there is momentum.
  public var state: OptimizerState
  private let momentum: Momentum
  private let decay: WeightDecay
  /// One of the rules below, by what is asked for.
  public let rule: UpdateRule<Scalar>

  /// The default rate is 0.2, and 0.02 with momentum, which multiplies a step by up to 1/(1 − μ).
  public init(
    learningRate: Double? = nil, momentum: Momentum = .none, decay: WeightDecay = .none,
    groups: [ParameterGroup] = []
  ) {
    self.learningRate = learningRate ?? (momentum == .none ? 0.2 : 0.02)
    (self.momentum, self.decay, state) = (momentum, decay, OptimizerState(groups: groups))
    let decays = decay != .none || groups.contains { $0.decay ?? .none != .none }
    switch momentum {
    case .none: rule = decays ? Self.decaying : Self.plain
    case .heavyBall(_, let dampening):
      require(
        dampening >= 0 && dampening <= 1, "SGD: expected a dampening from 0 to 1, got \(dampening)")
      rule = dampening == 0 ? Self.heavyBall : Self.dampened
    case .nesterov: rule = Self.nesterov
    }
  }

  /// The value of a scalar of the rules.
  public func value(of scalar: Scalar, in group: ParameterGroup, step: Int) -> Double {
    switch scalar {
    case .rate: learningRate * group.rate
    case .l2: (group.decay ?? decay).l2Coefficient
    case .shrink: (group.decay ?? decay).shrinkage(rate: learningRate * group.rate)
    case .momentum:
      switch momentum {
      case .none: 0
      case .heavyBall(let mu, _), .nesterov(let mu): mu
      }
    case .gain:
      if case .heavyBall(_, let dampening) = momentum, step > 1 { 1 - dampening } else { 1 }
    }
  }

  static let plain = UpdateRule<Scalar> { w, _, g, p in (w - p[.rate] * g, []) }

  static let decaying = UpdateRule<Scalar> { w, _, g, p in
    (p[.shrink] * w - p[.rate] * (g + p[.l2] * w), [])
  }

  static let heavyBall = UpdateRule<Scalar>(keeping: ["velocity"]) { w, kept, g, p in
    let v = p[.momentum] * kept[0] + (g + p[.l2] * w)
    return (p[.shrink] * w - p[.rate] * v, [v])
  }

  static let dampened = UpdateRule<Scalar>(keeping: ["velocity"]) { w, kept, g, p in
    let v = p[.momentum] * kept[0] + p[.gain] * (g + p[.l2] * w)
    return (p[.shrink] * w - p[.rate] * v, [v])
  }

  static let nesterov = UpdateRule<Scalar>(keeping: ["velocity"]) { w, kept, gradient, p in
    let g = gradient + p[.l2] * w
    let v = p[.momentum] * kept[0] + g
    return (p[.shrink] * w - p[.rate] * (g + p[.momentum] * v), [v])
  }
}

extension SGD {
  /// The call that makes such an optimiser: `SGD(learningRate: 0.02, momentum: .heavyBall(0.9))`.
  public var description: String { "SGD(learningRate: \(learningRate)\(momentum.argument)\(decay.argument))" }
}

extension SGD.Momentum {
  fileprivate var argument: String {
    switch self {
    case .none: ""
    case .heavyBall(let mu, 0): ", momentum: .heavyBall(\(mu))"
    case .heavyBall(let mu, let dampening): ", momentum: .heavyBall(\(mu), dampening: \(dampening))"
    case .nesterov(let mu): ", momentum: .nesterov(\(mu))"
    }
  }
}

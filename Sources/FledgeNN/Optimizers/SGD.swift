import FledgeFormula
import FledgeTensor

/// Minibatch stochastic gradient descent (Robbins and Monro, 1951), plain or with momentum.
public struct SGD: Optimizer {
  /// How earlier gradients carry on.
  public enum Momentum: Sendable, Equatable {
    /// w ← w − rate·g.
    case none
    /// v ← μ·v + g; w ← w − rate·v (Polyak, 1964).
    case heavyBall(Double)
    /// v ← μ·v + g; w ← w − rate·(g + μ·v) (Nesterov, 1983, as Sutskever and others, 2013, write it).
    case nesterov(Double)
  }

  /// η, the size of a step; may be changed between steps.
  public var learningRate: Double
  private let momentum: Momentum
  private let decay: WeightDecay
  private var state = OptimizerState()

  /// The default rate is 0.2, and 0.02 with momentum, which multiplies a step by up to 1/(1 − μ).
  public init(learningRate: Double? = nil, momentum: Momentum = .none, decay: WeightDecay = .none) {
    self.learningRate = learningRate ?? (momentum == .none ? 0.2 : 0.02)
    self.momentum = momentum
    self.decay = decay
  }

  /// One step, in place.
  public mutating func update(_ model: inout some Module, with gradients: Gradients) {
    if momentum == .none && decay == .none {
      var descent = Descent(rate: learningRate)
      return model.change(by: &descent, along: gradients)
    }
    let (formula, mu): (UpdateFormula, Double) =
      switch momentum {
      case .none: (Self.plain, 0)
      case .heavyBall(let mu): (Self.heavyBall, mu)
      case .nesterov(let mu): (Self.nesterov, mu)
      }
    let rate = learningRate
    let (l2, shrink) = decay.coefficients(rate: rate)
    state.update(&model, with: gradients, formula: formula) { _ in [rate, mu, l2, shrink] }
  }

  // Parameters: rate η, momentum μ, L2 coefficient λ, decoupled shrinkage 1 − η·λ.

  static let plain = UpdateFormula(state: 0, parameters: 4) { x, p in
    let (w, g, rate, l2, shrink) = (x[0], x[1], p[0], p[2], p[3])
    return [shrink * w - rate * (g + l2 * w)]
  }

  static let heavyBall = UpdateFormula(state: 1, parameters: 4) { x, p in
    let (w, velocity, g, rate, mu, l2, shrink) = (x[0], x[1], x[2], p[0], p[1], p[2], p[3])
    let v = mu * velocity + (g + l2 * w)
    return [shrink * w - rate * v, v]
  }

  static let nesterov = UpdateFormula(state: 1, parameters: 4) { x, p in
    let (w, velocity, gradient, rate, mu, l2, shrink) = (x[0], x[1], x[2], p[0], p[1], p[2], p[3])
    let g = gradient + l2 * w
    let v = mu * velocity + g
    return [shrink * w - rate * (g + mu * v), v]
  }
}

extension SGD {
  /// The call that makes such an optimiser: `SGD(learningRate: 0.02, momentum: .heavyBall(0.9))`.
  public var description: String {
    let momentum = momentum == .none ? "" : ", momentum: .\(momentum)"
    return "SGD(learningRate: \(learningRate)\(momentum)\(decay.argument))"
  }
}

/// w ← w − rate·g.
private struct Descent: ParameterChange {
  let rate: Double

  func change(_ value: inout Tensor, along gradient: Tensor, index: Int) {
    descend(&value, along: gradient, rate: rate)
  }
}

extension WeightDecay {
  /// How a call gives it after other arguments, or nothing.
  var argument: String { self == .none ? "" : ", decay: .\(self)" }

  /// The coefficient that adds to the gradient, and the factor by which the weight shrinks.
  func coefficients(rate: Double) -> (l2: Double, shrink: Double) {
    switch self {
    case .none: (0, 1)
    case .l2(let lambda): (lambda, 1)
    case .decoupled(let lambda): (0, 1 - rate * lambda)
    }
  }
}

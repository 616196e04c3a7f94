import FledgeFormula
import FledgeTensor

/// Adam (Kingma and Ba, 2015); with `.decoupled` decay it is AdamW (Loshchilov and Hutter, 2019).
public struct Adam: Optimizer {
  /// η, the size of a step; may be changed between steps.
  public var learningRate: Double
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let decay: WeightDecay
  private var state = OptimizerState()

  /// Defaults are the paper's.
  public init(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    decay: WeightDecay = .none
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.decay = decay
  }

  /// AdamW: Adam with decoupled weight decay.
  public static func adamW(learningRate: Double = 0.001, weightDecay: Double = 0.01) -> Adam {
    Adam(learningRate: learningRate, decay: .decoupled(weightDecay))
  }

  /// One step, in place.
  public mutating func update(_ model: inout some Module, with gradients: Gradients) {
    let (rate, b1, b2, epsilon) = (learningRate, beta1, beta2, epsilon)
    let (l2, shrink) = decay.coefficients(rate: rate)
    state.update(&model, with: gradients, formula: Self.step) { t in
      // m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ), folded into the rate and into √v.
      let (unbiased1, unbiased2) = (1 - power(b1, t), 1 - power(b2, t))
      return [
        rate / unbiased1, b1, 1 - b1, b2, 1 - b2, 1 / unbiased2.squareRoot(), epsilon, l2, shrink,
      ]
    }
  }

  static let step = UpdateFormula(state: 2, parameters: 9) { x, p in
    let (w, g) = (x[0], x[3] + p[7] * x[0])
    let m = p[1] * x[1] + p[2] * g
    let v = p[3] * x[2] + p[4] * g * g
    let step = p[0] * m / (sqrt(v) * p[5] + p[6])
    return [p[8] * w - step, m, v]
  }
}

extension Adam {
  /// The call that makes such an optimiser: `Adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-08)`.
  public var description: String {
    "Adam(learningRate: \(learningRate), beta1: \(beta1), beta2: \(beta2), epsilon: \(epsilon)\(decay.argument))"
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

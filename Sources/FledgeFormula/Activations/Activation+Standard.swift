// The standard activations: a row each. It is the activation's name in Swift, and holds all that the command line, saved models,
// the documentation and the tests read: the name, aliases, one line on what it is and where it comes from, what it tends to far
// from 0, and the formula. Swift cannot list the static members of a type, so `standard` names each once more.
//
// A factor that fades out is a gate, so that the limits at ±∞ come out right, in derivatives too.
extension Activation {
  /// Every standard activation, in the order in which they are listed.
  public static let standard: [Activation] = [
    identity, relu, relu6, leakyReLU, elu, celu, selu, sigmoid, tanh, hardtanh, softplus, softsign, silu,
    gelu,
    geluTanh, mish, hardSigmoid, hardSwish, sin, cos, square,
  ]

  /// The standard activation with this name or alias, as the command line spells it, or nil; its `name` is the canonical one:
  /// `Activation.named("swish")?.name` is "silu". Of a family, its number may stand behind the name: `Activation.named("elu 0.5")`.
  public static func named(_ name: String) -> Activation? {
    standard.first { $0.name == name } ?? standard.first { $0.aliases.contains(name) } ?? member(named: name)
  }

  /// x.
  public static let identity = Activation(
    "identity", aliases: ["linear", "none"], "x itself", asymptotes: (.x, .x)
  ) { x in x }

  /// max(x, 0).
  public static let relu = Activation(
    "relu", "rectifier (Nair and Hinton, 2010)", asymptotes: (.constant(0), .x)
  ) { x in max(x, 0) }

  /// x within [0, 6].
  public static let relu6 = Activation(
    "relu6", "min(max(x, 0), 6) (Howard et al., 2017)", asymptotes: (.constant(0), .constant(6))
  ) { x in clamp(x, 0, 6) }

  /// x where positive, else 0.01·x.
  public static let leakyReLU = Activation(
    "leaky-relu", aliases: ["lrelu"], "slope 0.01 below 0 (Maas, Hannun and Ng, 2013)",
    asymptotes: (.x(times: 0.01), .x)
  ) { x in leakyValue(x, slope: 0.01) }

  /// x where positive, else eˣ − 1.
  public static let elu = Activation(
    "elu", "exponential linear unit, α = 1 (Clevert, Unterthiner and Hochreiter, 2016)",
    asymptotes: (.constant(-1), .x)
  ) { x in eluValue(x, alpha: 1) }

  /// x where positive, else eˣ − 1; the same as `elu` for α = 1.
  public static let celu = Activation(
    "celu", "continuously differentiable elu, α = 1 (Barron, 2017)", asymptotes: (.constant(-1), .x)
  ) { x in celuValue(x, alpha: 1) }

  /// The self-normalising exponential linear unit. Its constants keep mean 0 and variance 1.
  public static let selu = Activation(
    "selu", "self-normalising elu (Klambauer et al., 2017)",
    asymptotes: (.constant(-1.7580993408473766), .x(times: 1.0507009873554804934))
  ) { x in 1.0507009873554804934 * select(x .> 0, x, 1.6732632423543772848 * expm1(x)) }

  /// 1/(1 + e⁻ˣ).
  public static let sigmoid = Activation(
    "sigmoid", aliases: ["logistic"], "logistic function (Verhulst, 1838)",
    asymptotes: (.constant(0), .constant(1))
  ) { x in FledgeFormula.sigmoid(x) }

  /// The hyperbolic tangent.
  public static let tanh = Activation(
    "tanh", "hyperbolic tangent (LeCun et al., 1998)", asymptotes: (.constant(-1), .constant(1))
  ) { x in FledgeFormula.tanh(x) }

  /// x within [−1, 1].
  public static let hardtanh = Activation(
    "hardtanh", aliases: ["hard-tanh"], "min(max(x, −1), 1) (Collobert, 2004)",
    asymptotes: (.constant(-1), .constant(1))
  ) { x in clamp(x, -1, 1) }

  /// log(1 + eˣ).
  public static let softplus = Activation(
    "softplus", "log(1 + eˣ) (Dugas et al., 2001)", asymptotes: (.constant(0), .x)
  ) { x in FledgeFormula.softplus(x) }

  /// x/(1 + |x|). From |x| = 1 on as 1 − 1/(1 + |x|): no ∞/∞ at the ends, no cancellation in the derivative.
  public static let softsign = Activation(
    "softsign", "x / (1 + |x|) (Bergstra et al., 2009)", asymptotes: (.constant(-1), .constant(1))
  ) { x in
    let r = 1 / (1 + abs(x))
    return select(abs(x) .< 1, x * r, sign(x) * (1 - r))
  }

  /// x·sigmoid(x).
  public static let silu = Activation(
    "silu", aliases: ["swish"], "x·sigmoid(x) (Elfwing, Uchibe and Doya, 2018)",
    asymptotes: (.constant(0), .x)
  ) { x in x.gated(by: FledgeFormula.sigmoid(x)) }

  /// x·Φ(x).
  public static let gelu = Activation(
    "gelu", "x·Φ(x) (Hendrycks and Gimpel, 2016)", asymptotes: (.constant(0), .x)
  ) { x in x.gated(by: normalCDF(x)) }

  /// x·Φ(x), tanh form: x/2·(1 + tanh z) = x·sigmoid(2z) with z = √(2/π)·(x + 0.044715·x³).
  public static let geluTanh = Activation(
    "gelu-tanh", "gelu by its tanh approximation (Hendrycks and Gimpel, 2016)", asymptotes: (.constant(0), .x)
  ) { x in x.gated(by: FledgeFormula.sigmoid(1.5957691216057308 * (x + 0.044715 * x * x * x))) }

  /// x·tanh(softplus(x)).
  public static let mish = Activation(
    "mish", "x·tanh(softplus(x)) (Misra, 2019)", asymptotes: (.constant(0), .x)
  ) { x in x.gated(by: FledgeFormula.tanh(FledgeFormula.softplus(x))) }

  /// min(max(x + 3, 0), 6) / 6.
  public static let hardSigmoid = Activation(
    "hard-sigmoid", aliases: ["hardsigmoid"], "min(max(x + 3, 0), 6) / 6 (Howard et al., 2019)",
    asymptotes: (.constant(0), .constant(1))
  ) { x in clamp(x + 3, 0, 6) / 6 }

  /// x·min(max(x + 3, 0), 6) / 6.
  public static let hardSwish = Activation(
    "hard-swish", aliases: ["hardswish"], "x·hard-sigmoid(x) (Howard et al., 2019)",
    asymptotes: (.constant(0), .x)
  ) { x in x.gated(by: clamp(x + 3, 0, 6) / 6) }

  /// The sine.
  public static let sin = Activation(
    "sin", aliases: ["sine"], "sine (Sitzmann et al., 2020)", asymptotes: nil
  ) {
    x in FledgeFormula.sin(x)
  }

  /// The cosine.
  public static let cos = Activation(
    "cos", aliases: ["cosine"], "cosine (Rahimi and Recht, 2007)", asymptotes: nil
  ) { x in FledgeFormula.cos(x) }

  /// x².
  public static let square = Activation(
    "square", "x² (Livni, Shalev-Shwartz and Shamir, 2014)", asymptotes: nil
  ) { x in x * x }
}

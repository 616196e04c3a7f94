/// The standard activations, each in one line. Tests, the command line and the documentation read this table.
///
/// A factor that fades out is a gate, so that the limits at ±∞ come out right, in derivatives too.
public enum StandardFormulas {
  /// All of them.
  public static let all: [NamedFormula] = [
    NamedFormula("identity", aliases: ["linear", "none"], "x itself", Formula { x in x }),
    relu,
    NamedFormula("relu6", "min(max(x, 0), 6) (Howard et al., 2017)", Formula { x in clamp(x, 0, 6) }),
    NamedFormula(
      "leaky-relu", aliases: ["lrelu"], "slope 0.01 below 0 (Maas, Hannun and Ng, 2013)",
      leakyReLU(slope: 0.01)),
    NamedFormula(
      "elu", "exponential linear unit, α = 1 (Clevert, Unterthiner and Hochreiter, 2016)", elu(alpha: 1)),
    NamedFormula("celu", "continuously differentiable elu, α = 1 (Barron, 2017)", celu(alpha: 1)),
    NamedFormula("selu", "self-normalising elu (Klambauer et al., 2017)", selu),
    sigmoid,
    tanh,
    NamedFormula(
      "hardtanh", aliases: ["hard-tanh"], "min(max(x, −1), 1) (Collobert, 2004)",
      Formula { x in clamp(x, -1, 1) }),
    softplus,
    NamedFormula("softsign", "x / (1 + |x|) (Bergstra et al., 2009)", softsign),
    NamedFormula(
      "silu", aliases: ["swish"], "x·sigmoid(x) (Elfwing, Uchibe and Doya, 2018)",
      Formula { x in x.gated(by: FledgeFormula.sigmoid(x)) }),
    NamedFormula("gelu", "x·Φ(x) (Hendrycks and Gimpel, 2016)", Formula { x in x.gated(by: normalCDF(x)) }),
    NamedFormula("gelu-tanh", "gelu by its tanh approximation (Hendrycks and Gimpel, 2016)", geluTanh),
    NamedFormula(
      "mish", "x·tanh(softplus(x)) (Misra, 2019)",
      Formula { x in x.gated(by: FledgeFormula.tanh(FledgeFormula.softplus(x))) }),
    NamedFormula(
      "hard-sigmoid", aliases: ["hardsigmoid"], "min(max(x + 3, 0), 6) / 6 (Howard et al., 2019)", hardSigmoid
    ),
    NamedFormula(
      "hard-swish", aliases: ["hardswish"], "x·hard-sigmoid(x) (Howard et al., 2019)", hardSwish),
    sine,
    cosine,
    square,
  ]

  /// max(x, 0).
  public static let relu = NamedFormula(
    "relu", "rectifier (Nair and Hinton, 2010)", Formula { x in max(x, 0) })
  /// 1 / (1 + e⁻ˣ).
  public static let sigmoid = NamedFormula(
    "sigmoid", aliases: ["logistic"], "logistic function (Verhulst, 1838)",
    Formula { x in FledgeFormula.sigmoid(x) })
  /// The hyperbolic tangent.
  public static let tanh = NamedFormula(
    "tanh", "hyperbolic tangent (LeCun et al., 1998)", Formula { x in FledgeFormula.tanh(x) })
  /// log(1 + eˣ).
  public static let softplus = NamedFormula(
    "softplus", "log(1 + eˣ) (Dugas et al., 2001)", Formula { x in FledgeFormula.softplus(x) })
  /// The sine.
  public static let sine = NamedFormula(
    "sin", aliases: ["sine"], "sine (Sitzmann et al., 2020)", Formula { x in sin(x) })
  /// The cosine.
  public static let cosine = NamedFormula(
    "cos", aliases: ["cosine"], "cosine (Rahimi and Recht, 2007)", Formula { x in cos(x) })
  /// x².
  public static let square = NamedFormula(
    "square", "x² (Livni, Shalev-Shwartz and Shamir, 2014)", Formula { x in x * x })

  /// The one with this name or alias, or nil; its `name` is the canonical one.
  public static func named(_ name: String) -> NamedFormula? {
    all.first { $0.name == name } ?? all.first { $0.aliases.contains(name) }
  }

  /// x where it is positive, else slope·x (Maas, Hannun and Ng, 2013).
  public static func leakyReLU(slope: Double) -> Formula {
    Formula { x in select(x .> 0, x, slope * x) }
  }

  /// x where it is positive, else α·(eˣ − 1) (Clevert, Unterthiner and Hochreiter, 2016).
  public static func elu(alpha: Double) -> Formula {
    Formula { x in select(x .> 0, x, alpha * expm1(x)) }
  }

  /// max(x, 0) + min(0, α·(e^(x/α) − 1)): its slope is continuous for every α > 0 (Barron, 2017).
  public static func celu(alpha: Double) -> Formula {
    Formula { x in select(x .> 0, x, alpha * expm1(x / alpha)) }
  }

  /// log(1 + e^(βx)) / β: the larger β > 0, the sharper the bend (Dugas et al., 2001).
  public static func softplus(beta: Double) -> Formula {
    Formula { x in FledgeFormula.softplus(beta * x) / beta }
  }

  /// The constants keep mean 0 and variance 1 (Klambauer et al., 2017).
  private static let selu = Formula { x in
    1.0507009873554804934 * select(x .> 0, x, 1.6732632423543772848 * expm1(x))
  }

  /// From |x| = 1 on as 1 − 1/(1 + |x|): no ∞/∞ at the ends, no cancellation in the derivative.
  private static let softsign = Formula { x in
    let r = 1 / (1 + abs(x))
    return select(abs(x) .< 1, x * r, sign(x) * (1 - r))
  }

  /// x/2·(1 + tanh z) = x·sigmoid(2z) with z = √(2/π)·(x + 0.044715·x³).
  private static let geluTanh = Formula { x in
    x.gated(by: FledgeFormula.sigmoid(1.5957691216057308 * (x + 0.044715 * x * x * x)))
  }

  private static let hardSigmoid = Formula { x in clamp(x + 3, 0, 6) / 6 }

  private static let hardSwish = Formula { x in x.gated(by: clamp(x + 3, 0, 6) / 6) }
}

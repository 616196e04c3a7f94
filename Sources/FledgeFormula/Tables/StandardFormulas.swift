import FledgeBasics

/// A function of one input that has a name.
public struct NamedFormula: Sendable {
  /// The name, as the command line takes it.
  public let name: String
  /// One line on what it is and where it comes from.
  public let summary: String
  /// The function.
  public let formula: Formula

  /// Names a formula of one input and one output.
  public init(_ name: String, _ summary: String, _ formula: Formula) {
    require(
      formula.inputCount == 1 && formula.outputCount == 1 && formula.parameterCount == 0,
      "NamedFormula \(name): expected 1 input, 1 output, no parameters, got \(formula.inputCount),"
        + " \(formula.outputCount), \(formula.parameterCount)")
    (self.name, self.summary, self.formula) = (name, summary, formula)
  }
}

/// The standard activations, each in one line. Tests, the command line and the documentation read this table.
///
/// A factor that fades out is a gate, so that the limits at ±∞ come out right, in derivatives too.
public enum StandardFormulas {
  /// All of them.
  public static let all: [NamedFormula] = [
    NamedFormula("identity", "x itself", Formula { x in x }),
    NamedFormula("relu", "rectifier (Nair and Hinton, 2010)", Formula { x in max(x, 0) }),
    NamedFormula("leaky-relu", "slope 0.01 below 0 (Maas, Hannun and Ng, 2013)", leakyReLU(slope: 0.01)),
    NamedFormula(
      "elu", "exponential linear unit, α = 1 (Clevert, Unterthiner and Hochreiter, 2016)", elu(alpha: 1)),
    NamedFormula("selu", "self-normalising elu (Klambauer et al., 2017)", selu),
    NamedFormula("sigmoid", "logistic function (Verhulst, 1838)", Formula { x in sigmoid(x) }),
    NamedFormula("tanh", "hyperbolic tangent (LeCun et al., 1998)", Formula { x in tanh(x) }),
    NamedFormula("softplus", "log(1 + eˣ) (Dugas et al., 2001)", Formula { x in softplus(x) }),
    NamedFormula("softsign", "x / (1 + |x|) (Bergstra et al., 2009)", softsign),
    NamedFormula(
      "silu", "x·sigmoid(x) (Elfwing, Uchibe and Doya, 2018)", Formula { x in x.gated(by: sigmoid(x)) }),
    NamedFormula("gelu", "x·Φ(x) (Hendrycks and Gimpel, 2016)", Formula { x in x.gated(by: normalCDF(x)) }),
    NamedFormula("gelu-tanh", "gelu by its tanh approximation (Hendrycks and Gimpel, 2016)", geluTanh),
    NamedFormula(
      "mish", "x·tanh(softplus(x)) (Misra, 2019)", Formula { x in x.gated(by: tanh(softplus(x))) }),
    NamedFormula("hard-sigmoid", "sigmoid in three straight pieces (Courbariaux et al., 2015)", hardSigmoid),
    NamedFormula("hard-swish", "x·hard-sigmoid(x) (Howard et al., 2019)", hardSwish),
    NamedFormula("sin", "sine (Sitzmann et al., 2020)", Formula { x in sin(x) }),
    NamedFormula("cos", "cosine (Rahimi and Recht, 2007)", Formula { x in cos(x) }),
    NamedFormula("square", "x² (Livni, Shalev-Shwartz and Shamir, 2014)", Formula { x in x * x }),
  ]

  /// The one called `name`, or nil.
  public static func named(_ name: String) -> NamedFormula? { all.first { $0.name == name } }

  /// x where it is positive, else slope·x (Maas, Hannun and Ng, 2013).
  public static func leakyReLU(slope: Double) -> Formula {
    Formula { x in select(x .> 0, x, slope * x) }
  }

  /// x where it is positive, else α·(eˣ − 1) (Clevert, Unterthiner and Hochreiter, 2016).
  public static func elu(alpha: Double) -> Formula {
    Formula { x in select(x .> 0, x, alpha * expm1(x)) }
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
    x.gated(by: sigmoid(1.5957691216057308 * (x + 0.044715 * x * x * x)))
  }

  private static let hardSigmoid = Formula { x in clamp(x + 3, 0, 6) / 6 }

  private static let hardSwish = Formula { x in x.gated(by: clamp(x + 3, 0, 6) / 6) }
}

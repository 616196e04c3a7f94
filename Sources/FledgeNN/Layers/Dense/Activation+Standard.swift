import FledgeBasics
import FledgeFormula

// The formulas stand in one table, StandardFormulas, with their sources; these are their names in Swift.
extension Activation {
  /// Every standard activation, in the order of the table.
  public static let standard: [Activation] = StandardFormulas.all.map { Activation($0.name, $0.formula) }

  /// The standard activation with this name or alias, as the command line spells it; its `name` is the canonical one:
  /// `Activation.named("swish")?.name` is "silu".
  public static func named(_ name: String) -> Activation? {
    let known = StandardFormulas.named(name)?.name
    return known.flatMap { known in standard.first { $0.name == known } }
  }

  private static func known(_ name: String) -> Activation {
    guard let activation = named(name) else { fatalError("Activation: no formula named \(name)") }
    return activation
  }

  /// x.
  public static let identity = known("identity")
  /// max(x, 0).
  public static let relu = known("relu")
  /// x within [0, 6].
  public static let relu6 = known("relu6")
  /// x where positive, else 0.01·x.
  public static let leakyReLU = known("leaky-relu")
  /// x where positive, else eˣ − 1.
  public static let elu = known("elu")
  /// x where positive, else eˣ − 1; the same as `elu` for α = 1.
  public static let celu = known("celu")
  /// The self-normalising exponential linear unit.
  public static let selu = known("selu")
  /// 1/(1 + e⁻ˣ).
  public static let sigmoid = known("sigmoid")
  /// The hyperbolic tangent.
  public static let tanh = known("tanh")
  /// x within [−1, 1].
  public static let hardtanh = known("hardtanh")
  /// log(1 + eˣ).
  public static let softplus = known("softplus")
  /// x/(1 + |x|).
  public static let softsign = known("softsign")
  /// x·sigmoid(x).
  public static let silu = known("silu")
  /// x·Φ(x).
  public static let gelu = known("gelu")
  /// x·Φ(x), tanh form.
  public static let geluTanh = known("gelu-tanh")
  /// x·tanh(softplus(x)).
  public static let mish = known("mish")
  /// min(max(x + 3, 0), 6) / 6.
  public static let hardSigmoid = known("hard-sigmoid")
  /// x·min(max(x + 3, 0), 6) / 6.
  public static let hardSwish = known("hard-swish")
  /// The sine.
  public static let sin = known("sin")
  /// The cosine.
  public static let cos = known("cos")
  /// x².
  public static let square = known("square")
}

extension Activation {
  /// x where positive, else slope·x. Only the slope 0.01 has a name that files and the command line know.
  public static func leakyReLU(slope: Double) -> Activation {
    slope == 0.01 ? leakyReLU : Activation("leaky-relu-\(slope)", StandardFormulas.leakyReLU(slope: slope))
  }

  /// x where positive, else α·(eˣ − 1). Only α = 1 has a name that files and the command line know.
  public static func elu(alpha: Double) -> Activation {
    alpha == 1 ? elu : Activation("elu-\(alpha)", StandardFormulas.elu(alpha: alpha))
  }

  /// x where positive, else α·(e^(x/α) − 1), α > 0. Only α = 1 has a name that files and the command line know.
  public static func celu(alpha: Double) -> Activation {
    require(alpha > 0, "Activation.celu: expected alpha above 0, got \(alpha)")
    return alpha == 1 ? celu : Activation("celu-\(alpha)", StandardFormulas.celu(alpha: alpha))
  }

  /// log(1 + e^(βx)) / β, β > 0. Only β = 1 has a name that files and the command line know.
  public static func softplus(beta: Double) -> Activation {
    require(beta > 0, "Activation.softplus: expected beta above 0, got \(beta)")
    return beta == 1 ? softplus : Activation("softplus-\(beta)", StandardFormulas.softplus(beta: beta))
  }
}

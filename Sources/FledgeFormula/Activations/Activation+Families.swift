import FledgeBasics

// Activations with a number that bends the curve. What the standard ones are made of stands here, too.
extension Activation {
  /// x where positive, else slope·x. Only the slope 0.01 has a name that files and the command line know.
  public static func leakyReLU(slope: Double) -> Activation {
    slope == 0.01 ? leakyReLU : Activation("leaky-relu-\(slope)") { x in leakyValue(x, slope: slope) }
  }

  /// x where positive, else α·(eˣ − 1). Only α = 1 has a name that files and the command line know.
  public static func elu(alpha: Double) -> Activation {
    alpha == 1 ? elu : Activation("elu-\(alpha)") { x in eluValue(x, alpha: alpha) }
  }

  /// x where positive, else α·(e^(x/α) − 1), α > 0. Only α = 1 has a name that files and the command line know.
  public static func celu(alpha: Double) -> Activation {
    require(alpha > 0, "Activation.celu: expected alpha above 0, got \(alpha)")
    return alpha == 1 ? celu : Activation("celu-\(alpha)") { x in celuValue(x, alpha: alpha) }
  }

  /// log(1 + e^(βx)) / β, β > 0: the larger β, the sharper the bend (Dugas et al., 2001). Only β = 1 has a name that files and the
  /// command line know.
  public static func softplus(beta: Double) -> Activation {
    require(beta > 0, "Activation.softplus: expected beta above 0, got \(beta)")
    return beta == 1
      ? softplus : Activation("softplus-\(beta)") { x in FledgeFormula.softplus(beta * x) / beta }
  }

  /// Maas, Hannun and Ng, 2013.
  static func leakyValue(_ x: Formula.Expression, slope: Double) -> Formula.Expression {
    select(x .> 0, x, slope * x)
  }

  /// Clevert, Unterthiner and Hochreiter, 2016.
  static func eluValue(_ x: Formula.Expression, alpha: Double) -> Formula.Expression {
    select(x .> 0, x, alpha * expm1(x))
  }

  /// max(x, 0) + min(0, α·(e^(x/α) − 1)): its slope is continuous for every α > 0 (Barron, 2017).
  static func celuValue(_ x: Formula.Expression, alpha: Double) -> Formula.Expression {
    select(x .> 0, x, alpha * expm1(x / alpha))
  }
}

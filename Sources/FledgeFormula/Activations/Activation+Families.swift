import FledgeBasics

// Activations with a number that bends the curve: its standard value goes without saying, and any other stands behind the name. What
// the standard ones are made of stands here, too.
extension Activation {
  /// x where positive, else slope·x: `leaky-relu 0.2` by name.
  public static func leakyReLU(slope: Double) -> Activation {
    slope == 0.01
      ? leakyReLU : Activation(familyName("leaky-relu", slope)) { x in leakyValue(x, slope: slope) }
  }

  /// x where positive, else α·(eˣ − 1): `elu 0.5` by name.
  public static func elu(alpha: Double) -> Activation {
    alpha == 1 ? elu : Activation(familyName("elu", alpha)) { x in eluValue(x, alpha: alpha) }
  }

  /// x where positive, else α·(e^(x/α) − 1), α > 0: `celu 0.5` by name.
  public static func celu(alpha: Double) -> Activation {
    require(alpha > 0, "Activation.celu: expected alpha above 0, got \(alpha)")
    return alpha == 1 ? celu : Activation(familyName("celu", alpha)) { x in celuValue(x, alpha: alpha) }
  }

  /// log(1 + e^(βx)) / β, β > 0: the larger β, the sharper the bend (Dugas et al., 2001); `softplus 2` by name.
  public static func softplus(beta: Double) -> Activation {
    require(beta > 0, "Activation.softplus: expected beta above 0, got \(beta)")
    return beta == 1
      ? softplus : Activation(familyName("softplus", beta)) { x in FledgeFormula.softplus(beta * x) / beta }
  }

  private static func familyName(_ family: String, _ number: Double) -> String {
    "\(family) " + (Int(exactly: number).map(String.init) ?? "\(number)")
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

extension Activation {
  /// A standard activation with the others of its formula, each with a number of its own: `leaky-relu 0.2`.
  package struct Family: Sendable {
    /// The name of the standard one.
    package let name: String
    /// What the number must be, for people.
    package let expected: String
    private let isPositive: Bool
    private let member: @Sendable (Double) -> Activation

    fileprivate init(
      _ name: String, _ number: String, isPositive: Bool = false,
      _ member: @escaping @Sendable (Double) -> Activation
    ) {
      (self.name, self.isPositive, self.member) = (name, isPositive, member)
      expected = "the \(number) of \(name), a number" + (isPositive ? " above 0" : "")
    }

    /// The one whose number this text is; nil if there is none.
    package func activation(_ text: some StringProtocol) -> Activation? {
      guard let number = Double(text), number.isFinite, number > 0 || !isPositive else { return nil }
      return member(number)
    }
  }

  /// Every family.
  package static let families = [
    Family("leaky-relu", "slope") { .leakyReLU(slope: $0) },
    Family("elu", "alpha") { .elu(alpha: $0) },
    Family("celu", "alpha", isPositive: true) { .celu(alpha: $0) },
    Family("softplus", "beta", isPositive: true) { .softplus(beta: $0) },
  ]

  /// The one of a family with its number behind the family's name; nil if the text is no such name.
  static func member(named name: String) -> Activation? {
    let words = name.split(separator: " ")
    guard words.count == 2 else { return nil }
    let family = families.first { $0.name == words[0] }
    return family?.activation(words[1])
  }
}

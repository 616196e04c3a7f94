import FledgeFormula

// The formulas stand in one table, StandardFormulas; these are their names in Swift.
extension Activation {
  /// Every standard activation, in the order of the table.
  public static let standard: [Activation] = StandardFormulas.all.map { Activation($0.name, $0.formula) }

  /// The standard activation with this name, as the command line spells it.
  public static func named(_ name: String) -> Activation? { standard.first { $0.name == name } }

  private static func known(_ name: String) -> Activation {
    guard let activation = named(name) else { fatalError("Activation: no formula named \(name)") }
    return activation
  }

  /// x.
  public static let identity = known("identity")
  /// max(x, 0) (Nair and Hinton, 2010).
  public static let relu = known("relu")
  /// x where positive, else 0.01·x (Maas, Hannun and Ng, 2013).
  public static let leakyReLU = known("leaky-relu")
  /// x where positive, else eˣ − 1 (Clevert, Unterthiner and Hochreiter, 2016).
  public static let elu = known("elu")
  /// The self-normalising exponential linear unit (Klambauer, Unterthiner, Mayr and Hochreiter, 2017).
  public static let selu = known("selu")
  /// 1/(1 + e⁻ˣ).
  public static let sigmoid = known("sigmoid")
  /// The hyperbolic tangent.
  public static let tanh = known("tanh")
  /// log(1 + eˣ) (Dugas, Bengio, Bélisle, Nadeau and Garcia, 2001).
  public static let softplus = known("softplus")
  /// x/(1 + |x|) (Bergstra, Desjardins, Lamblin and Bengio, 2009).
  public static let softsign = known("softsign")
  /// x·sigmoid(x) (Elfwing, Uchibe and Doya, 2018).
  public static let silu = known("silu")
  /// x·Φ(x) (Hendrycks and Gimpel, 2016).
  public static let gelu = known("gelu")
  /// x·Φ(x), tanh form (Hendrycks and Gimpel, 2016).
  public static let geluTanh = known("gelu-tanh")
  /// x·tanh(softplus(x)) (Misra, 2019).
  public static let mish = known("mish")
  /// clamp(x/6 + 1/2, 0, 1) (Howard and others, 2019).
  public static let hardSigmoid = known("hard-sigmoid")
  /// x·clamp(x/6 + 1/2, 0, 1) (Howard and others, 2019).
  public static let hardSwish = known("hard-swish")
  /// The sine (Sitzmann, Martel, Bergman, Lindell and Wetzstein, 2020).
  public static let sin = known("sin")
  /// The cosine.
  public static let cos = known("cos")
  /// x².
  public static let square = known("square")
}

import FledgeBasics

/// A differentiable scalar function: a named formula.
///
/// Its derivatives, its vector program, its place in the tail of a linear layer's product and its printed form all come
/// from the formula. It is a layer, too, and is applied to tensors like one.
///
/// ```swift
/// let swish2 = Activation("swish2") { x in x * sigmoid(2 * x) }
/// ```
public struct Activation: Sendable {
  // One reference: every training step copies the layers that hold activations.
  private var definition: Definition

  private final class Definition: Sendable {
    let name: String
    let aliases: [String]
    let summary: String
    let asymptotes: Asymptotes?
    let formula: Formula
    let place: String?
    /// What is derived from the formula when a layer first asks: a table of names needs none of that.
    private let derived = MadeOnce<FusedActivation>()

    init(
      _ name: String, _ aliases: [String], _ summary: String, _ asymptotes: Asymptotes?, _ formula: Formula
    ) {
      require(
        formula.inputCount == 1 && formula.outputCount == 1 && formula.parameterCount == 0,
        "activation \(formula): expected one input, one output and no parameters")
      (self.name, self.aliases, self.summary, self.asymptotes) = (name, aliases, summary, asymptotes)
      (self.formula, place) = (formula, nil)
    }

    init(_ other: Definition, at place: String?) {
      (name, aliases, summary, asymptotes) = (other.name, other.aliases, other.summary, other.asymptotes)
      (formula, self.place) = (other.formula, place)
      _ = derived.keep(other.fused)
    }

    var fused: FusedActivation { derived.object ?? derived.keep(FusedActivation(formula)) }
  }

  /// What the function comes near to, with its first two derivatives, towards −∞ and towards +∞.
  package typealias Asymptotes = (below: Asymptote, above: Asymptote)

  /// An activation from its formula.
  public init(_ name: String, _ formula: (Formula.Expression) -> Formula.Expression) {
    self.init(name, Formula(formula))
  }

  /// An activation from a formula of one input, one output and no parameters.
  public init(_ name: String, _ formula: Formula) { definition = Definition(name, [], "", nil, formula) }

  /// A row of the table of standard activations; `asymptotes` are nil where there are none, as of the sine.
  init(
    _ name: String, aliases: [String] = [], _ summary: String, asymptotes: Asymptotes?,
    _ formula: (Formula.Expression) -> Formula.Expression
  ) {
    definition = Definition(name, aliases, summary, asymptotes, Formula(formula))
  }

  /// The name on the command line and in saved models.
  public var name: String { definition.name }

  /// Other names under which a standard activation is known.
  public var aliases: [String] { definition.aliases }

  /// One line on what a standard activation is and where it comes from.
  public var summary: String { definition.summary }

  /// The formula.
  public var formula: Formula { definition.formula }

  package var asymptotes: Asymptotes? { definition.asymptotes }

  package var fused: FusedActivation { definition.fused }

  /// The path of this copy in a model whose run is watched; nil elsewhere.
  package var place: String? {
    get { definition.place }
    set { definition = Definition(definition, at: newValue) }
  }
}

/// The line that a function comes near to.
package struct Asymptote: Sendable {
  package let intercept, slope: Double

  /// The line x.
  static let x = x(times: 1)
  /// The line slope·x.
  static func x(times slope: Double) -> Asymptote { Asymptote(intercept: 0, slope: slope) }
  /// A constant.
  static func constant(_ value: Double) -> Asymptote { Asymptote(intercept: value, slope: 0) }

  /// The line's value; at ±∞, too.
  package func callAsFunction(_ x: Double) -> Double { slope == 0 ? intercept : intercept + slope * x }
}

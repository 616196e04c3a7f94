import FledgeFormula
import FledgeTensor

/// A differentiable scalar function applied to each element: a named formula, and a layer.
///
/// Its derivatives, its vector program, its place in the tail of a linear layer's product and its printed form all come
/// from the formula:
///
/// ```swift
/// let swish2 = Activation("swish2") { x in x * sigmoid(2 * x) }
/// ```
public struct Activation: Layer {
  // One reference: every training step copies the layers that hold activations.
  private let definition: Definition

  private final class Definition: Sendable {
    let name: String
    let fused: FusedActivation

    init(_ name: String, _ formula: Formula) { (self.name, fused) = (name, FusedActivation(formula)) }
  }

  /// An activation from its formula.
  public init(_ name: String, _ formula: (Formula.Expression) -> Formula.Expression) {
    self.init(name, Formula(formula))
  }

  /// An activation from a formula of one input, one output and no parameters.
  public init(_ name: String, _ formula: Formula) { definition = Definition(name, formula) }

  /// The name on the command line and in saved models.
  public var name: String { definition.name }

  package var fused: FusedActivation { definition.fused }

  /// The formula.
  public var formula: Formula { fused.formula }

  /// σ of each element of x, of any shape.
  public func callAsFunction(_ x: Tensor) -> Tensor { formula.apply(to: x) }

  /// Shows nothing: the layer has no parameters.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {}
}

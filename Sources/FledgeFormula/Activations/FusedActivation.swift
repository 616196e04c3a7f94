/// An activation's formula with what a linear layer derives from it: the tails of its product, and the gradient by the
/// output alone where there is one (ReLU, sigmoid, tanh), so that the values before the activation need not be kept.
package final class FusedActivation: Sendable {
  package let formula: Formula
  /// z ↦ σ(z); nil for the identity.
  package let tail: Program?
  /// (z, b) ↦ σ(z + b).
  package let biasTail: Program
  /// (g, y) ↦ g·σ′, if y tells σ′ and the activation is one program.
  package let gradientFromOutput: Formula?
  package let gradientTail: Program?
  /// Whether the activation is one program, so that it can run as the tail of a product.
  package let isOneProgram: Bool

  /// (z, b) ↦ z + b.
  package static let bias = Formula { z, b in z + b }.program

  package init(_ formula: Formula) {
    self.formula = formula
    let withBias = Formula { z, b in formula.substituting([z + b])[0] }.singleProgram
    isOneProgram = formula.singleProgram != nil && withBias != nil
    tail = formula.outputs == [.input(0)] ? nil : formula.singleProgram
    biasTail = withBias ?? Self.bias
    let vjp = formula.vectorJacobianProduct(wanted: 1, usingOutput: true)
    let readsInput = vjp.usedInputs & 0b010 != 0
    gradientFromOutput = readsInput || !isOneProgram ? nil : vjp.restricted(to: [0, 2])
    gradientTail = gradientFromOutput?.singleProgram
  }
}

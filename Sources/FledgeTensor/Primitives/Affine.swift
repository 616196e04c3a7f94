import FledgeFormula

/// y = σ(X·W + b) in one pass: bias and activation run as the tail of the product.
struct Affine: Primitive {
  /// nil: the identity.
  let activation: FusedActivation?

  /// X (m, n), W (n, k), and b (k) if there is one.
  func forward(_ inputs: [Tensor]) -> Tensor {
    let activation = activation ?? .identity
    return inputs.count == 3
      ? Kernel.matmul(
        inputs[0], inputs[1], tail: activation.biasTail, inputs: CollectionOfOne(inputs[2]))
      : Kernel.matmul(inputs[0], inputs[1], tail: activation.tail)
  }

  /// Weight and bias are somebody's parameters anyway: to leave them out would free nothing.
  func reads(wanted: Inputs, of inputs: [Tensor]) -> Reads {
    Reads(inputs: wanted.contains(1) ? .all : [Inputs(1), Inputs(2)], output: activation != nil)
  }

  /// G = g ∘ σ′(Z), read off the output; ∂X = G·Wᵀ, ∂W = Xᵀ·G, ∂b = 1ᵀ·G.
  func vjp(_ gradient: Tensor, _ call: Call) -> [Tensor?] {
    let g = throughActivation(gradient, call)
    return [
      call.wanted.contains(0) ? product(g, call.inputs[1], transposeB: true, in: call) : nil,
      call.wanted.contains(1) ? product(call.inputs[0], g, transposeA: true, in: call) : nil,
      call.wanted.contains(2) ? g.sum(axes: [0]) : nil,
    ]
  }

  /// g ∘ σ′(Z); where g is a product that nobody has read, as the tail of that product.
  private func throughActivation(_ g: Tensor, _ call: Call) -> Tensor {
    guard let activation else { return g }
    if !call.isRecorded, let product = g.deferredProduct, let tail = activation.gradientTail {
      return Kernel.matmul(
        product.a, product.b, transposeA: product.transposeA, transposeB: product.transposeB,
        tail: tail, inputs: CollectionOfOne(call.output!))
    }
    return Elementwise.apply(activation.gradientFromOutput!, [g, call.output!])
  }

  /// Left to whoever reads it, or to the next step, which may have a faster use for the two factors.
  private func product(
    _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false, in call: Call
  ) -> Tensor {
    call.isRecorded
      ? matmul(a, b, transposeA: transposeA, transposeB: transposeB)
      : DeferredProduct(a, b, transposeA: transposeA, transposeB: transposeB).tensor
  }
}

/// An activation's formula with what a linear layer derives from it: the tails of its product, and the gradient by the
/// output alone where there is one (ReLU, sigmoid, tanh), so that the values before the activation need not be kept.
package final class FusedActivation: Sendable {
  package let formula: Formula
  /// z ↦ σ(z); nil for the identity.
  let tail: Program?
  /// (z, b) ↦ σ(z + b).
  let biasTail: Program
  /// (g, y) ↦ g·σ′, if y tells σ′.
  package let gradientFromOutput: Formula?
  let gradientTail: Program?

  package static let identity = FusedActivation(Formula { x in x })

  package init(_ formula: Formula) {
    require(
      formula.inputCount == 1 && formula.outputCount == 1 && formula.parameterCount == 0,
      "activation \(formula): expected one input, one output and no parameters")
    self.formula = formula
    tail = formula.outputs == [.input(0)] ? nil : formula.program
    biasTail = Formula { z, b in formula.substituting([z + b])[0] }.program
    let product = formula.vectorJacobianProduct(wanted: 1, usingOutput: true)
    let readsInput = product.usedInputs & 0b010 != 0
    gradientFromOutput = readsInput ? nil : Formula { g, y in product.substituting([g, 0, y])[0] }
    gradientTail = gradientFromOutput?.program
  }
}

/// σ(x·W + b): x (…, n), W (n, k), b (k) or none, σ an activation or none; the result is (…, k).
package func linear(
  _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, activation: FusedActivation? = nil
) -> Tensor {
  require(
    x.rank > 0 && weight.rank == 2 && x.shape[-1] == weight.shape[0],
    "linear: expected inputs of shape (…, \(weight.shape[0])) for a weight \(weight.shape), got \(x.shape)")
  require(
    x.dtype == weight.dtype && (bias == nil || bias!.dtype == x.dtype),
    "linear: types differ: inputs \(x.dtype), weight \(weight.dtype), bias \(bias?.dtype ?? weight.dtype)")
  require(
    bias == nil || bias!.shape == [weight.shape[1]],
    "linear: expected a bias of shape (\(weight.shape[1])), got \(bias?.shape ?? [])")
  let rows = x.rank == 2 ? x : x.reshaped(to: [x.shape.count(over: ..<(x.rank - 1)), x.shape[-1]])
  let operands = bias.map { [rows, weight, $0] } ?? [rows, weight]
  var result: Tensor
  if let activation, activation.gradientFromOutput == nil, operands.contains(where: \.isTracked) {
    let sums = Tensor.recorded(Affine(activation: nil), operands)
    result = Elementwise.apply(activation.formula, [sums])
  } else {
    result = .recorded(Affine(activation: activation), operands)
  }
  if x.rank != 2 { result = result.reshaped(to: Shape(x.shape.dimensions.dropLast() + [weight.shape[1]])) }
  return result
}

import FledgeFormula

/// y = σ(X·W + b) in one pass: bias and activation run as the tail of the product.
struct Affine: Primitive {
  /// nil: the identity.
  let activation: FusedActivation?

  /// X (m, n), W (n, k), and b (k) if there is one.
  func forward(_ inputs: [Tensor]) -> Tensor {
    let bias = inputs.count == 3
    let tail = (activation ?? .identity).tail(bias: bias).map {
      Kernel.Tail(formula: $0, inputs: bias ? [inputs[2]] : [])
    }
    return Kernel.matmul(inputs[0], inputs[1], transposeA: false, transposeB: false, tail: tail)
  }

  func reads(wanted: Inputs, of inputs: [Tensor]) -> Reads {
    var reads = Reads(inputs: .none, output: activation != nil)
    if wanted.contains(0) { reads.inputs.insert(Inputs(1)) }
    if wanted.contains(1) { reads.inputs.insert(Inputs(0)) }
    return reads
  }

  /// G = g ∘ σ′(Z), read off the output; ∂X = G·Wᵀ, ∂W = Xᵀ·G, ∂b = 1ᵀ·G.
  func vjp(_ gradient: Tensor, _ call: Call) -> [Tensor?] {
    var g = gradient
    if let activation { g = Elementwise.apply(activation.gradientFromOutput!, [gradient, call.output]) }
    return [
      call.wanted.contains(0) ? matmul(g, call.inputs[1], transposeB: true) : nil,
      call.wanted.contains(1) ? weightGradient(call.inputs[0], g, isRecorded: call.isRecorded) : nil,
      call.wanted.contains(2) ? g.sum(axes: [0]) : nil,
    ]
  }

  /// Xᵀ·G: left to whoever reads it, or to the optimiser, which has a faster use for the two factors.
  private func weightGradient(_ x: Tensor, _ g: Tensor, isRecorded: Bool) -> Tensor {
    isRecorded ? matmul(x, g, transposeA: true) : DeferredProduct(a: x, b: g).tensor
  }
}

/// An activation's formula with what a linear layer derives from it: the tails of its product, and the gradient by the
/// output alone where there is one (ReLU, sigmoid, tanh), so that the values before the activation need not be kept.
package final class FusedActivation: Sendable {
  package let formula: Formula
  private let isIdentity: Bool
  private let biasTail: Formula
  /// (g, y) ↦ g·σ′, if y tells σ′.
  package let gradientFromOutput: Formula?

  package static let identity = FusedActivation(Formula { x in x })

  package init(_ formula: Formula) {
    require(
      formula.inputCount == 1 && formula.outputCount == 1 && formula.parameterCount == 0,
      "activation \(formula): expected one input, one output and no parameters")
    self.formula = formula
    isIdentity = formula.outputs == [.input(0)]
    biasTail = Formula { z, b in formula.substituting([z + b])[0] }
    let product = formula.vectorJacobianProduct(wanted: 1, usingOutput: true)
    let readsInput = product.usedInputs & 0b010 != 0
    gradientFromOutput = readsInput ? nil : Formula { g, y in product.substituting([g, 0, y])[0] }
  }

  func tail(bias: Bool) -> Formula? { bias ? biasTail : isIdentity ? nil : formula }
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
  let rows = x.rank == 2 ? x : x.reshaped(to: [x.shape.dimensions.dropLast().reduce(1, *), x.shape[-1]])
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

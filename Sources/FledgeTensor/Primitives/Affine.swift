import FledgeFormula

/// y = σ(X·W + b) in one pass: bias and activation run as the tail of the product.
struct Affine: Primitive {
  /// nil: the identity.
  let activation: FusedActivation?

  /// X (m, n), W (n, k), and b (k) if there is one.
  func forward(_ inputs: Operands) -> Tensor {
    let activation = activation ?? .identity
    return Kernel.matmul(
      inputs.storage0!, inputs.storage1!, tail: inputs.count == 3 ? activation.biasTail : activation.tail,
      operand: inputs.storage2)
  }

  /// Weight and bias are somebody's parameters anyway: to leave them out would free nothing.
  func reads(wanted: Inputs, of inputs: Operands) -> Reads {
    Reads(inputs: wanted.contains(1) ? .all : [Inputs(1), Inputs(2)], output: activation != nil)
  }

  /// G = g ∘ σ′(Z), read off the output; ∂X = G·Wᵀ, ∂W = Xᵀ·G, ∂b = 1ᵀ·G.
  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    let g = throughActivation(gradient, call)
    let (ofInput, ofWeight, ofBias) = (0, 1, 2)
    if call.isRecorded {
      let (x, weight) = (call.inputs[0], call.inputs[1])
      return Shares(
        call.wanted.contains(ofInput) ? matmul(g, weight, transposeB: true) : nil,
        call.wanted.contains(ofWeight) ? matmul(x, g, transposeA: true) : nil,
        call.wanted.contains(ofBias) ? g.sum(axes: [0]) : nil)
    }
    // Products are left to whoever reads them, or to the next step, which may have a faster use for the factors.
    let (x, weight) = (call.value(0), call.value(1))
    return Shares(
      call.wanted.contains(ofInput) ? .deferred(Product(a: g.storage, b: weight, transposeB: true)) : nil,
      call.wanted.contains(ofWeight) ? .deferred(Product(a: x, b: g.storage, transposeA: true)) : nil,
      call.wanted.contains(ofBias) ? Kernel.reduce(g, 0..<1, .sum) : nil)
  }

  /// g ∘ σ′(Z); where g is a product that nobody has read, as the tail of that product.
  private func throughActivation(_ g: Tensor, _ call: Call) -> Tensor {
    guard let activation else { return g }
    if !call.isRecorded, let product = g.deferredProduct, let tail = activation.gradientTail {
      return Kernel.matmul(
        product.a, product.b, transposeA: product.transposeA, transposeB: product.transposeB, tail: tail,
        operand: call.output!.storage)
    }
    return Elementwise.apply(activation.gradientFromOutput!, [g, call.output!])
  }
}

extension Tensor {
  fileprivate static func deferred(_ product: Product) -> Tensor { Tensor(DeferredProduct(product)) }
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
    bias == nil || bias!.shape == Shape(count: weight.shape.columns),
    "linear: expected a bias of shape (\(weight.shape[1])), got \(bias?.shape ?? [])")
  let rows = x.rank == 2 ? x : x.reshaped(to: [x.shape.count(over: ..<(x.rank - 1)), x.shape[-1]])
  let operands = bias.map { Operands(rows, weight, $0) } ?? Operands(rows, weight)
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

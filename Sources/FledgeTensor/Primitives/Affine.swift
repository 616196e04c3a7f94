import FledgeFormula

/// y = σ(X·W + b) in one pass: bias and activation run as the tail of the product.
struct Affine: Primitive {
  /// nil: the identity.
  let activation: FusedActivation?

  /// X (m, n), W (n, k), and b (k) if there is one.
  func forward(_ inputs: Operands) -> Tensor {
    Self.forward(inputs.storage0!, inputs.storage1!, inputs.storage2, activation)
  }

  fileprivate static func forward(
    _ x: Storage, _ weight: Storage, _ bias: Storage?, _ activation: FusedActivation?
  ) -> Tensor {
    let activation = activation ?? .identity
    return if let bias {
      Kernel.matmul(x, weight, tail: activation.biasTail, operand: bias)
    } else {
      Kernel.matmul(x, weight, tail: activation.tail)
    }
  }

  /// Weight and bias are somebody's parameters anyway: to leave them out would free nothing.
  func reads(wanted: Inputs, of inputs: Operands) -> Reads {
    Reads(inputs: wanted.contains(1) ? .all : [Inputs(1), Inputs(2)], output: activation != nil)
  }

  /// G = g ∘ σ′(Z), read off the output; ∂X = G·Wᵀ, ∂W = Xᵀ·G, ∂b = 1ᵀ·G.
  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    let g = throughActivation(gradient, call)
    let wantsBias = call.wanted.contains(2)
    if call.isRecorded {
      let (x, weight) = (call.inputs[0], call.inputs[1])
      return [
        call.wanted.contains(0) ? matmul(g, weight, transposeB: true) : nil,
        call.wanted.contains(1) ? matmul(x, g, transposeA: true) : nil,
        wantsBias ? g.sum(axes: [0]) : nil,
      ]
    }
    // Products are left to whoever reads them, or to the next step, which may have a faster use for the factors.
    return Shares(
      call.wanted.contains(0) ? deferred(Product(a: g.storage, b: call.value(1), transposeB: true)) : nil,
      call.wanted.contains(1) ? deferred(Product(a: call.value(0), b: g.storage, transposeA: true)) : nil,
      wantsBias ? Kernel.reduce(g, 0..<1, .sum) : nil)
  }

  @inline(__always)
  private func deferred(_ product: consuming Product) -> Tensor { Tensor(DeferredProduct(product)) }

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
    x.rank > 0 && weight.rank == 2 && x.shape.last == weight.shape.rows,
    "linear: expected inputs of shape (…, \(weight.shape[0])) for a weight \(weight.shape), got \(x.shape)")
  require(
    x.dtype == weight.dtype && (bias == nil || bias!.dtype == x.dtype),
    "linear: types differ: inputs \(x.dtype), weight \(weight.dtype), bias \(bias?.dtype ?? weight.dtype)")
  require(
    bias == nil || bias!.shape == Shape(count: weight.shape.columns),
    "linear: expected a bias of shape (\(weight.shape[1])), got \(bias?.shape ?? [])")
  if x.rank != 2 {
    let rows = x.reshaped(to: Shape(rows: x.shape.count(over: ..<(x.rank - 1)), columns: weight.shape.rows))
    let result = linear(rows, weight, bias, activation: activation)
    return result.reshaped(to: Shape(x.shape.dimensions.dropLast() + [weight.shape.columns]))
  }
  let isTracked = x.isTracked || weight.isTracked || bias?.isTracked ?? false
  if let activation, isTracked, activation.gradientFromOutput == nil {
    return Elementwise.apply(activation.formula, Operands(linear(x, weight, bias)))
  }
  var result = Affine.forward(x.storage, weight.storage, bias?.storage, activation)
  if isTracked {
    if let bias {
      result.record(Affine(activation: activation), Operands(x, weight, bias))
    } else {
      result.record(Affine(activation: activation), Operands(x, weight))
    }
  }
  return result
}

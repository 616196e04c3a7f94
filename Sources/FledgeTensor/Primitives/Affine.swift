import FledgeBasics
import FledgeFormula

/// y = σ(X·W + b) in one pass: bias and activation run as the tail of the product.
struct Affine: Primitive {
  /// nil: the identity.
  let activation: FusedActivation?

  /// X (m, n), W (n, k), and b (k) if there is one.
  func forward(_ inputs: borrowing Operands) -> Tensor {
    let bias = inputs.count > 2 ? inputs.unmanagedStorage(2) : nil
    return Tensor(
      Self.forward(
        inputs.unmanagedStorage(0), inputs.unmanagedStorage(1), bias, activation.map(Unmanaged.passUnretained)
      ))
  }

  @inline(__always)
  fileprivate static func forward(
    _ x: Unmanaged<Storage>, _ weight: Unmanaged<Storage>, _ bias: Unmanaged<Storage>?,
    _ activation: Unmanaged<FusedActivation>?
  ) -> Storage {
    let product = Product(x, weight)
    if let bias {
      let program = activation?._withUnsafeGuaranteedRef { $0.biasTail.raw } ?? FusedActivation.bias
      return Kernel.matmul(product, bias._withUnsafeGuaranteedRef { Tail(program, $0) })
    }
    if let program = activation?._withUnsafeGuaranteedRef({ $0.tail?.raw }) {
      return Kernel.matmul(product, Tail(program))
    }
    return Kernel.matmul(product)
  }

  /// Weight and bias are somebody's parameters anyway: to leave them out would free nothing.
  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads {
    Reads(inputs: wanted.contains(1) ? .all : [Inputs(1), Inputs(2)], output: activation != nil)
  }

  /// G = g ∘ σ′(Z), read off the output; ∂X = G·Wᵀ, ∂W = Xᵀ·G, ∂b = 1ᵀ·G.
  func vjp(_ gradient: consuming Tensor, _ call: Call) -> Shares {
    if call.isRecorded { return recordedShares(gradient, call) }
    if let activation {
      gradient = Tensor(throughActivation(gradient.storage, activation, call))
    } else {
      Storage.settle(&gradient.storage)
    }
    // Products are left to whoever reads them, or to the next step, which may have a faster use for the factors.
    let factor = Unmanaged.passUnretained(gradient.storage)
    var shares = Shares()
    if call.wanted.contains(0) { shares.set(0, DeferredProduct(factor, call.value(1), transposeB: true)) }
    if call.wanted.contains(1) { shares.set(1, DeferredProduct(call.value(0), factor, transposeA: true)) }
    if call.wanted.contains(2) { shares.set(2, Kernel.columnSums(factor)) }
    withExtendedLifetime(gradient) {}
    return shares
  }

  /// g ∘ σ′(Z); where g is a product that nobody has read, as the tail of that product.
  private func throughActivation(_ g: Storage, _ activation: FusedActivation, _ call: Call) -> Storage {
    defer { withExtendedLifetime((g, activation)) {} }
    if let program = activation.gradientTail?.raw, let product = g.unreadProduct {
      return Kernel.matmul(product, call.outputValue!._withUnsafeGuaranteedRef { Tail(program, $0) })
    }
    return Elementwise.apply(activation.gradientFromOutput!, Operands(Tensor(g), call.output!)).storage
  }

  private func recordedShares(_ gradient: Tensor, _ call: Call) -> Shares {
    var g = gradient
    if let activation {
      g = Elementwise.apply(activation.gradientFromOutput!, Operands(gradient, call.output!))
    }
    let (x, weight) = (call.inputs[0], call.inputs[1])
    return [
      call.wanted.contains(0) ? matmul(g, weight, transposeB: true) : nil,
      call.wanted.contains(1) ? matmul(x, g, transposeA: true) : nil,
      call.wanted.contains(2) ? g.sum(axes: [0]) : nil,
    ]
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

  /// (z, b) ↦ z + b; valid for good, for the identity stays.
  nonisolated(unsafe) static let bias = identity.biasTail.raw
  private static let identity = FusedActivation(Formula { x in x })

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
  defer { withExtendedLifetime((x, weight, bias, activation)) {} }
  return linear(
    BorrowedTensor(x), BorrowedTensor(weight), bias.map { BorrowedTensor($0) },
    activation: activation.map(Unmanaged.passUnretained))
}

/// The same for tensors that the caller holds.
package func linear(
  _ x: BorrowedTensor, _ weight: BorrowedTensor, _ bias: BorrowedTensor?,
  activation: Unmanaged<FusedActivation>?
) -> Tensor {
  x.storage._withUnsafeGuaranteedRef { x in
    weight.storage._withUnsafeGuaranteedRef { requireAgreement(x, $0, bias?.storage) }
  }
  let isTracked = x.isTracked || weight.isTracked || bias?.isTracked ?? false
  let isFused =
    x.storage._withUnsafeGuaranteedRef { $0.shape.rank == 2 }
    && (!isTracked || activation?._withUnsafeGuaranteedRef { $0.gradientFromOutput != nil } ?? true)
  if !isFused {
    return linearInSteps(x.tensor, weight.tensor, bias?.tensor, activation?.takeUnretainedValue())
  }
  let result = Affine.forward(x.storage, weight.storage, bias?.storage, activation)
  if !isTracked { return Tensor(result) }
  let affine = Affine(activation: activation?.takeUnretainedValue())
  return Tensor(result, node: Operation(affine, Operands(x, weight, bias), output: result))
}

/// The same where one fused operation does not do: for inputs of another rank than 2, and for an activation whose
/// derivative reads the values before it.
@inline(never)
private func linearInSteps(
  _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ activation: FusedActivation?
) -> Tensor {
  if x.rank != 2 {
    let rows = x.reshaped(to: Shape(rows: x.shape.count(over: ..<(x.rank - 1)), columns: weight.shape.rows))
    let result = linear(rows, weight, bias, activation: activation)
    return result.reshaped(to: Shape(x.shape.dimensions.dropLast() + [weight.shape.columns]))
  }
  return Elementwise.apply(activation!.formula, Operands(linear(x, weight, bias)))
}

private func requireAgreement(_ x: Storage, _ weight: Storage, _ bias: Unmanaged<Storage>?) {
  require(
    x.shape.rank > 0 && weight.shape.rank == 2 && x.shape.last == weight.shape.rows,
    "linear: expected inputs of shape (…, \(weight.shape[0])) for a weight \(weight.shape), got \(x.shape)")
  require(x.dtype == weight.dtype, "linear: types differ: inputs \(x.dtype), weight \(weight.dtype)")
  bias?._withUnsafeGuaranteedRef { bias in
    require(bias.dtype == x.dtype, "linear: types differ: inputs \(x.dtype), bias \(bias.dtype)")
    require(
      bias.shape == Shape(count: weight.shape.columns),
      "linear: expected a bias of shape (\(weight.shape.columns)), got \(bias.shape)")
  }
}

import FledgeBasics
import FledgeFormula

/// y = σ(X·W + b) in one pass: bias and activation run as the tail of the product.
struct Affine: StandardPrimitive {
  /// nil: the identity.
  let activation: FusedActivation?

  var exportedForm: Exported { .composite("Linear") }

  /// X (m, n), W (n, k), and b (k) if there is one, to (m, k).
  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    let (x, weight) = (inputs[0].storage, inputs[1].storage)
    return Tensor(
      inputs.count > 2
        ? Self.forward(x, weight, inputs[2].storage, activation) : Self.forward(x, weight, activation))
  }

  // The activation is held by the caller, and holds its programs.

  @inline(__always)
  static func forward(_ x: Storage, _ weight: Storage, _ activation: FusedActivation?) -> Storage {
    let product = Matmul(x, weight)
    guard let activation, let program = activation.tail else { return Kernel.matmul(product) }
    return Kernel.matmul(product, Tail(program))
  }

  @inline(__always)
  static func forward(
    _ x: Storage, _ weight: Storage, _ bias: Storage, _ activation: FusedActivation?
  ) -> Storage {
    let product = Matmul(x, weight)
    if activation == nil { return Kernel.matmul(product, Tail(FusedActivation.bias, bias)) }
    return Kernel.matmul(product, Tail(activation!.biasTail, bias))
  }

  /// Weight and bias outlive the pass as parameters, so keeping them costs no memory.
  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: wanted.contains(1) ? .all : [InputSet(1), InputSet(2)], output: activation != nil)
  }

  /// G = g ∘ σ′(Z) (m, k), read off the output; ∂X = G·Wᵀ (m, n), ∂W = Xᵀ·G (n, k), ∂b = 1ᵀ·G (k).
  func vjp(_ gradient: consuming Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    if context.isRecorded { return recordedCotangents(gradient, context) }
    // In place: a deferred product is settled by its only holder.
    if let activation {
      gradient = Tensor(throughActivation(gradient.storage, activation, context))
    } else {
      Storage.settle(&gradient.storage)
    }
    let g = gradient.storage
    // The products are deferred: what reads them next, or the next step, may have a faster use for the factors.
    var cotangents = Cotangents()
    if context.wanted.contains(0) {
      cotangents.set(0, context.withValue(of: 1) { weight in DeferredMatmul(g, weight, transposeB: true) })
    }
    if context.wanted.contains(1) {
      cotangents.set(1, context.withValue(of: 0) { x in DeferredMatmul(x, g, transposeA: true) })
    }
    if context.wanted.contains(2) { cotangents.set(2, Kernel.columnSums(g)) }
    return cotangents
  }

  /// g ∘ σ′(Z); where g is a deferred product, as the tail of that product.
  private func throughActivation(
    _ g: Storage, _ activation: FusedActivation, _ context: borrowing BackwardContext
  ) -> Storage {
    if let program = activation.gradientTail, let product = g.pendingMatmul {
      return context.withOutputValue { y in Kernel.matmul(product, Tail(program, y)) }
    }
    return Elementwise.apply(activation.gradientFromOutput!, PrimitiveInputs(Tensor(g), context.output))
      .storage
  }

  private func recordedCotangents(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    var g = gradient
    if let activation {
      g = Elementwise.apply(activation.gradientFromOutput!, PrimitiveInputs(gradient, context.output))
    }
    return [
      context.wanted.contains(0) ? matmul(g, context.input(1), transposeB: true) : nil,
      context.wanted.contains(1) ? matmul(context.input(0), g, transposeA: true) : nil,
      context.wanted.contains(2) ? g.sum(axes: [0]) : nil,
    ]
  }
}

/// σ(x·W + b): x (…, n), W (n, k), b (k) or none, σ an activation or none; the result is (…, k).
package func linear(
  _ x: Tensor, _ weight: Parameter, _ bias: Parameter?, activation: FusedActivation? = nil
) -> Tensor {
  defer { withExtendedLifetime((weight, bias)) {} }
  return affine(x, BorrowedTensor(weight), BorrowedTensor(bias), activation)
}

/// The same of tensors.
package func linear(
  _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, activation: FusedActivation? = nil
) -> Tensor {
  defer { withExtendedLifetime((weight, bias)) {} }
  return affine(x, BorrowedTensor(weight), bias.map { BorrowedTensor($0) }, activation)
}

@inline(__always)
private func affine(
  _ x: Tensor, _ weight: BorrowedTensor, _ bias: BorrowedTensor?, _ activation: FusedActivation?
) -> Tensor {
  let isTracked = x.isTracked || weight.isTracked || bias?.isTracked ?? false
  let hasShortWay =
    activation == nil || (isTracked ? activation!.gradientFromOutput != nil : activation!.isOneProgram)
  // A run that is watched shows the activation as an operation of its own.
  let isWatched = Watch.isOn
  if x.storage.shape.rank != 2 || !hasShortWay || isWatched && activation != nil {
    return linearInSteps(x, weight, bias, activation)
  }
  let result = weight.withStorage { weight in
    requireAgreement(x.storage, weight)
    guard let bias else { return Affine.forward(x.storage, weight, activation) }
    return bias.withStorage { bias in
      requireAgreement(x.storage, weight, bias: bias)
      return Affine.forward(x.storage, weight, bias, activation)
    }
  }
  if isWatched { noteLinear(x, weight, bias, result) }
  if !isTracked { return Tensor(result) }
  let inputs = PrimitiveInputs(x, weight.tensor, bias?.tensor)
  return Tensor(result, node: PrimitiveNode(Affine(activation: activation), inputs, output: result))
}

/// Shows x·W + b to watchers.
@inline(never)
private func noteLinear(_ x: Tensor, _ weight: BorrowedTensor, _ bias: BorrowedTensor?, _ result: Storage) {
  Watch.note(Affine(activation: nil), PrimitiveInputs(x, weight.tensor, bias?.tensor), Tensor(result))
}

/// σ(x·W + b) where one fused operation does not do: for inputs of another rank than 2, and for an activation whose
/// derivative reads the values before it.
@inline(never)
private func linearInSteps(
  _ x: Tensor, _ weight: BorrowedTensor, _ bias: BorrowedTensor?, _ activation: FusedActivation?
) -> Tensor {
  let (weight, bias) = (weight.tensor, bias?.tensor)
  requireAgreement(x.storage, weight.storage)
  if let bias { requireAgreement(x.storage, weight.storage, bias: bias.storage) }
  if x.rank != 2 {
    let rows = x.reshaped(to: Shape(rows: x.shape.count(over: ..<(x.rank - 1)), columns: weight.shape.rows))
    let result = linear(rows, weight, bias, activation: activation)
    return result.reshaped(to: Shape(x.shape.dimensions.dropLast() + [weight.shape.columns]))
  }
  return Elementwise.apply(activation!.formula, PrimitiveInputs(linear(x, weight, bias)))
}

@inline(__always)
private func requireAgreement(_ x: Storage, _ weight: Storage) {
  require(
    x.shape.rank > 0 && weight.shape.rank == 2 && x.shape.last == weight.shape.rows,
    "linear: expected inputs of shape (…, \(weight.shape[0])) for a weight \(weight.shape), got \(x.shape)")
  require(
    x.dtype == weight.dtype,
    "linear: types differ: inputs \(x.dtype), weight \(weight.dtype); "
      + (x.dtype == .uint8
        ? "pixels become numbers from 0 to 1 in a DataLoader's batches, or by x / 255"
        : "convert the inputs with converted(to:)"))
}

@inline(__always)
private func requireAgreement(_ x: Storage, _ weight: Storage, bias: Storage) {
  require(
    bias.dtype == x.dtype,
    "linear: types differ: inputs \(x.dtype), bias \(bias.dtype); convert one with converted(to:)")
  require(
    bias.shape == Shape(count: weight.shape.columns),
    "linear: expected a bias of shape (\(weight.shape.columns)), got \(bias.shape)")
}

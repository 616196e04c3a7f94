/// The softmax cross-entropy of each row, −Σ꜀ tᵢ꜀·log softmax(hᵢ)꜀, or their sum: logits h (rows, classes) to losses (rows), or
/// to a scalar.
struct RowCrossEntropy: StandardPrimitive {
  let targets: RowLabels
  /// What the sum, which is added up in Double, is divided by; nil: there is no sum.
  let divisor: Double?

  var exportedForm: Exported { .notExportable("a loss is no part of a model") }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    let logits = inputs[0].detached
    return Kernel.crossEntropyRows(logits, targets).reduced(dividedBy: divisor, dtype: logits.dtype)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let logits = context.input(0)
    if context.isRecorded {
      let each = gradient.spread(over: logits.shape.rows, dividedBy: divisor)
      return [RowCrossEntropyGradient.apply(targets, logits, each)]
    }
    guard let divisor else {
      return [Kernel.crossEntropyRowsGradient(logits, targets, scale: 1, scales: gradient)]
    }
    return [
      Kernel.crossEntropyRowsGradient(logits, targets, scale: gradient.item / divisor, scales: nil)
    ]
  }
}

/// The gradient of row losses by the logits: h (rows, classes) and g (rows) to gᵢ·Σ꜀ tᵢ꜀·(softmax(hᵢ) − e꜀).
///
/// An operation of its own, so that the differences are taken where neither cancels (1 − softmax as a sum of the others) in
/// derivatives of any order.
struct RowCrossEntropyGradient: StandardPrimitive {
  let targets: RowLabels

  var exportedForm: Exported { .notExportable("a loss is no part of a model") }

  static func apply(_ targets: RowLabels, _ logits: Tensor, _ gradient: Tensor) -> Tensor {
    .recorded(RowCrossEntropyGradient(targets: targets), PrimitiveInputs(logits, gradient))
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    Kernel.crossEntropyRowsGradient(inputs[0].detached, targets, scale: 1, scales: inputs[1].detached)
  }

  /// With v = ∂ℓ/∂(this), s = softmax(h) and Tᵢ = Σ꜀ tᵢ꜀: ∂hᵢ = gᵢ·Tᵢ·s ∘ (v − Σ v∘s), ∂gᵢ = Σ v ∘ (this at g = 1). As
  /// v·(1 − s) less the other classes' v∘s, the bracket keeps what a class has that takes almost all probability.
  func vjp(_ v: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let (logits, gradient) = (context.input(0), context.input(1))
    var cotangents: [Tensor?] = [nil, nil]
    if context.wanted.contains(0) {
      let s = logits.softmax()
      let sums = targets.targetSums(classes: logits.shape.columns, dtype: logits.dtype)
      let scale = (gradient * sums).expanded(axis: -1)
      cotangents[0] = targets.clearingIgnored(scale * s * (v * s.sumsOfOthers() - (v * s).sumsOfOthers()))
    }
    if context.wanted.contains(1) {
      let ones = Tensor.ones(gradient.shape, dtype: gradient.dtype)
      cotangents[1] = targets.clearingIgnored((v * Self.apply(targets, logits, ones)).sum(axes: [1]))
    }
    return Cotangents(cotangents)
  }
}

extension Tensor {
  /// The softmax cross-entropy of each row of these logits (rows, classes); with a divisor their sum divided by it, a scalar.
  package func rowCrossEntropy(_ targets: RowLabels, divisor: Double?) -> Tensor {
    recorded(RowCrossEntropy(targets: targets, divisor: divisor), PrimitiveInputs(self))
  }

  /// Losses of rows in Float64 as what a loss hands out: themselves, or their sum divided by a number.
  func reduced(dividedBy divisor: Double?, dtype: DType) -> Tensor {
    guard let divisor else { return converted(to: dtype) }
    return Tensor(sum().item / divisor, dtype: dtype)
  }

  /// The gradient of `reduced` for each row.
  func spread(over rows: Int, dividedBy divisor: Double?) -> Tensor {
    guard let divisor else { return self }
    return (self / divisor).reshaped(to: Shape([1])).broadcast(to: Shape([rows]))
  }
}

/// The softmax cross-entropy of each row, −Σ꜀ tᵢ꜀·log softmax(hᵢ)꜀: logits h (rows, classes) to losses (rows).
struct RowCrossEntropy: StandardPrimitive {
  let targets: RowLabels

  var exportedForm: Exported { .notExportable("a loss is no part of a model") }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    let logProbabilities = inputs[0].detached.logSoftmax()
    let losses = -targets.weighted(targets.picked(from: logProbabilities))
    guard let smoothing = targets.smoothing else { return losses }
    return losses - targets.clearingIgnored(logProbabilities.gated(by: smoothing).sum(axes: [1]))
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [RowCrossEntropyGradient.apply(targets, context.input(0), gradient)]
  }
}

/// The gradient of row losses by the logits: h (rows, classes) and g (rows) to
/// gᵢ·Σ꜀ tᵢ꜀·(softmax(hᵢ) − e꜀).
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
    let (logits, gradient) = (inputs[0].detached, inputs[1].detached)
    let hard = Tensor(Kernel.crossEntropyGradient(logits.storage, targets.labels.storage, scale: 1))
    let weights = targets.labelWeights.map { $0 * gradient } ?? gradient
    var result = hard * weights.expanded(axis: -1)
    if let smoothing = targets.smoothing {
      result = result + (logits.softmax() * smoothing.sum() - smoothing) * gradient.expanded(axis: -1)
    }
    return targets.clearingIgnored(result)
  }

  /// With v = ∂ℓ/∂(this), s = softmax(h) and Tᵢ = Σ꜀ tᵢ꜀: ∂hᵢ = gᵢ·Tᵢ·s ∘ (v − Σ v∘s), ∂gᵢ = Σ v ∘ (this at g = 1).
  func vjp(_ v: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let (logits, gradient) = (context.input(0), context.input(1))
    var cotangents: [Tensor?] = [nil, nil]
    if context.wanted.contains(0) {
      let s = logits.softmax()
      var total = targets.labelWeights ?? .ones(gradient.shape, dtype: gradient.dtype)
      if let smoothing = targets.smoothing { total = total + smoothing.sum() }
      let scale = (gradient * total).expanded(axis: -1)
      cotangents[0] = targets.clearingIgnored(
        scale * s * (v - (v * s).sum(axes: [1], keepingDimensions: true)))
    }
    if context.wanted.contains(1) {
      let ones = Tensor.ones(gradient.shape, dtype: gradient.dtype)
      cotangents[1] = (v * Self.apply(targets, logits, ones)).sum(axes: [1])
    }
    return Cotangents(cotangents)
  }
}

extension Tensor {
  /// The softmax cross-entropy of each row of these logits (rows, classes).
  package func rowCrossEntropy(_ targets: RowLabels) -> Tensor {
    recorded(RowCrossEntropy(targets: targets), PrimitiveInputs(self))
  }
}

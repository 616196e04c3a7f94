import FledgeBasics

/// The softmax cross-entropy of each row with a distribution as its target, or their sum: logits h and targets q, both
/// (rows, classes), to −Σ꜀ tᵢ꜀·log softmax(hᵢ)꜀ with t = w ∘ ((1 − ε)·q + ε/C), (rows), or to a scalar.
struct SoftCrossEntropy: StandardPrimitive {
  /// w (classes) in Float64; nil: each 1.
  let classWeights: Tensor?
  /// ε.
  let smoothing: Double
  /// What the sum, which is added up in Double, is divided by; nil: there is no sum.
  let divisor: Double?

  var exportedForm: Exported { .notExportable("a loss is no part of a model") }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    let (logits, targets) = (inputs[0].detached, inputs[1].detached)
    return Kernel.softCrossEntropyRows(logits, targets, classWeights: classWeights, smoothing: smoothing)
      .reduced(dividedBy: divisor, dtype: logits.dtype)
  }

  /// ∂hᵢ = gᵢ·(softmax(hᵢ)·Σ tᵢ − tᵢ), ∂q = −gᵢ·(1 − ε)·w ∘ log softmax(hᵢ). With s = softmax(hᵢ) the bracket is
  /// s꜀·Σₖ≠꜀ tₖ − t꜀·Σₖ≠꜀ sₖ, which is not lost beside 1.
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let (logits, targets) = (context.input(0), context.input(1))
    let each = gradient.spread(over: logits.shape.rows, dividedBy: divisor).expanded(axis: -1)
    let weights = classWeights?.converted(to: logits.dtype)
    var cotangents: [Tensor?] = [nil, nil]
    if context.wanted.contains(0) && !context.isRecorded {
      cotangents[0] = Kernel.softCrossEntropyRowsGradient(
        logits, targets, classWeights: classWeights, smoothing: smoothing,
        scale: divisor.map { gradient.item / $0 } ?? 1, scales: divisor == nil ? gradient : nil)
    } else if context.wanted.contains(0) {
      var t = targets * (1 - smoothing) + smoothing / Double(logits.shape.columns)
      if let weights { t = t * weights }
      let s = logits.softmax()
      cotangents[0] = (s * t.sumsOfOthers() - t * s.sumsOfOthers()) * each
    }
    if context.wanted.contains(1) {
      let slope = logits.logSoftmax() * (each * -(1 - smoothing))
      cotangents[1] = weights.map { slope * $0 } ?? slope
    }
    return Cotangents(cotangents)
  }
}

extension Tensor {
  /// The softmax cross-entropy of each row of these logits with the same row of `targets`, both (rows, classes); with a divisor
  /// their sum divided by it, a scalar.
  package func rowCrossEntropy(
    targets: Tensor, classWeights: [Double]?, smoothing: Double, divisor: Double?
  ) -> Tensor {
    let weights = classWeights.map { Tensor($0) }
    return .recorded(
      SoftCrossEntropy(classWeights: weights, smoothing: smoothing, divisor: divisor),
      PrimitiveInputs(self, targets))
  }
}

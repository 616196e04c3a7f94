import FledgeKernels

extension Kernel {
  /// The cross-entropy of each row of `logits` (rows, classes), Float64 (rows).
  static func crossEntropyRows(_ logits: Tensor, _ targets: RowLabels) -> Tensor {
    let (rows, classes) = (logits.shape.rows, logits.shape.columns)
    let losses = Tensor(uninitialized: Shape(count: rows), .float64)
    let weights = targets.classWeights?.pointer(Double.self)
    let labels = targets.labels.pointer(Int32.self)
    defer { withExtendedLifetime((logits, targets)) {} }
    dispatch(
      logits.dtype, in: "crossEntropy",
      float32: {
        fledge_cross_entropy_rows_f32(
          rows, classes, logits.pointer(Float.self), labels, weights, targets.smoothing, targets.ignored,
          losses.pointer(Double.self))
      },
      float64: {
        fledge_cross_entropy_rows_f64(
          rows, classes, logits.pointer(Double.self), labels, weights, targets.smoothing, targets.ignored,
          losses.pointer(Double.self))
      })
    return losses
  }

  /// scale·scalesᵢ·∂ℓᵢ/∂h for the cross-entropies ℓ of the rows; `scales` (rows) has the logits' type, nil stands for 1.
  static func crossEntropyRowsGradient(
    _ logits: Tensor, _ targets: RowLabels, scale: Double, scales: Tensor?
  ) -> Tensor {
    let (rows, classes) = (logits.shape.rows, logits.shape.columns)
    let result = Tensor(uninitialized: logits.shape, logits.dtype)
    let weights = targets.classWeights?.pointer(Double.self)
    let labels = targets.labels.pointer(Int32.self)
    defer { withExtendedLifetime((logits, targets, scales)) {} }
    dispatch(
      logits.dtype, in: "crossEntropy",
      float32: {
        fledge_cross_entropy_rows_gradient_f32(
          rows, classes, logits.pointer(Float.self), labels, weights, targets.smoothing, targets.ignored,
          scale,
          scales?.pointer(Float.self), result.pointer(Float.self))
      },
      float64: {
        fledge_cross_entropy_rows_gradient_f64(
          rows, classes, logits.pointer(Double.self), labels, weights, targets.smoothing, targets.ignored,
          scale,
          scales?.pointer(Double.self), result.pointer(Double.self))
      })
    return result
  }

  /// The cross-entropy of each row of `logits` with the distributions in the rows of `targets`, Float64 (rows).
  static func softCrossEntropyRows(
    _ logits: Tensor, _ targets: Tensor, classWeights: Tensor?, smoothing: Double
  ) -> Tensor {
    let (rows, classes) = (logits.shape.rows, logits.shape.columns)
    let losses = Tensor(uninitialized: Shape(count: rows), .float64)
    let weights = classWeights?.pointer(Double.self)
    defer { withExtendedLifetime((logits, targets, classWeights)) {} }
    dispatch(
      logits.dtype, in: "crossEntropy",
      float32: {
        fledge_soft_cross_entropy_rows_f32(
          rows, classes, logits.pointer(Float.self), targets.pointer(Float.self), weights, smoothing,
          losses.pointer(Double.self))
      },
      float64: {
        fledge_soft_cross_entropy_rows_f64(
          rows, classes, logits.pointer(Double.self), targets.pointer(Double.self), weights, smoothing,
          losses.pointer(Double.self))
      })
    return losses
  }

  /// scale·scalesᵢ·∂ℓᵢ/∂h for the cross-entropies ℓ with soft targets.
  static func softCrossEntropyRowsGradient(
    _ logits: Tensor, _ targets: Tensor, classWeights: Tensor?, smoothing: Double, scale: Double,
    scales: Tensor?
  ) -> Tensor {
    let (rows, classes) = (logits.shape.rows, logits.shape.columns)
    let result = Tensor(uninitialized: logits.shape, logits.dtype)
    let weights = classWeights?.pointer(Double.self)
    defer { withExtendedLifetime((logits, targets, classWeights, scales)) {} }
    dispatch(
      logits.dtype, in: "crossEntropy",
      float32: {
        fledge_soft_cross_entropy_rows_gradient_f32(
          rows, classes, logits.pointer(Float.self), targets.pointer(Float.self), weights, smoothing, scale,
          scales?.pointer(Float.self), result.pointer(Float.self))
      },
      float64: {
        fledge_soft_cross_entropy_rows_gradient_f64(
          rows, classes, logits.pointer(Double.self), targets.pointer(Double.self), weights, smoothing, scale,
          scales?.pointer(Double.self), result.pointer(Double.self))
      })
    return result
  }
}

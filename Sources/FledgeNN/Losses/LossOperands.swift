import FledgeTensor

/// Predictions and targets in the one floating-point type that a loss computes in: that of the predictions, which targets of any
/// type take, as a data set's numbers do beside a model's.
///
/// Targets are never cut to integers or masks: predictions of such a type take that of the targets, or float32 where both are.
func inOneType(_ predictions: Tensor, _ targets: Tensor) -> (predictions: Tensor, targets: Tensor) {
  let dtype =
    predictions.dtype.isFloatingPoint
    ? predictions.dtype : targets.dtype.isFloatingPoint ? targets.dtype : .float32
  return (predictions.converted(to: dtype), targets.converted(to: dtype))
}

extension Tensor {
  /// These logits in a floating-point type: integers and masks become float32.
  var asLogits: Tensor { dtype.isFloatingPoint ? self : converted(to: .float32) }
}

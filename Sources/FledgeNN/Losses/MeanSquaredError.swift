import FledgeBasics
import FledgeFormula
import FledgeTensor

private let squaredError = Formula { prediction, target in
  (prediction - target) * (prediction - target)
}

/// The mean over all elements of (prediction − target)²; both of one shape.
public func meanSquaredError(_ predictions: Tensor, targets: Tensor) -> Tensor {
  require(
    predictions.shape == targets.shape,
    "meanSquaredError: expected one shape, got \(predictions.shape) and \(targets.shape)")
  return squaredError(predictions, targets).mean()
}

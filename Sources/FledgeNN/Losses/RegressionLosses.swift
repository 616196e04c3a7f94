import FledgeBasics
import FledgeFormula
import FledgeTensor

private let squaredError = Formula { p, t in (p - t) * (p - t) }
private let absoluteError = Formula { p, t in abs(p - t) }
private let huberError = Formula(inputs: 2, parameters: 1) { x, p in
  let (error, delta) = (abs(x[0] - x[1]), p[0])
  return [select(error .<= delta, 0.5 * error * error, delta * (error - 0.5 * delta))]
}

/// The squared error (p − t)² of each element; the mean is over all elements.
///
/// `predictions` and `targets` have one shape; targets take the predictions' floating-point type, and integers as predictions
/// theirs.
public func meanSquaredError(
  _ predictions: Tensor, targets: Tensor, reduction: LossReduction = .mean
) -> Tensor {
  let (predictions, targets) = matched(predictions, targets, in: "meanSquaredError")
  return reduction(squaredError(predictions, targets))
}

/// The absolute error |p − t| of each element; the mean is over all elements. Its derivative at 0 is 0.
///
/// `predictions` and `targets` have one shape; targets take the predictions' floating-point type, and integers as predictions
/// theirs.
public func meanAbsoluteError(
  _ predictions: Tensor, targets: Tensor, reduction: LossReduction = .mean
) -> Tensor {
  let (predictions, targets) = matched(predictions, targets, in: "meanAbsoluteError")
  return reduction(absoluteError(predictions, targets))
}

/// Huber's loss of the error e = p − t of each element: e²/2 up to |e| = δ, δ·(|e| − δ/2) beyond (Huber, 1964).
///
/// `predictions` and `targets` have one shape; targets take the predictions' floating-point type, and integers as predictions
/// theirs. The mean is over all elements.
public func huberLoss(
  _ predictions: Tensor, targets: Tensor, delta: Double = 1, reduction: LossReduction = .mean
) -> Tensor {
  require(delta > 0 && delta.isFinite, "huberLoss: expected a delta above 0, got \(delta)")
  let (predictions, targets) = matched(predictions, targets, in: "huberLoss")
  return reduction(huberError(predictions, targets, parameters: [delta]))
}

private func matched(
  _ predictions: Tensor, _ targets: Tensor, in operation: String
) -> (predictions: Tensor, targets: Tensor) {
  require(
    predictions.shape == targets.shape,
    "\(operation): expected one shape, got \(predictions.shape) and \(targets.shape)")
  return inOneType(predictions, targets)
}

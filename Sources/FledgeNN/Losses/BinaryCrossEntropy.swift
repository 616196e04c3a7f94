import FledgeBasics
import FledgeFormula
import FledgeTensor

// Each branch is gated by its target, so that neither cancels the other: for t = 1 only softplus(−x) is left.
private let logisticLoss = Formula { x, t in
  softplus(x).gated(by: 1 - t) + softplus(-x).gated(by: t)
}

private let weightedLogisticLoss = Formula { x, t, p in
  softplus(x).gated(by: 1 - t) + softplus(-x).gated(by: p * t)
}

/// The binary cross-entropy of each logit, −p·t·log sigmoid(x) − (1 − t)·log(1 − sigmoid(x)), stable for every finite logit.
///
/// - Parameters:
///   - logits: x, of any shape.
///   - targets: t, of the logits' shape; they lie in 0…1, of any type, masks too, and take the logits' floating-point type.
///   - positiveWeight: p, what a positive target counts beside a negative one.
///   - reduction: the mean over all elements, their sum, or each, of the logits' shape.
public func binaryCrossEntropy(
  _ logits: Tensor, targets: Tensor, positiveWeight: Double = 1, reduction: LossReduction = .mean
) -> Tensor {
  let (logits, targets) = checked(logits, targets)
  if positiveWeight == 1 { return reduction(logisticLoss(logits, targets)) }
  return weighted(logits, targets, [positiveWeight], reduction)
}

/// The binary cross-entropy with one positive weight for each index of the last axis, for several labels an example.
///
/// `logits` and `targets` are both (…, n) for n positive weights; the rest is as above.
public func binaryCrossEntropy(
  _ logits: Tensor, targets: Tensor, positiveWeights: [Double], reduction: LossReduction = .mean
) -> Tensor {
  require(
    logits.rank > 0 && logits.shape[-1] == positiveWeights.count,
    "binaryCrossEntropy: expected a positive weight for each of the last axis of \(logits.shape), "
      + "got \(positiveWeights.count)")
  let (logits, targets) = checked(logits, targets)
  return weighted(logits, targets, positiveWeights, reduction)
}

private func weighted(_ x: Tensor, _ t: Tensor, _ weights: [Double], _ reduction: LossReduction) -> Tensor {
  require(
    weights.allSatisfy { $0 >= 0 && $0.isFinite },
    "binaryCrossEntropy: expected positive weights that are finite and 0 or more, got \(weights)")
  let shape = Shape(weights.count == 1 ? [] : [weights.count])
  return reduction(weightedLogisticLoss(x, t, Tensor(shape: shape, weights).converted(to: x.dtype)))
}

private func checked(_ logits: Tensor, _ targets: Tensor) -> (logits: Tensor, targets: Tensor) {
  require(
    logits.shape == targets.shape,
    "binaryCrossEntropy: expected one shape, got \(logits.shape) and \(targets.shape)")
  requireProbabilities(targets, in: "binaryCrossEntropy")
  let pair = inOneType(logits, targets)
  return (pair.predictions, pair.targets)
}

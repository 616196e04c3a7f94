import FledgeBasics
import FledgeFormula
import FledgeTensor

// Each branch is gated by its target, so that neither cancels the other: for t = 1 only softplus(−x) is left.
private let logisticLoss = Formula { x, t in
  softplus(x).gated(by: 1 - t) + softplus(-x).gated(by: t)
}

/// The mean over all elements of −t·log sigmoid(x) − (1 − t)·log(1 − sigmoid(x)), for logits x and targets t from 0 to 1,
/// both of one shape. Stable for every finite logit.
public func binaryCrossEntropy(_ logits: Tensor, targets: Tensor) -> Tensor {
  require(
    logits.shape == targets.shape,
    "binaryCrossEntropy: expected one shape, got \(logits.shape) and \(targets.shape)")
  return logisticLoss(logits, targets.converted(to: logits.dtype)).mean()
}

import FledgeBasics
import FledgeTensor

/// The softmax cross-entropy of each row, log Σ exp h − h_y, fused and stable.
///
/// The gradient of the mean is (1/m)·(softmax(H) − I_y).
///
/// - Parameters:
///   - logits: h, with the classes on `axis`: (m, classes), or (m, classes, rows, columns) with the classes on axis 1.
///   - labels: y, integers of any type in the logits' shape without `axis`: (m), or (m, rows, columns). A label outside
///     0..<classes is an error that names the row.
///   - axis: the axis of the classes.
///   - classWeights: one weight for each class; the mean divides by the sum of the targets' weights.
///   - labelSmoothing: ε; the loss of a row is (1 − ε)·nll + (ε/C)·Σ nll over the C classes (Szegedy and others, 2016).
///   - ignored: rows with this label add no loss and no gradient. If all are ignored, the mean is NaN, its gradient 0.
///   - reduction: the mean over the rows, their sum, or the loss of each, of the labels' shape.
public func crossEntropy(
  _ logits: Tensor, labels: Tensor, axis: Int = -1, classWeights: [Double]? = nil, labelSmoothing: Double = 0,
  ignoring ignored: Int? = nil, reduction: LossReduction = .mean
) -> Tensor {
  let isPlain = classWeights == nil && labelSmoothing == 0 && ignored == nil && reduction == .mean
  if isPlain && logits.dtype.isFloatingPoint && logits.rank == 2 && (axis == -1 || axis == 1)
    && labels.rank == 1
    && labels.count == logits.shape[0]
  {
    return logits.meanCrossEntropy(labels: labels)
  }
  let rows = ClassRows(logits.asLogits, axis: axis, in: "crossEntropy")
  let labels = rows.rows(of: labels)
  if isPlain { return rows.matrix.meanCrossEntropy(labels: labels) }
  rows.check(classWeights: classWeights, labelSmoothing: labelSmoothing)
  let targets = RowLabels(
    labels, classes: rows.classes, classWeights: classWeights, smoothing: labelSmoothing, ignoring: ignored,
    in: "crossEntropy")
  switch reduction {
  case .none: return rows.matrix.rowCrossEntropy(targets, divisor: nil).reshaped(to: rows.outer)
  case .sum: return rows.matrix.rowCrossEntropy(targets, divisor: 1)
  case .mean:
    let total = targets.totalWeight
    // 0/0, with the gradient 0.
    if total == 0 { return rows.matrix.rowCrossEntropy(targets, divisor: 1) + Double.nan }
    return rows.matrix.rowCrossEntropy(targets, divisor: total)
  }
}

/// The negative logarithm of the probability of each row's label, −log p_y.
///
/// `logProbabilities` (m, classes) are what `logSoftmax` gives, with the classes on `axis`; `labels` (m) and the rest are as
/// for `crossEntropy`, which is faster and more precise where there are logits.
public func negativeLogLikelihood(
  _ logProbabilities: Tensor, labels: Tensor, axis: Int = -1, classWeights: [Double]? = nil,
  ignoring ignored: Int? = nil, reduction: LossReduction = .mean
) -> Tensor {
  let rows = ClassRows(logProbabilities.asLogits, axis: axis, in: "negativeLogLikelihood")
  let labels = rows.rows(of: labels)
  rows.check(classWeights: classWeights, labelSmoothing: 0)
  let targets = RowLabels(
    labels, classes: rows.classes, classWeights: classWeights, smoothing: 0, ignoring: ignored,
    in: "negativeLogLikelihood")
  let losses = -targets.weighted(from: rows.matrix)
  switch reduction {
  case .none: return losses.reshaped(to: rows.outer)
  case .sum: return losses.sum()
  case .mean:
    let total = targets.totalWeight
    if total == 0 { return losses.sum() + Double.nan }
    return losses.mean() * (Double(losses.count) / total)
  }
}

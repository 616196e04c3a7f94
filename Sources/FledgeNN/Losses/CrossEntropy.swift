import FledgeBasics
import FledgeTensor

/// The mean softmax cross-entropy ℓ = (1/m)·Σ (log Σ exp hᵢ − hᵢ[yᵢ]), fused and stable.
///
/// `logits` (m, classes), integer `labels` (m); a label outside 0..<classes is an error that names the row. The gradient is
/// (1/m)·(softmax(H) − I_y).
public func crossEntropy(_ logits: Tensor, labels: Tensor) -> Tensor {
  logits.meanCrossEntropy(labels: labels)
}

/// The softmax cross-entropy with class weights, label smoothing or ignored rows.
///
/// - Parameters:
///   - classWeights: one weight for each class; the mean divides by the sum of the targets' weights.
///   - labelSmoothing: ε; the loss of a row is (1 − ε)·nll + (ε/C)·Σ nll over the C classes (Szegedy and others, 2016).
///   - ignoring: rows with this label add no loss and no gradient. If all are ignored, the mean is NaN.
public func crossEntropy(
  _ logits: Tensor, labels: Tensor, classWeights: [Double]? = nil, labelSmoothing: Double = 0,
  ignoring ignored: Int? = nil
) -> Tensor {
  require(
    logits.rank == 2 && labels.shape == [logits.shape[0]],
    "crossEntropy: expected logits (rows, classes) and labels (rows), got \(logits.shape) and \(labels.shape)"
  )
  require(
    labelSmoothing >= 0 && labelSmoothing <= 1,
    "crossEntropy: expected a label smoothing from 0 to 1, got \(labelSmoothing)")
  let classes = logits.shape[1]
  require(
    classWeights == nil || classWeights!.count == classes,
    "crossEntropy: expected \(classes) class weights, got \(classWeights?.count ?? 0)")
  let weights = classWeights ?? [Double](repeating: 1, count: classes)
  var targets = [Double](repeating: 0, count: logits.count)
  var total = 0.0
  for (row, label) in labels.elements(as: Int64.self).map(Int.init).enumerated() where label != ignored {
    require(
      label >= 0 && label < classes,
      "crossEntropy: the target of row \(row) is \(label), expected 0 to \(classes - 1)")
    for column in 0..<classes {
      let share = (column == label ? 1 - labelSmoothing : 0) + labelSmoothing / Double(classes)
      targets[row * classes + column] = share * weights[column]
    }
    total += weights[label]
  }
  // Divided before they are added up: in Float the sum of a hundred large losses could overflow.
  let divisor = total == 0 ? 1 : total
  let target = Tensor(shape: logits.shape, targets.map { $0 / divisor }).converted(to: logits.dtype)
  let loss = -logits.logSoftmax().gated(by: target).sum()
  return total == 0 ? loss + Double.nan : loss
}

/// The mean softmax cross-entropy with soft targets: −(1/m)·Σ tᵢ·log softmax(hᵢ).
///
/// `logits` and `targets` (m, classes), each row of targets a distribution, for instance one-hot. A target of 0 adds 0 even at
/// a logit of −∞.
public func crossEntropy(_ logits: Tensor, targets: Tensor) -> Tensor {
  require(
    logits.rank == 2 && targets.shape == logits.shape,
    "crossEntropy: expected targets of the logits' shape (rows, classes), got \(logits.shape) and \(targets.shape)"
  )
  return -logits.logSoftmax().gated(by: targets.converted(to: logits.dtype)).sum(axes: [1]).mean()
}

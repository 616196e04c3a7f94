import FledgeBasics
import FledgeTensor

/// The share of the rows whose largest logit (the first, at a tie) is the label's; NaN for no rows. A row with a NaN or +∞, or with −∞
/// alone, has no prediction and is a mistake.
///
/// `logits` have the classes on `axis`; integer `labels` of any type have the logits' shape without it: (m, classes) and (m). A
/// label that is none of the classes is an error that names the row.
public func accuracy(_ logits: Tensor, labels: Tensor, axis: Int = -1) -> Double {
  require(
    !labels.dtype.isFloatingPoint && labels.dtype != .bool,
    "accuracy: labels must be integers, got \(labels.dtype)")
  let rows = ClassRows(logits.detached, axis: axis, in: "accuracy")
  let labels = rows.rows(of: labels).checkedLabels(classes: rows.classes, in: "accuracy")
  if labels.count == 0 { return .nan }
  let largest = rows.matrix.max(axis: 1)
  // Both are false of a NaN, which counts as the largest.
  let isPredicted = (largest .> -Double.infinity) & (largest .< Double.infinity)
  let isRight = rows.matrix.argMax(axis: 1) .== labels
  return (isRight & isPredicted).sum().item / Double(labels.count)
}

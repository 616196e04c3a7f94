import FledgeBasics
import FledgeTensor

/// The share of the rows whose largest logit (the first, at a tie) is the label's; NaN for no rows.
///
/// `logits` have the classes on `axis`; integer `labels` of any type have the logits' shape without it: (m, classes) and (m).
public func accuracy(_ logits: Tensor, labels: Tensor, axis: Int = -1) -> Double {
  require(
    !labels.dtype.isFloatingPoint && labels.dtype != .bool,
    "accuracy: labels must be integers, got \(labels.dtype)")
  let rows = ClassRows(logits.detached, axis: axis, in: "accuracy")
  let predictions = rows.matrix.argMax(axis: -1).elements(as: Int64.self)
  let labels = rows.rows(of: labels).elements(as: Int64.self)
  return Double(zip(predictions, labels).count { $0 == $1 }) / Double(labels.count)
}

import FledgeBasics
import FledgeTensor

/// The share of the rows whose largest logit (the first, at a tie) is the label's: `logits` (m, classes), `labels` (m).
public func accuracy(_ logits: Tensor, labels: Tensor) -> Double {
  let predictions = logits.argMax().elements(as: Int64.self)
  let labels = labels.elements(as: Int64.self)
  require(
    predictions.count == labels.count,
    "accuracy: expected as many labels as rows, got \(labels.count) and \(predictions.count)")
  let correct = zip(predictions, labels).count { $0 == $1 }
  return Double(correct) / Double(labels.count)
}

import FledgeBasics
import FledgeTensor

/// The softmax cross-entropy with soft targets, −Σ t·log softmax(h) of each row.
///
/// A target of 0 adds 0 even at a logit of −∞. A gradient also flows to tracked targets.
///
/// - Parameters:
///   - logits: h, with the classes on `axis`: (m, classes), or (m, classes, rows, columns) with the classes on axis 1.
///   - targets: t, of the logits' shape; each row is a distribution, for instance one-hot or another model's
///     probabilities: its elements must lie in 0…1. They take the logits' floating-point type.
///   - axis: the axis of the classes.
///   - classWeights: one weight for each class; the mean divides by the sum of the targets' weights.
///   - labelSmoothing: ε; the targets become (1 − ε)·t + ε/C for C classes.
///   - reduction: the mean over the rows, their sum, or the loss of each, of the logits' shape without `axis`.
public func crossEntropy(
  _ logits: Tensor, targets: Tensor, axis: Int = -1, classWeights: [Double]? = nil,
  labelSmoothing: Double = 0,
  reduction: LossReduction = .mean
) -> Tensor {
  let (logits, targets) = inOneType(logits, targets)
  let rows = ClassRows(logits, axis: axis, in: "crossEntropy")
  rows.check(classWeights: classWeights, labelSmoothing: labelSmoothing)
  let distributions = rows.matrix(of: targets, likes: logits)
  requireProbabilities(distributions, in: "crossEntropy")
  func losses(dividedBy divisor: Double?) -> Tensor {
    rows.matrix.rowCrossEntropy(
      targets: distributions, classWeights: classWeights, smoothing: labelSmoothing, divisor: divisor)
  }
  switch reduction {
  case .none: return losses(dividedBy: nil).reshaped(to: rows.outer)
  case .sum: return losses(dividedBy: 1)
  case .mean:
    guard let classWeights else { return losses(dividedBy: Double(rows.outer.elementCount)) }
    let total = (distributions.converted(to: .float64) * Tensor(classWeights)).sum()
    if total.item == 0 { return losses(dividedBy: 1) + Double.nan }
    let loss = losses(dividedBy: total.item)
    // The sum of the weights depends on targets that are tracked.
    return total.isTracked ? loss * (total.item / total).converted(to: loss.dtype) : loss
  }
}

/// Targets that stand for probabilities must lie in 0…1, but for rounding.
func requireProbabilities(_ targets: Tensor, in operation: String) {
  func check<T: TensorScalar & BinaryFloatingPoint>(_ type: T.Type) {
    let slack: T = 1e-6
    targets.withElements(as: T.self) { elements in
      // Written so that a NaN fails.
      guard let index = elements.firstIndex(where: { !($0 >= -slack && $0 <= 1 + slack) }) else { return }
      fatalError("\(operation): target \(index) is \(elements[index]), expected 0 to 1")
    }
  }
  switch targets.dtype {
  case .float32: check(Float.self)
  case .float64: check(Double.self)
  case .bool: return
  case .int32, .int64, .uint8: requireProbabilities(targets.converted(to: .float64), in: operation)
  }
}

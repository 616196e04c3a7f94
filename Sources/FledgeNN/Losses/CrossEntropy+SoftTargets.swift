import FledgeBasics
import FledgeTensor

/// The softmax cross-entropy with soft targets, −Σ t·log softmax(h) of each row.
///
/// `logits` and `targets` have one shape, with the classes on `axis`; each row of targets is a distribution, for instance
/// one-hot or another model's probabilities: its elements must lie in 0…1. A target of 0 adds 0 even at a logit of −∞. A
/// gradient also flows to tracked targets.
///
/// - Parameters:
///   - classWeights: one weight for each class; the mean divides by the sum of the targets' weights.
///   - labelSmoothing: ε; the targets become (1 − ε)·t + ε/C for C classes.
///   - reduction: the mean over the rows, their sum, or the loss of each, of the logits' shape without `axis`.
public func crossEntropy(
  _ logits: Tensor, targets: Tensor, axis: Int = -1, classWeights: [Double]? = nil,
  labelSmoothing: Double = 0,
  reduction: LossReduction = .mean
) -> Tensor {
  require(
    labelSmoothing >= 0 && labelSmoothing <= 1,
    "crossEntropy: expected a label smoothing from 0 to 1, got \(labelSmoothing)")
  requireProbabilities(targets, in: "crossEntropy")
  let rows = ClassRows(logits, axis: axis, in: "crossEntropy")
  var shares = rows.matrix(of: targets, likes: logits)
  let weights = classWeights.map { weights in
    require(
      weights.count == rows.classes && weights.allSatisfy { $0 >= 0 && $0.isFinite },
      "crossEntropy: expected \(rows.classes) class weights, each finite and 0 or more, got \(weights)")
    return Tensor(weights).converted(to: logits.dtype)
  }
  // Scaled before they are added up: a sum of large losses could overflow before it is divided.
  let scale = reduction == .mean ? weights.map { Double(shares.shape[0]) / (shares * $0).sum() } : nil
  if labelSmoothing > 0 {
    shares = shares * (1 - labelSmoothing) + labelSmoothing / Double(rows.classes)
  }
  if let weights { shares = shares * weights }
  if let scale { shares = shares * scale }
  let losses = -rows.matrix.logSoftmax().gated(by: shares).sum(axes: [1])
  return reduction(losses.reshaped(to: rows.outer))
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

import FledgeBasics
import FledgeNN
import FledgeTensor

/// Multinomial logistic regression as a function to be minimised: the mean of −log softmax(xW + b)_y and λ/(2m)·‖W‖² (Cox, 1966).
///
/// Every class has its own weights, of which the penalty leaves one best choice.
struct LogisticRegression {
  private let design: LinearDesign
  private let labels: Tensor
  private let classes: Int
  /// λ/(m·s²) of each column (columns, 1), whose weights are those of the raw ones times s.
  private let penalties: Tensor

  init(_ design: LinearDesign, labels: Tensor, classes: Int, penalty: Double) {
    (self.design, self.labels, self.classes) = (design, labels, classes)
    penalties = (penalty / Double(labels.count) / design.scales.squared).expanded(axis: 1)
  }

  /// The best weights (columns, classes) and intercepts (classes), from zeros on; intercepts have the mean 0.
  func fitted(_ search: LBFGS) -> (weights: Tensor, intercepts: Tensor) {
    let width = design.inputs.shape[1]
    let numbers = search.minimum(from: [Double](repeating: 0, count: (width + 1) * classes), of: value)
    let (weights, intercepts) = parts(Tensor(shape: [width + 1, classes], numbers))
    let raw = design.raw(weights, intercepts)
    return (raw.weights, raw.intercepts - raw.intercepts.mean())
  }

  /// The function and its gradient, at weights and, in the last row, intercepts.
  private func value(_ numbers: [Double]) -> (value: Double, gradient: [Double]) {
    let point = Tensor(shape: [numbers.count / classes, classes], numbers)
    let (value, gradient) = valueAndGradient(at: point) { point in
      let (weights, intercepts) = parts(point)
      let logits = matmul(design.inputs, weights) + intercepts  // (m, classes)
      return crossEntropy(logits, labels: labels) + 0.5 * (penalties * weights.squared).sum()
    }
    return (value.item, gradient.elements(as: Double.self))
  }

  private func parts(_ point: Tensor) -> (weights: Tensor, intercepts: Tensor) {
    let width = point.shape[0] - 1
    return (point[0..<width], point[width])
  }
}

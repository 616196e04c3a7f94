import FledgeBasics
import FledgeTensor

/// A tensor with classes on one axis as a matrix (rows, classes), and the way back.
struct ClassRows {
  /// (rows, classes): the other axes joined in row-major order.
  let matrix: Tensor
  /// The shape without the axis of the classes: that of labels, and of losses that are not reduced.
  let outer: Shape
  private let axis: Int
  private let operation: String

  init(_ x: Tensor, axis: Int, in operation: String) {
    require(x.rank > 0, "\(operation): expected logits with an axis of classes, got a scalar")
    self.axis = x.shape.normalized(axis, in: operation)
    self.operation = operation
    var others = Array(0..<x.rank)
    others.remove(at: self.axis)
    outer = Shape(others.map { x.shape[$0] })
    matrix = x.permuted(others + [self.axis]).reshaped(to: [outer.elementCount, x.shape[self.axis]])
  }

  /// The number of classes.
  var classes: Int { matrix.shape[1] }

  /// Labels of the outer shape as a vector (rows).
  func rows(of labels: Tensor) -> Tensor {
    require(
      labels.shape == outer,
      "\(operation): expected labels of shape \(outer), one for each row of \(classes) classes, got \(labels.shape)"
    )
    return labels.reshaped(to: [outer.elementCount])
  }

  /// Targets of the logits' own shape and type as a matrix.
  func matrix(of targets: Tensor, likes logits: Tensor) -> Tensor {
    require(
      targets.shape == logits.shape,
      "\(operation): expected targets of the logits' shape \(logits.shape), got \(targets.shape)")
    return ClassRows(targets, axis: axis, in: operation).matrix
  }

  /// Class weights, one for each class, and a label smoothing from 0 to 1.
  func check(classWeights: [Double]?, labelSmoothing: Double) {
    require(
      labelSmoothing >= 0 && labelSmoothing <= 1,
      "\(operation): expected a label smoothing from 0 to 1, got \(labelSmoothing)")
    guard let classWeights else { return }
    require(
      classWeights.count == classes && classWeights.allSatisfy { $0 >= 0 && $0.isFinite },
      "\(operation): expected \(classes) class weights, each finite and 0 or more, got \(classWeights)")
  }
}

import FledgeTensor

// Class labels as an array, one for each row of logits (m, classes); labels of images and sequences, which have more axes, are
// tensors.

/// The softmax cross-entropy of each row, for labels in an array.
///
/// `logits` are (m, classes), or (classes, m) with `axis` 0, and `labels` are m classes; the rest is as for labels in a tensor.
public func crossEntropy(
  _ logits: Tensor, labels: [Int], axis: Int = -1, classWeights: [Double]? = nil, labelSmoothing: Double = 0,
  ignoring ignored: Int? = nil, reduction: LossReduction = .mean
) -> Tensor {
  crossEntropy(
    logits, labels: Tensor(classLabels: labels), axis: axis, classWeights: classWeights,
    labelSmoothing: labelSmoothing, ignoring: ignored, reduction: reduction)
}

/// The negative logarithm of the probability of each row's label, for labels in an array.
///
/// `logProbabilities` are (m, classes), or (classes, m) with `axis` 0, and `labels` are m classes; the rest is as for labels in a
/// tensor.
public func negativeLogLikelihood(
  _ logProbabilities: Tensor, labels: [Int], axis: Int = -1, classWeights: [Double]? = nil,
  ignoring ignored: Int? = nil, reduction: LossReduction = .mean
) -> Tensor {
  negativeLogLikelihood(
    logProbabilities, labels: Tensor(classLabels: labels), axis: axis, classWeights: classWeights,
    ignoring: ignored, reduction: reduction)
}

/// The share of the rows whose largest logit is the label's, for labels in an array; NaN for no rows.
///
/// `logits` are (m, classes), or (classes, m) with `axis` 0, and `labels` are m classes.
public func accuracy(_ logits: Tensor, labels: [Int], axis: Int = -1) -> Double {
  accuracy(logits, labels: Tensor(classLabels: labels), axis: axis)
}

extension Tensor {
  /// Class labels (m) as int64.
  fileprivate init(classLabels: [Int]) { self.init(classLabels.map(Int64.init)) }
}

import FledgeBasics
import FledgeTensor

extension Loss {
  /// The mean loss of predictions beside classes.
  ///
  /// Where the loss is one of numbers, the target of an example is the one-hot vector of its class, and the mean is over the
  /// classes too.
  ///
  /// - Parameters:
  ///   - predictions: logits (m, classes).
  ///   - labels: integers (m) in 0..<classes.
  ///   - weights: how much each example counts (m).
  public func callAsFunction(_ predictions: Tensor, labels: Tensor, weights: Tensor? = nil) -> Tensor {
    require(
      predictions.rank == 2,
      "\(name): expected predictions of shape (m, classes) beside labels, got \(predictions.shape)")
    switch kind {
    case .softmax:
      guard let weights else {
        return FledgeNN.crossEntropy(
          predictions, labels: labels, classWeights: classWeights, labelSmoothing: labelSmoothing)
      }
      let losses = FledgeNN.crossEntropy(
        predictions, labels: labels, classWeights: classWeights, labelSmoothing: labelSmoothing,
        reduction: .none)
      return weighted(losses, by: weights, divisor: divisor(labels: labels, weights: weights))
    case .elementwise:
      let targets = Tensor.oneHot(labels, classes: predictions.shape[1], dtype: predictions.dtype)
      return mean(predictions, targets, weights: self.weights(of: labels, weights))
    }
  }

  /// The mean loss of predictions beside numbers; over all numbers of an example too.
  ///
  /// - Parameters:
  ///   - predictions: (m, …), or (m, 1) beside targets (m).
  ///   - targets: (m, …), which take the predictions' floating-point type. Cross-entropy takes distributions over the classes (m, classes).
  ///   - weights: how much each example counts (m).
  public func callAsFunction(_ predictions: Tensor, targets: Tensor, weights: Tensor? = nil) -> Tensor {
    guard case .softmax = kind else { return mean(predictions, targets, weights: weights) }
    let losses = FledgeNN.crossEntropy(
      predictions, targets: targets, classWeights: classWeights, labelSmoothing: labelSmoothing,
      reduction: weights == nil ? .mean : .none)
    return weights.map {
      weighted(losses, by: $0, divisor: divisor(targets: targets, weights: $0))
    } ?? losses
  }

  /// What the mean over examples with these distributions over classes (m, classes) and weights (m) divides by: the sum of the
  /// weights of the examples, times those of their classes.
  public func divisor(targets: Tensor, weights: Tensor? = nil) -> Double {
    guard let classWeights, case .softmax = kind else {
      return weights?.sum().item ?? Double(targets.shape[0])
    }
    let ofClasses = Tensor(classWeights)
    let ofExamples = (targets.converted(to: .float64) * ofClasses).sum(axis: 1)
    return (weights.map { $0.converted(to: .float64) * ofExamples } ?? ofExamples).sum().item
  }

  /// What the mean over examples with these labels (m) and weights (m) divides by: the sum of the weights of the examples and
  /// of their classes.
  public func divisor(labels: Tensor, weights: Tensor? = nil) -> Double {
    self.weights(of: labels, weights)?.sum().item ?? Double(labels.count)
  }

  /// w_i·w_y (m), Float64; nil if every example counts the same.
  private func weights(of labels: Tensor, _ weights: Tensor?) -> Tensor? {
    guard let classWeights else { return weights }
    let ofClasses = Tensor(classWeights).taking(labels)
    return weights.map { $0.converted(to: .float64) * ofClasses } ?? ofClasses
  }

  private func mean(_ predictions: Tensor, _ targets: Tensor, weights: Tensor?) -> Tensor {
    guard case .elementwise(let body) = kind else { fatalError("\(name) is no loss of numbers") }
    // One number an example may be a column or a list.
    let isColumn = predictions.shape == Shape(targets.shape.dimensions + [1])
    let (predictions, targets) = inOneType(
      predictions, isColumn ? targets.reshaped(to: predictions.shape) : targets)
    guard let weights else { return body(predictions, targets, .mean) }
    let losses = body(predictions, targets, .none)
    let examples = losses.shape.rank > 1 ? losses.mean(axes: Array(1..<losses.rank)) : losses
    return weighted(examples, by: weights, divisor: weights.sum().item)
  }

  /// Σ w·l / divisor; NaN where nothing counts.
  private func weighted(_ losses: Tensor, by weights: Tensor, divisor: Double) -> Tensor {
    require(
      weights.shape == losses.shape,
      "\(name): expected a weight for each of \(losses.shape) examples, got \(weights.shape)")
    return (losses * weights.converted(to: losses.dtype)).sum() / divisor
  }
}

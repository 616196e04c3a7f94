import FledgeData
import FledgeNN
import FledgeTensor

extension Loss {
  /// The mean loss of predictions (n, …) beside the targets of a batch of n, weighted as the batch says.
  public func callAsFunction(_ predictions: Tensor, _ batch: Batch) -> Tensor {
    batch.hasClasses
      ? self(predictions, labels: batch.targets, weights: batch.weights)
      : self(predictions, targets: batch.targets, weights: batch.weights)
  }

  /// What that mean divides by: the examples, or the sum of the weights of examples and classes.
  public func divisor(_ batch: Batch) -> Double {
    batch.hasClasses
      ? divisor(labels: batch.targets, weights: batch.weights)
      : divisor(targets: batch.targets, weights: batch.weights)
  }
}

import FledgeBasics
import FledgeTensor

/// Some examples, ready for a model.
public struct Batch: Sendable {
  /// The scaled inputs (n, …) in floating point, or in their own type if the data set keeps it.
  public internal(set) var inputs: Tensor
  /// The targets (n, …): Int32 labels (n) of classes, or what the data set has.
  public internal(set) var targets: Tensor
  /// How much each example counts (n), Float64; nil: all the same.
  public internal(set) var weights: Tensor?
  /// The place of the first example in the epoch's order, from 0.
  public internal(set) var start = 0
  /// Whether the targets are numbers of classes.
  public internal(set) var hasClasses = false

  /// Examples made by hand: inputs (n, …) and labels (n) of classes.
  public init(inputs: Tensor, labels: Tensor) {
    self.init(inputs: inputs, targets: labels)
    hasClasses = true
  }

  /// Examples made by hand: inputs (n, …), targets (n, …) and weights (n); the first is number `start` of the epoch.
  public init(inputs: Tensor, targets: Tensor, weights: Tensor? = nil, start: Int = 0) {
    (self.inputs, self.targets, self.weights, self.start) = (inputs, targets, weights, start)
  }

  /// The number of examples.
  public var count: Int { targets.rank == 0 ? 0 : targets.shape[0] }

  /// The labels (n) of classes. Targets in floating point are a programmer's error.
  public var labels: Tensor {
    require(
      !targets.dtype.isFloatingPoint, "Batch: the targets are \(targets.dtype) numbers, not labels of classes"
    )
    return targets
  }

  /// What a mean loss over the examples divides by: their number, or the sum of their weights.
  public var divisor: Double { weights?.sum().item ?? Double(count) }
}

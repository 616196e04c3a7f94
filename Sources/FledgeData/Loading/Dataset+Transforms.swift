import FledgeBasics
import FledgeTensor

/// One example on its way into a batch.
public struct Example: Sendable {
  /// The scaled inputs (…), in the batch's type.
  public var inputs: Tensor
  /// The target (…).
  public var target: Tensor

  /// An example from its inputs (…) and its target (…).
  public init(inputs: Tensor, target: Tensor) { (self.inputs, self.target) = (inputs, target) }
}

extension Dataset {
  /// A change of each example, as its batch is made.
  struct Transform: Sendable {
    let root: Random
    let body: @Sendable (Example, inout Random) -> Example
  }

  /// The same examples, each changed by `transform` when its batch is made, after the transforms before.
  ///
  /// The transform is a pure function of the example and of random numbers that belong to the seed, the epoch and the example
  /// alone: so each epoch draws anew, and neither the order of the examples, nor the batch, nor the threads that make batches
  /// ahead and change several examples at a time change a bit. Every example must come out in one shape.
  ///
  /// ```swift
  /// let augmented = pictures.transformed { example, random in
  ///   var example = example
  ///   if Bool.random(using: &random) { example.inputs = example.inputs.flipped(axes: [1]) }
  ///   return example
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - seed: what the random numbers are drawn from.
  ///   - transform: gives the changed example.
  public func transformed(
    seed: UInt64 = 0, _ transform: @escaping @Sendable (Example, inout Random) -> Example
  ) -> Dataset {
    var copy = self
    let root = Random(seed: seed).named("transform \(store.transforms.count)")
    copy.store.transforms.append(Transform(root: root, body: transform))
    return copy
  }

  /// Example `row` of the store, as it is in epoch `epoch`.
  func transformed(_ example: Example, row: Int32, epoch: Int) -> Example {
    store.transforms.reduce(example) { example, transform in
      var random = transform.root.named("epoch \(epoch), example \(row)")
      return transform.body(example, &random)
    }
  }
}

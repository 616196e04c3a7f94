import FledgeBasics
import FledgeData
import FledgeTensor

extension Dataset {
  /// The same pictures, each changed at random when its batch is made, in every epoch in another way.
  ///
  /// What a picture becomes depends on the seed, the epoch and its number alone, so that neither the order nor the number of threads
  /// changes a bit.
  ///
  /// ```swift
  /// let augmented = pictures.augmented([.rotate(upTo: 15), .shift(upTo: 0.1), .elastic(alpha: 8, sigma: 4)], seed: 1)
  /// ```
  ///
  /// - Parameters:
  ///   - changes: what is done to a picture, in this order.
  ///   - picture: the shape of a picture, (rows, columns) or (rows, columns, channels), where examples are stored in one row; they stay
  ///     so.
  ///   - outside: what is seen beyond a picture's edge.
  ///   - seed: what the changes are drawn from.
  public func augmented(
    _ changes: [Augmentation], picture: Shape? = nil, outside: Augmentation.Outside = .edge, seed: UInt64 = 0
  ) -> Dataset {
    for change in changes { change.check() }
    let stored = inputShape
    let shape = picture ?? stored
    require(
      (2...3).contains(shape.rank) && shape.elementCount == stored.elementCount,
      "Dataset.augmented: expected examples (rows, columns) or (rows, columns, channels), or the shape of a picture of as many "
        + "numbers, got \(stored)" + (picture.map { " and pictures of \($0)" } ?? ""))
    return transformed(seed: seed) { example, random in
      var example = example
      example.inputs = Augmentation.apply(
        changes, to: example.inputs.reshaped(to: shape), outside: outside, using: &random
      ).reshaped(to: stored)
      return example
    }
  }
}

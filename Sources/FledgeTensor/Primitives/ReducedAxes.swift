import FledgeBasics

extension Tensor {
  /// Reduces any axes with an operation over adjacent ones: others are moved to the end first.
  func reduced(
    _ axes: [Int]?, _ keepingDimensions: Bool, in operation: String, _ reduce: (Tensor, Range<Int>) -> Tensor
  ) -> Tensor {
    let axes = shape.normalized(axes, in: operation)
    let first = axes.first ?? 0
    let areAdjacent = axes.last.map { $0 - first + 1 == axes.count } ?? true
    let result =
      areAdjacent
      ? reduce(self, first..<(first + axes.count)) : reduce(movingLast(axes), (rank - axes.count)..<rank)
    return keepingDimensions ? result.reshaped(to: shape.reduced(axes, keepingDimensions: true)) : result
  }

  /// Repeats a reduction's result along the axes that it lost.
  func spread(over axes: Range<Int>, of shape: Shape) -> Tensor {
    reshaped(to: shape.reduced(Array(axes), keepingDimensions: true)).broadcast(to: shape)
  }

  /// `axes` (ascending) moved behind all others.
  func movingLast(_ axes: [Int]) -> Tensor {
    permuted((0..<rank).filter { !axes.contains($0) } + axes)
  }

  /// `axes` (ascending) moved behind all others and merged into one.
  func mergingLast(_ axes: [Int]) -> Tensor {
    let last = movingLast(axes)
    let lengths = last.shape.dimensions
    let kept = lengths.dropLast(axes.count)
    return last.reshaped(to: Shape(unchecked: kept + [lengths.suffix(axes.count).reduce(1, *)]))
  }
}

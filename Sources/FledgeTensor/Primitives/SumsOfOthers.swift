extension Tensor {
  /// For each element the sum of the other elements of its row, for rows (m, n): those before it and those behind it, added up
  /// without it. The row's sum less the element would lose small sums beside a large element.
  func sumsOfOthers() -> Tensor {
    let n = shape.columns
    if n < 2 { return .zeros(like: self) }
    let before = cumulativeSum(axis: 1).slice(0..<(n - 1), axis: 1)
    let behind = cumulativeSum(axis: 1, reversed: true).slice(1..<n, axis: 1)
    return before.padded(axis: 1, before: 1) + behind.padded(axis: 1, after: 1)
  }
}

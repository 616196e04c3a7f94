import FledgeBasics

extension Tensor {
  /// Each index of `axis` `count` times in a row: [1, 2] twice is [1, 1, 2, 2].
  public func repeated(_ count: Int, axis: Int) -> Tensor {
    let axis = shape.normalized(axis, in: "repeated")
    require(count >= 0, "repeated: expected a count from 0 on, got \(count)")
    var lengths = shape.dimensions
    lengths.insert(count, at: axis + 1)
    requireCountable(lengths, in: "repeated")
    let repeated = expanded(axis: axis + 1).broadcast(to: Shape(lengths))
    lengths.remove(at: axis + 1)
    lengths[axis] *= count
    return repeated.reshaped(to: Shape(lengths))
  }

  /// The whole repeated `counts[a]` times along each axis a: [1, 2] tiled twice is [1, 2, 1, 2]. Counts are aligned at the last
  /// axis; where there are more counts than axes, new axes come in front.
  public func tiled(_ counts: [Int]) -> Tensor {
    require(counts.allSatisfy { $0 >= 0 }, "tiled: expected counts from 0 on, got \(counts)")
    let rank = Swift.max(counts.count, rank)
    let counts = [Int](repeating: 1, count: rank - counts.count) + counts
    let lengths = [Int](repeating: 1, count: rank - self.rank) + shape.dimensions
    let pairs = zip(counts, lengths)
    requireCountable(pairs.flatMap { [$0, $1] }, in: "tiled")
    // (l₀, l₁, …) as (1, l₀, 1, l₁, …), repeated to (c₀, l₀, c₁, l₁, …). Counts of 1 need no axis.
    let single = Shape(pairs.flatMap { $0 == 1 ? [$1] : [1, $1] })
    let repeated = Shape(pairs.flatMap { $0 == 1 ? [$1] : [$0, $1] })
    return reshaped(to: single).broadcast(to: repeated).reshaped(to: Shape(pairs.map { $0 * $1 }))
  }

  private func requireCountable(_ lengths: [Int], in operation: String) {
    let count = lengths.reduce(Int?(dtype.byteCount)) { $0?.multiplied(by: $1) }
    require(count != nil, "\(operation): \(lengths) are more elements of \(dtype) than memory can hold")
  }
}

extension Int {
  /// The product of two lengths; nil if it is no Int.
  func multiplied(by other: Int) -> Int? {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : product
  }
}

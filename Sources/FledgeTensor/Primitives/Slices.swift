import FledgeBasics

extension Tensor {
  /// Indices `range` of one axis. (See the subscript for several axes, steps and indices from the end.)
  public func slice(_ range: Range<Int>, axis: Int = 0) -> Tensor {
    let axis = shape.normalized(axis, in: "slice")
    require(
      range.lowerBound >= 0 && range.upperBound <= shape[axis],
      "slice: \(range) is out of range for axis \(axis) of shape \(shape)")
    if range.count == shape[axis] { return self }
    return taking(StridedView(of: shape, range, axis: axis))
  }

  /// Parts of the given lengths along `axis`, which they must fill.
  public func split(_ lengths: [Int], axis: Int = 0) -> [Tensor] {
    let axis = shape.normalized(axis, in: "split")
    var rest: Int? = shape[axis]
    for length in lengths { rest = length >= 0 && length <= rest ?? -1 ? rest! - length : nil }
    require(rest == 0, "split: lengths \(lengths) do not add up to axis \(axis) of shape \(shape)")
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return slice(start..<(start + length), axis: axis)
    }
  }

  /// `parts` parts of one length along `axis`, whose length they must divide.
  public func split(into parts: Int, axis: Int = 0) -> [Tensor] {
    let axis = shape.normalized(axis, in: "split")
    require(
      parts > 0 && shape[axis] % parts == 0,
      "split: axis \(axis) of shape \(shape) does not divide into \(parts) equal parts")
    return split([Int](repeating: shape[axis] / parts, count: parts), axis: axis)
  }

  /// The slices at each index of `axis`, without that axis: what `stacked` puts together.
  public func unstacked(axis: Int = 0) -> [Tensor] {
    let axis = shape.normalized(axis, in: "unstacked")
    let inner = shape.reduced([axis], keepingDimensions: false)
    return (0..<shape[axis]).map { slice($0..<($0 + 1), axis: axis).reshaped(to: inner) }
  }

  /// x[i + 1] − x[i] along `axis`, one less than there are indices; `order` times in a row.
  public func differences(axis: Int = -1, order: Int = 1) -> Tensor {
    let axis = shape.normalized(axis, in: "differences")
    require(
      order >= 0 && order <= shape[axis],
      "differences: expected an order from 0 to \(shape[axis]), the length of axis \(axis) of shape \(shape), got \(order)"
    )
    return (0..<order).reduce(self) { x, _ in
      let length = x.shape[axis]
      return x.slice(1..<Swift.max(length, 1), axis: axis) - x.slice(0..<Swift.max(length - 1, 0), axis: axis)
    }
  }
}

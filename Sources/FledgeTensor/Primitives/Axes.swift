import FledgeBasics

extension Tensor {
  /// Without `axes`, each of which must have length 1; nil: all axes of length 1. (m, 1, n) becomes (m, n).
  public func squeezed(axes: [Int]? = nil) -> Tensor {
    let axes = axes.map { shape.normalized($0, in: "squeezed") } ?? (0..<rank).filter { shape[$0] == 1 }
    for axis in axes {
      require(
        shape[axis] == 1, "squeezed: expected length 1, axis \(axis) of shape \(shape) has \(shape[axis])")
    }
    return reshaped(to: shape.reduced(axes, keepingDimensions: false))
  }

  /// Without `axis`, which must have length 1.
  public func squeezed(axis: Int) -> Tensor { squeezed(axes: [axis]) }

  /// With axes of length 1 at the places `axes` of the result.
  public func expanded(axes: [Int]) -> Tensor {
    let places = Shape(unchecked: [Int](repeating: 1, count: rank + axes.count)).normalized(
      axes, in: "expanded")
    var dimensions = shape.dimensions
    for place in places { dimensions.insert(1, at: place) }
    return reshaped(to: Shape(dimensions))
  }

  /// With `axis` moved to place `destination` of the result; the others keep their order: axis 0 of
  /// (a, b, c) moved to −1 gives (b, c, a).
  public func movingAxis(_ axis: Int, to destination: Int) -> Tensor {
    let axis = shape.normalized(axis, in: "movingAxis")
    let destination = shape.normalized(destination, in: "movingAxis")
    var order = Array(0..<rank)
    order.insert(order.remove(at: axis), at: destination)
    return permuted(order)
  }

  /// With two axes exchanged: 0 and 2 of (a, b, c) give (c, b, a).
  public func swappingAxes(_ first: Int, _ second: Int) -> Tensor {
    var order = Array(0..<rank)
    order.swapAt(
      shape.normalized(first, in: "swappingAxes"), shape.normalized(second, in: "swappingAxes"))
    return permuted(order)
  }

  /// With the order of the indices of `axes` (nil: all) reversed.
  public func flipped(axes: [Int]? = nil) -> Tensor {
    var spans = shape.dimensions.map { AxisSpan(count: $0) }
    for axis in shape.normalized(axes, in: "flipped") where shape[axis] > 1 {
      spans[axis] = AxisSpan(start: shape[axis] - 1, step: -1, count: shape[axis])
    }
    return taking(StridedView(of: shape, spans: spans))
  }

  /// With the order of the indices of `axis` reversed.
  public func flipped(axis: Int) -> Tensor { flipped(axes: [axis]) }

  /// With every element moved `steps` indices on along `axis`; those that leave at the end come back at the start.
  public func rolled(by steps: Int, axis: Int) -> Tensor {
    let axis = shape.normalized(axis, in: "rolled")
    let length = shape[axis]
    let steps = length == 0 ? 0 : (steps % length + length) % length
    if steps == 0 { return self }
    return .concatenated(
      [slice((length - steps)..<length, axis: axis), slice(0..<(length - steps), axis: axis)], axis: axis)
  }
}

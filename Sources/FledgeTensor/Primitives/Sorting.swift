import FledgeBasics

extension Tensor {
  /// The indices, Int32, that sort the elements along `axis`: what `gather` takes to give them in order, of this tensor's
  /// shape. Equal elements keep their order; NaN comes last. No gradient flows.
  public func argSort(axis: Int = -1, descending: Bool = false) -> Tensor {
    order(along: sortable(axis, in: "argSort"), descending)
  }

  /// The elements along `axis` in ascending or descending order; NaN comes last. Each one's gradient goes to where it came
  /// from.
  public func sorted(axis: Int = -1, descending: Bool = false) -> Tensor {
    let axis = sortable(axis, in: "sorted")
    return gather(order(along: axis, descending), axis: axis)
  }

  /// The `k` largest elements along `axis`, the largest first, and their indices, Int32; of equal ones those that come first.
  /// With `largest` false, the smallest, the smallest first. NaN comes last.
  public func topK(_ k: Int, axis: Int = -1, largest: Bool = true) -> (values: Tensor, indices: Tensor) {
    let axis = sortable(axis, in: "topK")
    require(
      k >= 0 && k <= shape[axis],
      "topK: expected k from 0 to \(shape[axis]), the length of axis \(axis) of shape \(shape), got \(k)")
    let indices = order(along: axis, largest).slice(0..<k, axis: axis)
    return (gather(indices, axis: axis), indices)
  }

  /// The element in the middle of the order along `axis`, the mean of the two where their number is even (as in NumPy). NaN if
  /// any element is NaN; an axis without elements is an error.
  public func median(axis: Int = -1, keepingDimensions: Bool = false) -> Tensor {
    let axis = sortable(axis, in: "median")
    let length = shape[axis]
    require(length > 0, "median: expected elements along axis \(axis), got shape \(shape)")
    let x = dtype.isFloatingPoint ? self : converted(to: .float32)
    let ascending = x.sorted(axis: axis)
    let middle = ascending.slice((length - 1) / 2..<length / 2 + 1, axis: axis)
    // The last one is a NaN if any is.
    let last = ascending.detached.slice((length - 1)..<length, axis: axis)
    let nan = select(last .!= last, last, .zeros([], dtype: x.dtype))
    let median = middle.mean(axis: axis, keepingDimensions: true) + nan
    return keepingDimensions ? median : median.squeezed(axis: axis)
  }

  private func order(along axis: Int, _ descending: Bool) -> Tensor {
    let rows = detached.swappingAxes(axis, -1)
    return Kernel.argSortRows(rows, descending: descending)
      .watched(.composite("ArgSort", attributes: ["descending": .int(descending ? 1 : 0)]), [rows])
      .swappingAxes(axis, -1)
  }

  private func sortable(_ axis: Int, in operation: String) -> Int {
    let axis = shape.normalized(axis, in: operation)
    require(
      shape[axis] <= Int(Int32.max),
      "\(operation): expected at most \(Int32.max) elements along axis \(axis), got shape \(shape)")
    return axis
  }
}

import FledgeBasics

/// What stands in the places that padding adds.
public enum Padding: Sendable, Hashable {
  /// A number.
  case constant(Double)
  /// The element at the edge, again and again: of [1, 2, 3], 1 1 [1 2 3] 3 3.
  case edge
  /// The elements mirrored at the edge, which is not repeated: of [1, 2, 3], 3 2 [1 2 3] 2 1.
  case reflect
}

extension Tensor {
  /// With `before` and `after` more indices at the start and the end of `axis`.
  public func padded(
    axis: Int, before: Int = 0, after: Int = 0, with padding: Padding = .constant(0)
  ) -> Tensor {
    let axis = shape.normalized(axis, in: "padded")
    var widths = [(before: Int, after: Int)](repeating: (0, 0), count: rank)
    widths[axis] = (before, after)
    return padded(widths, with: padding)
  }

  /// With more indices at the start and the end of each axis: one pair of widths for each, from the first axis on.
  public func padded(_ widths: [(before: Int, after: Int)], with padding: Padding = .constant(0)) -> Tensor {
    require(
      widths.count == rank,
      "padded: expected a pair of widths for each axis of shape \(shape), got \(widths.count)")
    var lengths: [Int] = []
    for (axis, width) in widths.enumerated() {
      let length = width.before.addingReportingOverflow(width.after).partialValue
        .addingReportingOverflow(shape[axis])
      require(
        width.before >= 0 && width.after >= 0 && !length.overflow && length.partialValue >= shape[axis],
        "padded: expected widths from 0 on that memory can hold, "
          + "got \(width.before) and \(width.after) for axis \(axis) of shape \(shape)"
      )
      lengths.append(length.partialValue)
    }
    let whole = Shape(lengths)
    if whole == shape { return self }
    guard case .constant(let value) = padding else {
      return widths.indices.reduce(self) { x, axis in
        widths[axis] == (0, 0)
          ? x : x.taking(Self.paddedIndices(shape, axis, widths[axis], padding), axis: axis)
      }
    }
    let spans = zip(widths, shape.dimensions).map { AxisSpan(start: $0.before, count: $1) }
    return recorded(
      PlaceView(view: StridedView(of: whole, spans: spans), background: value), PrimitiveInputs(self))
  }

  /// Which index of an axis stands in each place of the padded one.
  private static func paddedIndices(
    _ shape: Shape, _ axis: Int, _ width: (before: Int, after: Int), _ padding: Padding
  ) -> [Int] {
    let length = shape[axis]
    // Places have numbers of 32 bits, and the list of them fits into memory.
    let widest = padding == .reflect ? length - 1 : length > 0 ? Int(Int32.max) : 0
    require(
      Swift.max(width.before, width.after) <= widest,
      "padded: expected at most \(widest) indices to add to axis \(axis) of shape \(shape), "
        + "got \(width.before) and \(width.after)"
    )
    return (-width.before..<length + width.after).map { index in
      if padding == .edge { return Swift.min(Swift.max(index, 0), length - 1) }
      return index < 0 ? -index : index < length ? index : 2 * (length - 1) - index
    }
  }
}

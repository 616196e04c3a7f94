import FledgeBasics

/// The largest or smallest element over axes that lie next to each other; elements that tie share the gradient equally.
struct Extremum: StandardPrimitive {
  let axes: Range<Int>
  let reduction: Kernel.Reduction

  var exportedForm: Exported {
    .operator(
      reduction == .max ? "ReduceMax" : "ReduceMin",
      attributes: ["axes": .ints(Array(axes)), "keepdims": .int(0)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.reduce(inputs[0], axes, reduction) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .all, output: true)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let x = context.input(0)
    let isExtreme = x.detached .== context.output.detached.spread(over: axes, of: x.shape)
    let ties = isExtreme.converted(to: x.dtype).sum(axes: Array(axes))
    let share = (gradient / ties).spread(over: axes, of: x.shape)
    return [select(isExtreme, share, .zeros([], dtype: x.dtype))]
  }
}

extension Tensor {
  /// The largest element over `axes` (nil: all); elements that tie share the gradient equally; NaN wins. The maximum of
  /// nothing is −∞, of no integers an error.
  public func max(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    reduced(axes, keepingDimensions, in: "max") {
      recorded(Extremum(axes: $1, reduction: .max), PrimitiveInputs($0))
    }
  }

  /// The largest element over one axis.
  public func max(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    max(axes: [axis], keepingDimensions: keepingDimensions)
  }

  /// The smallest element over `axes` (nil: all); elements that tie share the gradient equally; NaN wins. The minimum of
  /// nothing is +∞, of no integers an error.
  public func min(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    reduced(axes, keepingDimensions, in: "min") {
      recorded(Extremum(axes: $1, reduction: .min), PrimitiveInputs($0))
    }
  }

  /// The smallest element over one axis.
  public func min(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    min(axes: [axis], keepingDimensions: keepingDimensions)
  }

  /// The index of the first largest element along `axis`, Int32; a NaN counts as the largest. No gradient flows.
  public func argMax(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    argExtremum(axis, keepingDimensions, in: "argMax", "ArgMax", Kernel.argMax)
  }

  /// The index of the first smallest element along `axis`, Int32; a NaN counts as the smallest. No gradient flows.
  public func argMin(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    argExtremum(axis, keepingDimensions, in: "argMin", "ArgMin", Kernel.argMin)
  }

  /// The largest element along `axis` with its index, Int32; where several tie, the first one, which alone gets the
  /// gradient.
  public func maxWithIndex(axis: Int = -1, keepingDimensions: Bool = false) -> (
    values: Tensor, indices: Tensor
  ) {
    chosen(by: argMax(axis: axis, keepingDimensions: true), axis, keepingDimensions)
  }

  /// The smallest element along `axis` with its index, Int32; where several tie, the first one, which alone gets the
  /// gradient.
  public func minWithIndex(axis: Int = -1, keepingDimensions: Bool = false) -> (
    values: Tensor, indices: Tensor
  ) {
    chosen(by: argMin(axis: axis, keepingDimensions: true), axis, keepingDimensions)
  }

  private func argExtremum(
    _ axis: Int, _ keepingDimensions: Bool, in operation: String, _ exported: String,
    _ find: (Tensor, Int) -> Tensor
  ) -> Tensor {
    let axis = shape.normalized(axis, in: operation)
    require(
      shape[axis] > 0 && shape[axis] <= Int(Int32.max),
      "\(operation): expected from 1 to \(Int32.max) elements along axis \(axis), got shape \(shape)")
    // The kernel may leave the axis out: what is written down gives the shape that the result has.
    let attributes: [String: Exported.Attribute] = [
      "axis": .int(axis), "keepdims": .int(keepingDimensions ? 1 : 0),
    ]
    return find(detached, axis).viewed(as: shape.reduced([axis], keepingDimensions: keepingDimensions))
      .watched(.operator(exported, attributes: attributes), [self])
  }

  private func chosen(
    by indices: Tensor, _ axis: Int, _ keepingDimensions: Bool
  ) -> (values: Tensor, indices: Tensor) {
    let values = gather(indices, axis: axis)
    if keepingDimensions { return (values, indices) }
    return (values.squeezed(axis: axis), indices.squeezed(axis: axis))
  }
}

/// yᵢ = x₀ + … + xᵢ along an axis, or from the end back.
struct CumulativeSum: StandardPrimitive {
  let axis: Int
  let isReversed: Bool

  var exportedForm: Exported {
    .operator("CumSum", attributes: ["axis": .int(axis), "reverse": .int(isReversed ? 1 : 0)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    Kernel.cumulativeSum(inputs[0], axis: axis, reversed: isReversed)
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [gradient.cumulativeSum(axis: axis, reversed: !isReversed)]
  }
}

/// yᵢ = x₀ ⋯ xᵢ along an axis, or from the end back.
struct CumulativeProduct: StandardPrimitive {
  let axis: Int
  let isReversed: Bool

  var exportedForm: Exported {
    .operator("CumProd", attributes: ["axis": .int(axis), "reverse": .int(isReversed ? 1 : 0)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    Kernel.cumulativeProduct(inputs[0], axis: axis, reversed: isReversed)
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .all, output: true)
  }

  /// ∂xᵢ = yᵢ₋₁·sᵢ with sᵢ = gᵢ + xᵢ₊₁·sᵢ₊₁: no division, so it is right where factors are 0.
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let step = isReversed ? -1 : 1
    let before = context.output.shifted(by: step, axis: axis, filling: 1)
    let next = context.input(0).shifted(by: -step, axis: axis)
    let recurrence = LinearRecurrence(axis: axis, isReversed: !isReversed)
    return [before * .recorded(recurrence, PrimitiveInputs(next, gradient))]
  }
}

/// hᵢ = aᵢ·hᵢ₋₁ + bᵢ along an axis, from h₋₁ = 0, for a and b of one shape; or from the end back.
struct LinearRecurrence: StandardPrimitive {
  let axis: Int
  let isReversed: Bool

  var exportedForm: Exported { .notExportable("it stands in derivatives of cumulative products alone") }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    Kernel.linearRecurrence(inputs[0], inputs[1], axis: axis, reversed: isReversed)
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: InputSet(0), output: wanted.contains(0))
  }

  /// ∂bᵢ = gᵢ + aᵢ₊₁·∂bᵢ₊₁, a recurrence the other way round, and ∂aᵢ = ∂bᵢ·hᵢ₋₁.
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let step = isReversed ? -1 : 1
    let next = context.input(0).shifted(by: -step, axis: axis)
    let cotangentB = Tensor.recorded(
      LinearRecurrence(axis: axis, isReversed: !isReversed), PrimitiveInputs(next, gradient))
    let cotangentA =
      context.wanted.contains(0) ? cotangentB * context.output.shifted(by: step, axis: axis) : nil
    return [cotangentA, context.wanted.contains(1) ? cotangentB : nil]
  }
}

extension Tensor {
  /// The sums of the elements up to each index of `axis`, with it; `reversed`: from each index on. Of integers and masks
  /// int64, which wraps around.
  public func cumulativeSum(axis: Int, reversed: Bool = false) -> Tensor {
    let axis = shape.normalized(axis, in: "cumulativeSum")
    return recorded(CumulativeSum(axis: axis, isReversed: reversed), PrimitiveInputs(self))
  }

  /// The products of the elements up to each index of `axis`, with it; `reversed`: from each index on. The gradient is right
  /// where factors are 0. Of integers and masks int64, which wraps around.
  public func cumulativeProduct(axis: Int, reversed: Bool = false) -> Tensor {
    let axis = shape.normalized(axis, in: "cumulativeProduct")
    return recorded(CumulativeProduct(axis: axis, isReversed: reversed), PrimitiveInputs(self))
  }

  /// Each element moved by ±1 along an axis: what leaves at one end is dropped, at the other end comes `value`.
  func shifted(by step: Int, axis: Int, filling value: Double = 0) -> Tensor {
    let length = shape[axis]
    if length == 0 { return self }
    let kept = step > 0 ? 0..<(length - 1) : 1..<length
    let place = StridedView(of: shape, step > 0 ? 1..<length : 0..<(length - 1), axis: axis)
    return .recorded(PlaceView(view: place, background: value), PrimitiveInputs(slice(kept, axis: axis)))
  }
}

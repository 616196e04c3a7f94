/// yᵢ = x₀ + … + xᵢ along an axis, or from the end back.
struct CumulativeSum: Primitive {
  let axis: Int
  let isReversed: Bool

  func forward(_ inputs: borrowing Operands) -> Tensor {
    Kernel.cumulativeSum(inputs[0], axis: axis, reversed: isReversed)
  }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    [gradient.cumulativeSum(axis: axis, reversed: !isReversed)]
  }
}

/// yᵢ = x₀ ⋯ xᵢ along an axis, or from the end back.
struct CumulativeProduct: Primitive {
  let axis: Int
  let isReversed: Bool

  func forward(_ inputs: borrowing Operands) -> Tensor {
    Kernel.cumulativeProduct(inputs[0], axis: axis, reversed: isReversed)
  }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .all, output: true) }

  /// ∂xᵢ = yᵢ₋₁·sᵢ with sᵢ = gᵢ + xᵢ₊₁·sᵢ₊₁: no division, so it is right where factors are 0.
  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    let step = isReversed ? -1 : 1
    let before = call.output!.shifted(by: step, axis: axis, filling: 1)
    let next = call.inputs[0].shifted(by: -step, axis: axis)
    let recurrence = LinearRecurrence(axis: axis, isReversed: !isReversed)
    return [before * .recorded(recurrence, Operands(next, gradient))]
  }
}

/// hᵢ = aᵢ·hᵢ₋₁ + bᵢ along an axis, from h₋₁ = 0, for a and b of one shape; or from the end back.
struct LinearRecurrence: Primitive {
  let axis: Int
  let isReversed: Bool

  func forward(_ inputs: borrowing Operands) -> Tensor {
    Kernel.linearRecurrence(inputs[0], inputs[1], axis: axis, reversed: isReversed)
  }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads {
    Reads(inputs: Inputs(0), output: wanted.contains(0))
  }

  /// ∂bᵢ = gᵢ + aᵢ₊₁·∂bᵢ₊₁, a recurrence the other way round, and ∂aᵢ = ∂bᵢ·hᵢ₋₁.
  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    let step = isReversed ? -1 : 1
    let next = call.inputs[0].shifted(by: -step, axis: axis)
    let shareB = Tensor.recorded(
      LinearRecurrence(axis: axis, isReversed: !isReversed), Operands(next, gradient))
    let shareA = call.wanted.contains(0) ? shareB * call.output!.shifted(by: step, axis: axis) : nil
    return [shareA, call.wanted.contains(1) ? shareB : nil]
  }
}

extension Tensor {
  /// The sums of the elements up to each index of `axis`, with it; `reversed`: from each index on. Of integers and masks
  /// int64, which wraps around.
  public func cumulativeSum(axis: Int, reversed: Bool = false) -> Tensor {
    let axis = shape.normalized(axis, in: "cumulativeSum")
    return recorded(CumulativeSum(axis: axis, isReversed: reversed), Operands(self))
  }

  /// The products of the elements up to each index of `axis`, with it; `reversed`: from each index on. The gradient is right
  /// where factors are 0. Of integers and masks int64, which wraps around.
  public func cumulativeProduct(axis: Int, reversed: Bool = false) -> Tensor {
    let axis = shape.normalized(axis, in: "cumulativeProduct")
    return recorded(CumulativeProduct(axis: axis, isReversed: reversed), Operands(self))
  }

  /// Each element moved by ±1 along an axis: what leaves at one end is dropped, at the other end comes `value`.
  func shifted(by step: Int, axis: Int, filling value: Double = 0) -> Tensor {
    let length = shape[axis]
    if length == 0 { return self }
    let kept = step > 0 ? 0..<(length - 1) : 1..<length
    let place = StridedView(of: shape, step > 0 ? 1..<length : 0..<(length - 1), axis: axis)
    return .recorded(PlaceView(view: place, background: value), Operands(slice(kept, axis: axis)))
  }
}

import FledgeBasics

/// Which elements of a tensor of shape `source` another one of `shape` shows: element (i₀, i₁, …) is number
/// offset + Σ iₐ·strides[a], each at most once.
struct StridedView: Sendable {
  let source: Shape
  let shape: Shape
  let strides: [Int]
  let offset: Int

  init(of source: Shape, shape: Shape, strides: [Int], offset: Int) {
    (self.source, self.shape, self.strides) = (source, shape, strides)
    // Where there is no element, there is no first one either.
    self.offset = shape.elementCount == 0 ? 0 : offset
  }

  /// Along each axis `count` indices from `start` on, `step` apart; all of them in range.
  init(of source: Shape, spans: [AxisSpan]) {
    let strides = source.strides
    self.init(
      of: source, shape: Shape(unchecked: spans.map(\.count)),
      strides: zip(spans, strides).map { $0.step * $1 },
      offset: zip(spans, strides).reduce(0) { $0 + $1.0.start * $1.1 })
  }

  /// Indices `range` of one axis.
  init(of source: Shape, _ range: Range<Int>, axis: Int) {
    var spans = source.dimensions.map { AxisSpan(count: $0) }
    spans[axis] = AxisSpan(start: range.lowerBound, count: range.count)
    self.init(of: source, spans: spans)
  }

  /// Whether the elements lie next to each other in the order in which they are shown.
  var isContiguous: Bool {
    var step = 1
    for axis in strides.indices.reversed() where shape[axis] != 1 {
      if strides[axis] != step { return false }
      step *= shape[axis]
    }
    return true
  }
}

/// Some indices of an axis, evenly spaced: start, start + step, ….
struct AxisSpan: Sendable {
  var start = 0
  var step = 1
  let count: Int
}

/// The elements that a view shows.
struct TakeView: StandardPrimitive {
  let view: StridedView

  var exportedForm: Exported {
    .composite(
      "StridedSlice",
      attributes: [
        "shape": .ints(view.shape.dimensions), "strides": .ints(view.strides), "offset": .int(view.offset),
      ])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    let x = inputs[0]
    if view.isContiguous {
      let offset = view.offset * x.dtype.byteCount
      return Tensor(Storage(viewing: x.storage, offset: offset, as: view.shape))
    }
    return Kernel.copy(x, shape: view.shape, strides: view.strides, offset: view.offset)
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [.recorded(PlaceView(view: view), PrimitiveInputs(gradient))]
  }
}

/// The transpose of taking a view: a tensor of the view's source with the input where the view shows it and `background`
/// elsewhere.
struct PlaceView: StandardPrimitive {
  let view: StridedView
  var background = 0.0

  var exportedForm: Exported {
    .composite(
      "StridedPlace",
      attributes: [
        "shape": .ints(view.source.dimensions), "strides": .ints(view.strides), "offset": .int(view.offset),
        "background": .float(background),
      ])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    let dtype = inputs[0].dtype
    let result: Tensor =
      background == 0 ? .zeros(view.source, dtype: dtype) : .full(view.source, background, dtype: dtype)
    Kernel.place(inputs[0], in: view, of: result)
    return result
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [.recorded(TakeView(view: view), PrimitiveInputs(gradient))]
  }
}

/// The first input with the second one, of the view's shape, where the view shows it.
struct ReplaceView: StandardPrimitive {
  let view: StridedView

  var exportedForm: Exported {
    .composite("StridedReplace", attributes: ["strides": .ints(view.strides), "offset": .int(view.offset)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    let result = inputs[0].copied()
    Kernel.place(inputs[1], in: view, of: result)
    return result
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  /// The gradient of what was replaced is 0.
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    var (kept, replacement): (Tensor?, Tensor?)
    if context.wanted.contains(0) {
      let zeros = Tensor.zeros(view.shape, dtype: gradient.dtype)
      kept = .recorded(ReplaceView(view: view), PrimitiveInputs(gradient, zeros))
    }
    if context.wanted.contains(1) { replacement = .recorded(TakeView(view: view), PrimitiveInputs(gradient)) }
    return [kept, replacement]
  }
}

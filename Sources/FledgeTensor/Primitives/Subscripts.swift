import FledgeBasics

extension Tensor {
  /// The elements at `selections`, one for each axis from the first on; axes without one are taken whole.
  ///
  /// `x[0]` is the first row, `x[0, -1]` its last element as a tensor of rank 0, `x[.all, 1..<3]` two columns,
  /// `x[.ellipsis, .every(-1)]` reverses the last axis, `x[.newAxis]` has one axis more. Assigning replaces the elements, by a
  /// tensor that broadcasts to their shape; the gradient then flows to the new elements and no more to the old ones.
  public subscript(_ selections: any AxisSelection...) -> Tensor {
    get {
      let selection = Selection(of: shape, selections.map(\.selectedIndices))
      return taking(selection.view).reshaped(to: selection.shape)
    }
    set {
      let selection = Selection(of: shape, selections.map(\.selectedIndices))
      require(
        newValue.dtype == dtype,
        "subscript: expected elements of \(dtype) to assign, got \(newValue.dtype); convert with converted(to:)"
      )
      require(
        newValue.shape.broadcast(with: selection.shape) == selection.shape,
        "subscript: elements of shape \(newValue.shape) do not broadcast to the selected \(selection.shape)")
      let elements = newValue.broadcast(to: selection.shape).reshaped(to: selection.view.shape)
      replace(selection.view, with: elements)
    }
  }

  // Disfavoured: without a type that asks for a number, `x[0, 1]` is a tensor.
  /// The one element at `selections` as a number; assigning sets all of those that are selected.
  @_disfavoredOverload
  public subscript(_ selections: any AxisSelection...) -> Double {
    get {
      let selection = Selection(of: shape, selections.map(\.selectedIndices))
      require(
        selection.shape.elementCount == 1,
        "subscript: expected one element to read as a number, selected shape \(selection.shape)")
      return detached.taking(selection.view).item
    }
    set {
      let selection = Selection(of: shape, selections.map(\.selectedIndices))
      replace(selection.view, with: .full(selection.view.shape, newValue, dtype: dtype))
    }
  }

  /// The elements that a view shows.
  func taking(_ view: StridedView) -> Tensor {
    // A view of as many elements as there are, in their order, is the whole.
    if view.shape == shape && view.isContiguous { return self }
    return recorded(TakeView(view: view), PrimitiveInputs(self))
  }

  private mutating func replace(_ view: StridedView, with elements: Tensor) {
    if isTracked || elements.isTracked {
      self = recorded(ReplaceView(view: view), PrimitiveInputs(self, elements))
    } else {
      makeUniquelyHeld()
      Kernel.place(elements, in: view, of: self)
    }
  }
}

/// What the brackets of `x[…]` select from a shape.
private struct Selection {
  /// The selected elements, with axes of length 1 for those that a number drops.
  let view: StridedView
  /// The shape of the result.
  let shape: Shape

  init(of source: Shape, _ selections: [AxisIndices]) {
    func fail(_ reason: String) -> Never {
      fatalError(
        "subscript [\(selections.map(\.description).joined(separator: ", "))] of shape \(source): \(reason)")
    }
    var named = 0
    var ellipses = 0
    for selection in selections {
      switch selection.kind {
      case .one, .span: named += 1
      case .ellipsis: ellipses += 1
      case .newAxis: break
      }
    }
    if ellipses > 1 { fail("expected at most one .ellipsis, got \(ellipses)") }
    if named > source.rank { fail("expected at most \(source.rank) axes, got \(named)") }
    var spans: [AxisSpan] = []
    var lengths: [Int] = []
    func takeWhole(_ count: Int) {
      for _ in 0..<count {
        spans.append(AxisSpan(count: source[spans.count]))
        lengths.append(spans.last!.count)
      }
    }
    for selection in selections {
      let axis = spans.count
      switch selection.kind {
      case .newAxis: lengths.append(1)
      case .ellipsis: takeWhole(source.rank - named)
      case .one(let index):
        let start = index < 0 ? index + source[axis] : index
        if start < 0 || start >= source[axis] { fail("index \(index) is out of range for axis \(axis)") }
        spans.append(AxisSpan(start: start, count: 1))
      case .span:
        guard let span = selection.span(length: source[axis]) else {
          fail("\(selection) is out of range for axis \(axis)")
        }
        spans.append(span)
        lengths.append(span.count)
      }
    }
    takeWhole(source.rank - spans.count)
    view = StridedView(of: source, spans: spans)
    shape = Shape(unchecked: lengths)
  }
}

extension AxisIndices {
  /// The indices of an axis of `length` that a range stands for; nil if it is out of range.
  fileprivate func span(length: Int) -> AxisSpan? {
    guard case .span(let lower, let upper, let isClosed, let step) = kind else { return nil }
    func fromStart(_ bound: Int) -> Int { bound < 0 ? bound + length : bound }
    let start = lower.map(fromStart) ?? 0
    var end = upper.map(fromStart) ?? length
    if isClosed {
      guard end < length else { return nil }
      end += 1
    }
    guard start >= 0, start <= end, end <= length else { return nil }
    guard start < end else { return AxisSpan(start: start, count: 0) }
    let width = UInt(end - start)
    let count = Int((width - 1) / step.magnitude) + 1
    // A single index is a step of any width.
    return AxisSpan(start: step > 0 ? start : end - 1, step: count == 1 ? 1 : step, count: count)
  }
}

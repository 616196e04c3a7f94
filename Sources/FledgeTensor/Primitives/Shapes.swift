import FledgeBasics

/// The same elements under another shape.
struct Reshape: StandardPrimitive {
  let shape: Shape

  var exportedForm: Exported { .operator("Reshape", attributes: ["shape": .ints(shape.dimensions)]) }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { inputs[0].viewed(as: shape) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [gradient.reshaped(to: context.shape(of: 0))]
  }
}

/// Axes in another order: axis i of the result is axis order[i] of the input.
struct Permute: StandardPrimitive {
  let order: [Int]

  var exportedForm: Exported { .operator("Transpose", attributes: ["perm": .ints(order)]) }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.permute(inputs[0], order) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    var inverse = order
    for (position, axis) in order.enumerated() { inverse[axis] = position }
    return [gradient.permuted(inverse)]
  }
}

/// The input repeated along new axes and along axes of length 1.
struct Broadcast: StandardPrimitive {
  let shape: Shape

  var exportedForm: Exported { .operator("Expand", attributes: ["shape": .ints(shape.dimensions)]) }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.broadcast(inputs[0], to: shape) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [gradient.summed(to: context.shape(of: 0))]
  }
}

extension Tensor {
  /// The same elements, in row-major order, under another shape of the same count. One length may be −1: it follows
  /// from the others.
  public func reshaped(to dimensions: [Int]) -> Tensor {
    var dimensions = dimensions
    if let free = dimensions.firstIndex(of: -1) {
      var known: Int? = 1
      for (axis, length) in dimensions.enumerated() where axis != free {
        known = known.flatMap { length > 0 ? $0.multiplied(by: length) : nil }
      }
      require(
        known != nil && count % known! == 0, "reshaped: \(shape) does not divide into \(dimensions)")
      dimensions[free] = count / known!
    }
    return reshaped(to: Shape(dimensions))
  }

  /// The same elements, in row-major order, under another shape of the same count.
  public func reshaped(to shape: Shape) -> Tensor {
    if shape == self.shape { return self }
    require(
      shape.elementCount == count,
      "reshaped: \(self.shape) has \(count) elements, \(shape) has \(shape.elementCount)")
    return recorded(Reshape(shape: shape), PrimitiveInputs(self))
  }

  /// All elements in a vector.
  public var flattened: Tensor { reshaped(to: Shape([count])) }

  /// Axes in another order: axis i of the result is axis order[i] of this tensor.
  public func permuted(_ order: [Int]) -> Tensor {
    let axes = order.map { shape.normalized($0, in: "permuted") }
    require(
      axes.sorted() == Array(0..<rank), "permuted: expected each axis of \(shape) once, got \(order)")
    if axes == Array(0..<rank) { return self }
    return recorded(Permute(order: axes), PrimitiveInputs(self))
  }

  /// The last two axes exchanged: the transpose of a matrix.
  public var transposed: Tensor {
    require(rank >= 2, "transposed: wants rank 2 or more, got shape \(shape)")
    return permuted(Array(0..<(rank - 2)) + [rank - 1, rank - 2])
  }

  /// Repeated along new leading axes and along axes of length 1, up to `shape`.
  public func broadcast(to shape: Shape) -> Tensor {
    if shape == self.shape { return self }
    require(
      self.shape.broadcast(with: shape) == shape, "broadcast: \(self.shape) does not broadcast to \(shape)")
    return recorded(Broadcast(shape: shape), PrimitiveInputs(self))
  }

  /// With an axis of length 1 inserted before `axis`; rank + 1 places are possible, −1 is the last.
  public func expanded(axis: Int) -> Tensor {
    let place = axis < 0 ? axis + rank + 1 : axis
    require(place >= 0 && place <= rank, "expanded: axis \(axis) is out of range for shape \(shape)")
    var dimensions = shape.dimensions
    dimensions.insert(1, at: place)
    return reshaped(to: Shape(dimensions))
  }
}

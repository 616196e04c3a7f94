import FledgeBasics

/// The same elements under another shape.
struct Reshape: Primitive {
  let shape: Shape

  func forward(_ inputs: borrowing Operands) -> Tensor { inputs[0].viewed(as: shape) }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares { [gradient.reshaped(to: call.inputs[0].shape)] }
}

/// Axes in another order: axis i of the result is axis order[i] of the input.
struct Permute: Primitive {
  let order: [Int]

  func forward(_ inputs: borrowing Operands) -> Tensor { Kernel.permute(inputs[0], order) }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    var inverse = order
    for (position, axis) in order.enumerated() { inverse[axis] = position }
    return [gradient.permuted(inverse)]
  }
}

/// The input repeated along new axes and along axes of length 1.
struct Broadcast: Primitive {
  let shape: Shape

  func forward(_ inputs: borrowing Operands) -> Tensor { Kernel.broadcast(inputs[0], to: shape) }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares { [gradient.summed(to: call.inputs[0].shape)] }
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
    return recorded(Reshape(shape: shape), Operands(self))
  }

  /// All elements in a vector.
  public var flattened: Tensor { reshaped(to: Shape([count])) }

  /// Axes in another order: axis i of the result is axis order[i] of this tensor.
  public func permuted(_ order: [Int]) -> Tensor {
    let axes = order.map { shape.normalized($0, in: "permuted") }
    require(
      axes.sorted() == Array(0..<rank), "permuted: expected each axis of \(shape) once, got \(order)")
    if axes == Array(0..<rank) { return self }
    return recorded(Permute(order: axes), Operands(self))
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
    return recorded(Broadcast(shape: shape), Operands(self))
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

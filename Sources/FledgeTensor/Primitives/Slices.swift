import FledgeBasics

/// Indices range of one axis.
struct Slice: Primitive {
  let axis: Int
  let range: Range<Int>

  func forward(_ inputs: borrowing Operands) -> Tensor {
    let x = inputs[0]
    var dimensions = x.shape.dimensions
    dimensions[axis] = range.count
    let shape = Shape(unchecked: dimensions)
    let strides = x.shape.strides
    let offset = range.lowerBound * strides[axis]
    // Rows lie next to each other: they are seen in place.
    if axis == 0 {
      return Tensor(Storage(viewing: x.storage, offset: offset * x.dtype.byteCount, as: shape))
    }
    return Kernel.copy(x, shape: shape, strides: strides, offset: offset)
  }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    let length = call.inputs[0].shape[axis]
    return [.recorded(Pad(axis: axis, start: range.lowerBound, length: length), Operands(gradient))]
  }
}

/// The transpose of a slice: zeros of `length` along one axis, with the input from `start` on.
struct Pad: Primitive {
  let axis: Int
  let start: Int
  let length: Int

  func forward(_ inputs: borrowing Operands) -> Tensor {
    var dimensions = inputs[0].shape.dimensions
    dimensions[axis] = length
    let result = Tensor.zeros(Shape(unchecked: dimensions), dtype: inputs[0].dtype)
    Kernel.place(inputs[0], at: start, axis: axis, into: result)
    return result
  }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    [gradient.slice(start..<(start + call.inputs[0].shape[axis]), axis: axis)]
  }
}

/// Tensors one after another along an axis.
struct Concatenate: Primitive {
  let axis: Int

  func forward(_ inputs: borrowing Operands) -> Tensor {
    let inputs = inputs.tensors
    var dimensions = inputs[0].shape.dimensions
    dimensions[axis] = inputs.reduce(0) { $0 + $1.shape[axis] }
    let result = Tensor(uninitialized: Shape(unchecked: dimensions), inputs[0].dtype)
    var start = 0
    for input in inputs {
      Kernel.place(input, at: start, axis: axis, into: result)
      start += input.shape[axis]
    }
    return result
  }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    var start = 0
    let shares = call.inputs.enumerated().map { index, input -> Tensor? in
      defer { start += input.shape[axis] }
      guard call.wanted.contains(index) else { return nil }
      return gradient.slice(start..<(start + input.shape[axis]), axis: axis)
    }
    return Shares(shares)
  }
}

/// Rows by number; a row taken twice gets the sum of both gradients.
struct GatherRows: Primitive {
  /// Int32, each in range.
  let indices: Tensor

  func forward(_ inputs: borrowing Operands) -> Tensor { Kernel.gatherRows(inputs[0], indices) }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    [.recorded(ScatterAddRows(indices: indices, shape: call.inputs[0].shape), Operands(gradient))]
  }
}

/// The transpose of taking rows: zeros with each row added where it came from.
struct ScatterAddRows: Primitive {
  let indices: Tensor
  let shape: Shape

  func forward(_ inputs: borrowing Operands) -> Tensor {
    Kernel.scatterAddRows(inputs[0], indices, shape: shape)
  }

  func reads(wanted: Inputs, of inputs: borrowing Operands) -> Reads { Reads(inputs: .none) }

  func vjp(_ gradient: Tensor, _ call: Call) -> Shares {
    [.recorded(GatherRows(indices: indices), Operands(gradient))]
  }
}

extension Tensor {
  /// Indices `range` of one axis.
  public func slice(_ range: Range<Int>, axis: Int = 0) -> Tensor {
    let axis = shape.normalized(axis, in: "slice")
    require(
      range.lowerBound >= 0 && range.upperBound <= shape[axis],
      "slice: \(range) is out of range for axis \(axis) of shape \(shape)")
    if range.count == shape[axis] { return self }
    return recorded(Slice(axis: axis, range: range), Operands(self))
  }

  /// Rows `range`: indices of the first axis.
  public subscript(range: Range<Int>) -> Tensor { slice(range) }

  /// Row `index`, without the first axis.
  public subscript(index: Int) -> Tensor {
    require(rank > 0 && index >= 0 && index < shape[0], "row \(index) is out of range for shape \(shape)")
    return slice(index..<(index + 1)).reshaped(to: Shape(Array(shape.dimensions.dropFirst())))
  }

  /// The tensors one after another along `axis`; their other lengths must agree.
  public static func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    require(!tensors.isEmpty, "concatenated: expected at least one tensor")
    let first = tensors[0]
    let axis = first.shape.normalized(axis, in: "concatenated")
    for tensor in tensors {
      require(
        tensor.rank == first.rank && tensor.dtype == first.dtype
          && tensor.shape.reduced([axis], keepingDimensions: true)
            == first.shape.reduced([axis], keepingDimensions: true),
        "concatenated: expected \(first.shape) \(first.dtype) but for axis \(axis), got \(tensor.shape) \(tensor.dtype)"
      )
    }
    return recorded(Concatenate(axis: axis), Operands(tensors))
  }

  /// The tensors, all of one shape, along a new axis.
  public static func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    concatenated(tensors.map { $0.expanded(axis: axis) }, axis: axis)
  }

  /// Parts of the given lengths along `axis`, which they must fill.
  public func split(_ lengths: [Int], axis: Int = 0) -> [Tensor] {
    let axis = shape.normalized(axis, in: "split")
    require(
      lengths.allSatisfy { $0 >= 0 } && lengths.reduce(0, +) == shape[axis],
      "split: lengths \(lengths) do not add up to axis \(axis) of shape \(shape)")
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return slice(start..<(start + length), axis: axis)
    }
  }

  /// Row indices[i] of this tensor as row i of the result, for integer indices of shape (n).
  public func gatherRows(_ indices: Tensor) -> Tensor {
    require(rank > 0, "gatherRows: wants rank 1 or more")
    return recorded(
      GatherRows(indices: indices.checkedLabels(classes: shape[0], in: "gatherRows")), Operands(self))
  }
}

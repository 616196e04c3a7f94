import FledgeBasics

/// Indices of one axis, taken by number; one that is taken twice gets the sum of both gradients.
struct Take: StandardPrimitive {
  let axis: Int
  /// Int32 (count), each in range.
  let indices: Tensor

  var exportedForm: Exported { .composite("Gather", attributes: ["axis": .int(axis)]) }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.take(inputs[0], indices, axis: axis) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let length = context.shape(of: 0)[axis]
    return [.recorded(AddTaken(axis: axis, indices: indices, length: length), PrimitiveInputs(gradient))]
  }
}

/// The transpose of taking: zeros of `length` along the axis, with each index of the input added where it came from.
struct AddTaken: StandardPrimitive {
  let axis: Int
  let indices: Tensor
  let length: Int

  var exportedForm: Exported {
    .composite("GatherGradient", attributes: ["axis": .int(axis), "length": .int(length)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    var dimensions = inputs[0].shape.dimensions
    dimensions[axis] = length
    return Kernel.addTaken(inputs[0], indices, axis: axis, shape: Shape(unchecked: dimensions))
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [.recorded(Take(axis: axis, indices: indices), PrimitiveInputs(gradient))]
  }
}

/// y[…, j, …] = x[…, indices[…, j, …], …]: one element by number for each element of the result.
struct Gather: StandardPrimitive {
  let axis: Int
  /// Int32 of the result's shape, each in range.
  let indices: Tensor

  var exportedForm: Exported { .composite("GatherElements", attributes: ["axis": .int(axis)]) }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    Kernel.gather(inputs[0], indices, axis: axis)
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let shape = context.shape(of: 0)
    return [.recorded(ScatterAdd(axis: axis, indices: indices, shape: shape), PrimitiveInputs(gradient))]
  }
}

/// The transpose of gathering: zeros of `shape` with each element of the input added where it came from.
struct ScatterAdd: StandardPrimitive {
  let axis: Int
  let indices: Tensor
  let shape: Shape

  var exportedForm: Exported {
    .composite(
      "ScatterElements",
      attributes: ["axis": .int(axis), "shape": .ints(shape.dimensions), "reduction": .string("add")])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    Kernel.scatterAdd(inputs[0], indices, axis: axis, shape: shape)
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [.recorded(Gather(axis: axis, indices: indices), PrimitiveInputs(gradient))]
  }
}

extension Tensor {
  /// Row indices[i] of this tensor as row i of the result: of (rows, …), for integer `indices` (n), the result is (n, …).
  public func gatherRows(_ indices: Tensor) -> Tensor {
    require(rank > 0, "gatherRows: expected rank 1 or more, got a scalar")
    require(
      indices.rank == 1,
      "gatherRows: expected indices of shape (n), got \(indices.shape); taking(_:axis:) takes them in any shape"
    )
    return recorded(
      Take(axis: 0, indices: indices.checkedIndices(of: self, 0, in: "gatherRows")), PrimitiveInputs(self))
  }

  /// The given indices of one axis, in their order and as often as they occur. The axes of `indices`, integers of any type
  /// and shape, stand in the axis's place.
  public func taking(_ indices: Tensor, axis: Int = 0) -> Tensor {
    let axis = shape.normalized(axis, in: "taking")
    let checked = indices.checkedIndices(of: self, axis, in: "taking").flattened
    let result = recorded(Take(axis: axis, indices: checked), PrimitiveInputs(self))
    let lengths = shape.dimensions
    return result.reshaped(to: Shape(lengths[..<axis] + indices.shape.dimensions + lengths[(axis + 1)...]))
  }

  /// The given indices of one axis.
  public func taking(_ indices: [Int], axis: Int = 0) -> Tensor {
    taking(Tensor(indices.map(Int64.init)), axis: axis)
  }

  /// One element for each index: with axis 1, y[i, j, k] = x[i, indices[i, j, k], k]. The integer `indices` have this
  /// tensor's shape, but for the length of `axis`; so has the result.
  public func gather(_ indices: Tensor, axis: Int) -> Tensor {
    let axis = shape.normalized(axis, in: "gather")
    requireFit(of: indices, axis, in: "gather")
    return recorded(
      Gather(axis: axis, indices: indices.checkedIndices(of: self, axis, in: "gather")), PrimitiveInputs(self)
    )
  }

  /// This tensor with values[i, j, k] added to x[i, indices[i, j, k], k], here for axis 1; what goes to one place adds up,
  /// and integers wrap.
  /// `values` and the integer `indices` have this tensor's shape, but for the length of `axis`.
  public func scatterAdding(_ values: Tensor, at indices: Tensor, axis: Int) -> Tensor {
    let axis = shape.normalized(axis, in: "scatterAdding")
    requireFit(of: indices, axis, in: "scatterAdding")
    require(
      values.shape == indices.shape,
      "scatterAdding: expected values of the indices' shape \(indices.shape), got \(values.shape)")
    require(
      values.dtype == dtype,
      "scatterAdding: the types differ, values \(values.dtype) and the tensor \(dtype); convert one with converted(to:)"
    )
    require(dtype != .bool, "scatterAdding: expected numbers to add to, got a mask (bool)")
    let checked = indices.checkedIndices(of: self, axis, in: "scatterAdding")
    return self + recorded(ScatterAdd(axis: axis, indices: checked, shape: shape), PrimitiveInputs(values))
  }

  private func requireFit(of indices: Tensor, _ axis: Int, in operation: String) {
    let others = shape.reduced([axis], keepingDimensions: true)
    require(
      indices.rank == rank && indices.shape.reduced([axis], keepingDimensions: true) == others,
      "\(operation): expected indices of shape \(shape) but for axis \(axis), got \(indices.shape)")
  }

  /// These integers as Int32, each checked to be an index of one axis of `x`.
  private func checkedIndices(of x: Tensor, _ axis: Int, in operation: String) -> Tensor {
    require(
      !dtype.isFloatingPoint && dtype != .bool, "\(operation): indices must be integers, got \(dtype)")
    let length = x.shape[axis]
    require(
      length <= Int(Int32.max),
      "\(operation): expected an axis of at most \(Int32.max) indices, got axis \(axis) of shape \(x.shape)")
    func check<T: TensorScalar & BinaryInteger>(_ type: T.Type) {
      withElements(as: T.self) { indices in
        for (number, index) in indices.enumerated() where index < 0 || index >= length {
          require(
            false,
            "\(operation): index number \(number) is \(index), expected 0 to \(length - 1) for axis \(axis) "
              + "of shape \(x.shape)"
          )
        }
      }
    }
    switch dtype {
    case .int64: check(Int64.self)
    case .uint8: check(UInt8.self)
    default: check(Int32.self)
    }
    return detached.converted(to: .int32)
  }
}

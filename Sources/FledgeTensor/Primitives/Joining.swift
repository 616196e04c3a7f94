import FledgeBasics

/// Tensors one after another along an axis.
struct Concatenate: StandardPrimitive {
  let axis: Int

  var exportedForm: Exported { .operator("Concat", attributes: ["axis": .int(axis)]) }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
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

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    var start = 0
    let cotangents = (0..<context.inputCount).map { index -> Tensor? in
      let length = context.shape(of: index)[axis]
      defer { start += length }
      return context.wanted.contains(index) ? gradient.slice(start..<(start + length), axis: axis) : nil
    }
    return Cotangents(cotangents)
  }
}

extension Tensor {
  /// The tensors one after another along `axis`; their other lengths must agree: (m₁, n) and (m₂, n) give
  /// (m₁ + m₂, n) along axis 0.
  public static func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    require(!tensors.isEmpty, "concatenated: expected at least one tensor")
    let first = tensors[0]
    let axis = first.shape.normalized(axis, in: "concatenated")
    let others = first.shape.reduced([axis], keepingDimensions: true)
    requireOneType(tensors, in: "concatenated")
    for tensor in tensors {
      require(
        tensor.rank == first.rank && tensor.shape.reduced([axis], keepingDimensions: true) == others,
        "concatenated: expected \(first.shape) but for axis \(axis), got \(tensor.shape)")
    }
    return recorded(Concatenate(axis: axis), PrimitiveInputs(tensors))
  }

  /// The tensors, all of one shape, along a new axis: k of (m, n) give (k, m, n) along axis 0.
  public static func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    require(!tensors.isEmpty, "stacked: expected at least one tensor")
    let first = tensors[0]
    requireOneType(tensors, in: "stacked")
    for (number, tensor) in tensors.enumerated() {
      require(
        tensor.shape == first.shape,
        "stacked: expected tensors of one shape, got \(first.shape) and, as number \(number), \(tensor.shape)"
      )
    }
    let place = axis < 0 ? axis + first.rank + 1 : axis
    require(
      place >= 0 && place <= first.rank,
      "stacked: axis \(axis) is out of range for a stack of tensors of shape \(first.shape)")
    return concatenated(tensors.map { $0.expanded(axis: place) }, axis: place)
  }

  private static func requireOneType(_ tensors: [Tensor], in operation: String) {
    let first = tensors[0].dtype
    for (number, tensor) in tensors.enumerated() {
      require(
        tensor.dtype == first,
        "\(operation): the tensors' types differ, \(first) and, as number \(number), \(tensor.dtype); convert them "
          + "with converted(to:)")
    }
  }
}

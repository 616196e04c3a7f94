import FledgeBasics

extension Tensor {
  /// The result of `primitive` on `inputs`, with the node that made it if any input is tracked.
  @inline(__always)
  package static func recorded<P: StandardPrimitive>(
    _ primitive: P, _ inputs: consuming PrimitiveInputs
  ) -> Tensor {
    var result = primitive.forward(inputs)
    if Watch.isOn { Watch.note(primitive, inputs, result) }
    if inputs.areTracked { result.node = PrimitiveNode(primitive, inputs, output: result.storage) }
    return result
  }

  package func recorded(_ primitive: some StandardPrimitive, _ inputs: consuming PrimitiveInputs) -> Tensor {
    Tensor.recorded(primitive, inputs)
  }
}

extension Primitive {
  /// The operation on its inputs: a result that may be differentiated.
  public func callAsFunction(_ inputs: Tensor...) -> Tensor { callAsFunction(inputs) }

  /// The operation on its inputs: a result that may be differentiated.
  public func callAsFunction(_ inputs: [Tensor]) -> Tensor {
    .recorded(Checked(primitive: self), PrimitiveInputs(inputs))
  }
}

/// A user's primitive, held to its contract: what it gives goes to kernels that trust shapes and types.
private struct Checked<P: Primitive>: StandardPrimitive {
  let primitive: P

  var exportedForm: Exported { primitive.exported }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    // Constants go in, and what comes out has no record but the one that is about to be left on it.
    let result = primitive.forward(PrimitiveInputs(inputs.tensors.map(\.detached))).detached
    require(
      !inputs.areTracked || result.dtype.isFloatingPoint,
      "\(P.self): expected a float32 or float64 result of tracked inputs, got \(result.dtype)")
    return result
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    primitive.savedValues(wanted: wanted, of: inputs)
  }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    var given = primitive.vjp(gradient, context)
    let (count, givenCount) = (context.inputCount, given.count)
    require(
      givenCount == count,
      "\(P.self): expected vjp to give a cotangent, or nil, for each of \(count) inputs, got \(givenCount)")
    var cotangents: [Tensor?] = []
    for index in 0..<count {
      let cotangent = context.wanted.contains(index) ? given.take(index) : nil
      if let cotangent {
        let (shape, dtype) = (context.shape(of: index), context.dtype(of: index))
        require(
          cotangent.shape == shape && cotangent.dtype == dtype,
          "\(P.self): expected a cotangent of shape \(shape) \(dtype) for input \(index), got \(cotangent.shape) \(cotangent.dtype)"
        )
      }
      cotangents.append(cotangent)
    }
    return Cotangents(cotangents)
  }
}

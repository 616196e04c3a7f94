/// log Σ exp along the last axis; its gradient is the softmax.
struct LogSumExp: StandardPrimitive {
  var exportedForm: Exported {
    .operator("ReduceLogSumExp", attributes: ["axes": .ints([-1]), "keepdims": .int(0)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.rows(inputs[0], .logSumExp) }

  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [gradient.expanded(axis: -1) * context.input(0).softmax()]
  }
}

/// exp(x) / Σ exp(x) along the last axis.
struct Softmax: StandardPrimitive {
  var exportedForm: Exported { .operator("Softmax", attributes: ["axis": .int(-1)]) }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.rows(inputs[0], .softmax) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none, output: true)
  }

  /// s ∘ (g − Σ g ∘ s)
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let s = context.output
    return [s * (gradient - (gradient * s).sum(axes: [-1], keepingDimensions: true))]
  }
}

/// x − log Σ exp(x) along the last axis.
struct LogSoftmax: StandardPrimitive {
  var exportedForm: Exported { .operator("LogSoftmax", attributes: ["axis": .int(-1)]) }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.rows(inputs[0], .logSoftmax) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none, output: true)
  }

  /// g − softmax(x) · Σ g
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [gradient - exp(context.output) * gradient.sum(axes: [-1], keepingDimensions: true)]
  }
}

extension Tensor {
  /// log Σ exp over `axes` (nil: all), without overflow.
  public func logSumExp(axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    let axes = shape.normalized(axes, in: "logSumExp")
    let result = recorded(LogSumExp(), PrimitiveInputs(mergingLast(axes)))
    return result.reshaped(to: shape.reduced(axes, keepingDimensions: keepingDimensions))
  }

  /// log Σ exp over one axis, without overflow.
  public func logSumExp(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    logSumExp(axes: [axis], keepingDimensions: keepingDimensions)
  }

  /// exp(x) / Σ exp(x) along `axis`, of the shape of x, without overflow.
  public func softmax(axis: Int = -1) -> Tensor {
    alongLast(axis, in: "softmax") { recorded(Softmax(), PrimitiveInputs($0)) }
  }

  /// x − log Σ exp(x) along `axis`, of the shape of x, without overflow.
  public func logSoftmax(axis: Int = -1) -> Tensor {
    alongLast(axis, in: "logSoftmax") { recorded(LogSoftmax(), PrimitiveInputs($0)) }
  }

  private func alongLast(_ axis: Int, in operation: String, _ body: (Tensor) -> Tensor) -> Tensor {
    let axis = shape.normalized(axis, in: operation)
    if axis == rank - 1 { return body(self) }
    var order = Array(0..<rank)
    order.swapAt(axis, rank - 1)
    return body(permuted(order)).permuted(order)
  }
}

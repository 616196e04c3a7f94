import FledgeKernels

/// Exact arithmetic of integers and masks, each in its own type.
extension Kernel {
  /// a ∘ b, both of one type that is no floating-point type, broadcast; a comparison gives a mask.
  static func pair(
    _ operation: fledge_integer_pair_operation, _ a: Tensor, _ b: Tensor, in name: String
  ) -> Tensor {
    let isMask = operation.rawValue >= FLEDGE_INTEGER_EQUAL.rawValue
    return overGrid([a, b], isMask ? .bool : a.dtype, in: name) { rows, columns, operands, result in
      fledge_integer_pair(operation, a.dtype.kernelType, rows, columns, operands[0], operands[1], result)
    }
  }

  /// ∘x of integers or of a mask.
  static func each(_ operation: fledge_integer_operation, _ x: Tensor) -> Tensor {
    let result = Tensor(uninitialized: x.shape, operation == FLEDGE_INTEGER_NOT ? .bool : x.dtype)
    withExtendedLifetime(x) {
      fledge_integer_each(operation, x.dtype.kernelType, x.count, x.address, result.address)
    }
    return result
  }

  /// Elements of `a` where the mask holds, of `b` elsewhere, both of one type: copied, not computed.
  static func select(_ mask: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    overGrid([mask, a, b], a.dtype, in: "select") { rows, columns, operands, result in
      fledge_select_elements(
        a.dtype.byteCount, rows, columns, operands[0], operands[1], operands[2], result)
    }
  }

  /// Calls `body` for each grid of rows and columns in which the inputs, broadcast to a common shape, lie regularly.
  // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
  private static func overGrid(
    _ inputs: [Tensor], _ dtype: DType, in name: String,
    _ body: (_ rows: Int, _ columns: Int, _ operands: [fledge_grid], UnsafeMutableRawPointer) -> Void
  ) -> Tensor {
    let shape = Shape.common(to: inputs, in: name)
    let result = Tensor(uninitialized: shape, dtype)
    let grid = BroadcastGrid(of: shape, inputs: inputs.map(\.shape))
    grid.forEachBlock { offsets, output in
      let operands = inputs.indices.map { index in
        fledge_grid(
          data: inputs[index].address + offsets[index] * inputs[index].dtype.byteCount,
          row_stride: grid.rowStrides[index], column_stride: grid.columnStrides[index])
      }
      body(grid.rows, grid.columns, operands, result.address + output * dtype.byteCount)
    }
    withExtendedLifetime((inputs, result)) {}
    return result
  }
}

extension Shape {
  /// The shape that all tensors broadcast to.
  static func common(to tensors: [Tensor], in operation: @autoclosure () -> String) -> Shape {
    var shape = tensors[0].shape
    for tensor in tensors where tensor.shape != shape {
      guard let common = shape.broadcast(with: tensor.shape) else {
        fatalError(
          "\(operation()): shapes \(tensors.map(\.shape)) do not broadcast: aligned at the last axis, "
            + "lengths must be equal or 1")
      }
      shape = common
    }
    return shape
  }
}

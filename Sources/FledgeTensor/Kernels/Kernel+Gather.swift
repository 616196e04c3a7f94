import FledgeKernels

// Indices are Int32 and must be in range.
extension Kernel {
  /// The indices `indices` (n) of one axis.
  static func take(_ x: Tensor, _ indices: Tensor, axis: Int) -> Tensor {
    let block = x.shape.block(around: axis)
    var dimensions = x.shape.dimensions
    dimensions[axis] = indices.count
    let result = Tensor(uninitialized: Shape(unchecked: dimensions), x.dtype)
    let bytes = block.inner * x.dtype.byteCount
    indices.withElements(as: Int32.self) { indices in
      withExtendedLifetime(x) {
        for outer in 0..<block.outer {
          fledge_gather_rows(
            indices.count, bytes, x.address + outer * block.axis * bytes, indices.baseAddress!,
            result.address + outer * indices.count * bytes)
        }
      }
    }
    return result
  }

  /// Zeros of `shape` with index i of `x` added to index indices[i] along one axis.
  static func addTaken(_ x: Tensor, _ indices: Tensor, axis: Int, shape: Shape) -> Tensor {
    let result = Tensor.zeros(shape, dtype: x.dtype)
    let block = shape.block(around: axis)
    indices.withElements(as: Int32.self) { indices in
      // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
      func add<T: TensorScalar>(
        _ kernel: (Int, Int, UnsafePointer<T>, UnsafePointer<Int32>, UnsafeMutablePointer<T>) -> Void
      ) {
        for outer in 0..<block.outer {
          kernel(
            indices.count, block.inner, x.pointer(T.self) + outer * indices.count * block.inner,
            indices.baseAddress!, result.pointer(T.self) + outer * block.axis * block.inner)
        }
      }
      withExtendedLifetime(x) {
        dispatch(
          x.dtype, in: "scatterAdding", float32: { add(fledge_scatter_add_rows_f32) },
          float64: { add(fledge_scatter_add_rows_f64) })
      }
    }
    return result
  }

  /// y[o, j, i] = x[o, indices[o, j, i], i] around one axis; `indices` have the shape of y.
  static func gather(_ x: Tensor, _ indices: Tensor, axis: Int) -> Tensor {
    let result = Tensor(uninitialized: indices.shape, x.dtype)
    let block = x.shape.block(around: axis)
    withExtendedLifetime((x, indices)) {
      fledge_gather_axis(
        block.outer, block.axis, indices.shape[axis], block.inner, x.dtype.byteCount, x.address,
        indices.pointer(Int32.self), result.address)
    }
    return result
  }

  /// Zeros of `shape` with x[o, j, i] added to element [o, indices[o, j, i], i] around one axis.
  static func scatterAdd(_ x: Tensor, _ indices: Tensor, axis: Int, shape: Shape) -> Tensor {
    let result = Tensor.zeros(shape, dtype: x.dtype)
    let (outer, length, inner) = shape.block(around: axis)
    let count = indices.shape[axis]
    // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
    func add<T: TensorScalar>(
      _ kernel: (
        Int, Int, Int, Int, UnsafePointer<T>, UnsafePointer<Int32>, UnsafeMutablePointer<T>
      ) -> Void
    ) {
      kernel(
        outer, length, count, inner, x.pointer(T.self), indices.pointer(Int32.self), result.pointer(T.self))
    }
    withExtendedLifetime((x, indices)) {
      switch x.dtype {
      case .float32: add(fledge_scatter_add_axis_f32)
      case .float64: add(fledge_scatter_add_axis_f64)
      case .int32: add(fledge_scatter_add_axis_i32)
      case .int64: add(fledge_scatter_add_axis_i64)
      case .uint8: add(fledge_scatter_add_axis_u8)
      case .bool: preconditionFailure(of: "scatterAdding", x.dtype)
      }
    }
    return result
  }
}

extension Shape {
  /// The numbers of elements before, along and behind an axis.
  func block(around axis: Int) -> (outer: Int, axis: Int, inner: Int) {
    (count(over: ..<axis), self[axis], count(over: (axis + 1)...))
  }
}

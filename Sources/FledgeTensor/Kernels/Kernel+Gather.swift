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
    func move<T>(_ type: T.Type) {
      let from = x.address.assumingMemoryBound(to: T.self)
      let to = result.address.assumingMemoryBound(to: T.self)
      forEachIndex(indices, axis, length: x.shape[axis]) { place, source in to[place] = from[source] }
    }
    withExtendedLifetime(x) {
      switch x.dtype.byteCount {
      case 8: move(UInt64.self)
      case 4: move(UInt32.self)
      default: move(UInt8.self)
      }
    }
    return result
  }

  /// Zeros of `shape` with x[o, j, i] added to element [o, indices[o, j, i], i] around one axis.
  static func scatterAdd(_ x: Tensor, _ indices: Tensor, axis: Int, shape: Shape) -> Tensor {
    let result = Tensor.zeros(shape, dtype: x.dtype)
    func add<T: TensorScalar & AdditiveArithmetic>(_ type: T.Type) {
      let (from, to) = (x.pointer(T.self), result.pointer(T.self))
      forEachIndex(indices, axis, length: shape[axis]) { place, target in to[target] += from[place] }
    }
    withExtendedLifetime(x) {
      dispatch(x.dtype, in: "scatterAdding", float32: { add(Float.self) }, float64: { add(Double.self) })
    }
    return result
  }

  /// For each index around one axis its own place and the place that it names in a tensor of `length` along that axis.
  @inline(__always)
  private static func forEachIndex(
    _ indices: Tensor, _ axis: Int, length: Int, _ body: (_ place: Int, _ named: Int) -> Void
  ) {
    let block = indices.shape.block(around: axis)
    indices.withElements(as: Int32.self) { indices in
      var place = 0
      for outer in 0..<block.outer {
        for _ in 0..<block.axis {
          for inner in 0..<block.inner {
            body(place, (outer * length + Int(indices[place])) * block.inner + inner)
            place += 1
          }
        }
      }
    }
  }
}

extension Shape {
  /// The numbers of elements before, along and behind an axis.
  func block(around axis: Int) -> (outer: Int, axis: Int, inner: Int) {
    (count(over: ..<axis), self[axis], count(over: (axis + 1)...))
  }
}

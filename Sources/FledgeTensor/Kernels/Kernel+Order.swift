import FledgeKernels

// Results are Int32 indices: an axis has at most as many elements as Int32 can count.
extension Kernel {
  /// The index of the first largest element along one axis, which has elements; a NaN counts as the largest.
  static func argMax(_ x: Tensor, axis: Int) -> Tensor {
    let block = x.shape.block(around: axis)
    return indices(x.shape.reduced([axis], keepingDimensions: false)) { indices in
      withKernelType(
        x, float32: { fledge_arg_max_axis_f32(block.outer, block.axis, block.inner, $0, indices) },
        float64: { fledge_arg_max_axis_f64(block.outer, block.axis, block.inner, $0, indices) },
        integers: { writeFirst(of: x.shape, axis, $0, into: indices) { $0 > $1 } })
    }
  }

  /// The index of the first smallest element along one axis, which has elements; a NaN counts as the smallest.
  static func argMin(_ x: Tensor, axis: Int) -> Tensor {
    let block = x.shape.block(around: axis)
    return indices(x.shape.reduced([axis], keepingDimensions: false)) { indices in
      withKernelType(
        x, float32: { fledge_arg_min_axis_f32(block.outer, block.axis, block.inner, $0, indices) },
        float64: { fledge_arg_min_axis_f64(block.outer, block.axis, block.inner, $0, indices) },
        integers: { writeFirst(of: x.shape, axis, $0, into: indices) { $0 < $1 } })
    }
  }

  /// The order of the elements of each row, the last axis: index j of the result is the one that comes in place j. Elements
  /// that are equal keep their order; NaN comes last.
  static func argSortRows(_ x: Tensor, descending: Bool) -> Tensor {
    let columns = x.shape.last
    let rows = x.shape.count(over: ..<(x.rank - 1))
    return indices(x.shape) { indices in
      withKernelType(
        x, float32: { fledge_argsort_f32(rows, columns, descending, $0, indices) },
        float64: { fledge_argsort_f64(rows, columns, descending, $0, indices) },
        integers: { fledge_argsort_i64(rows, columns, descending, $0, indices) })
    }
  }

  // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
  private static func indices(_ shape: Shape, _ fill: (UnsafeMutablePointer<Int32>) -> Void) -> Tensor {
    let result = Tensor(uninitialized: shape, .int32)
    fill(result.pointer(Int32.self))
    return result
  }

  /// The elements for one of three kernels; integers and masks as Int64.
  private static func withKernelType(
    _ x: Tensor, float32: (UnsafePointer<Float>) -> Void, float64: (UnsafePointer<Double>) -> Void,
    integers: (UnsafePointer<Int64>) -> Void
  ) {
    let x = x.dtype.isFloatingPoint ? x : x.converted(to: .int64)
    withExtendedLifetime(x) {
      switch x.dtype {
      case .float32: float32(x.pointer(Float.self))
      case .float64: float64(x.pointer(Double.self))
      default: integers(x.pointer(Int64.self))
      }
    }
  }

  /// Along each lane of an axis the index of the first element than which none is better.
  // Safe: the places of the lanes are those of the shape, which both pointers have elements for.
  @inline(__always)
  private static func writeFirst(
    of shape: Shape, _ axis: Int, _ elements: UnsafePointer<Int64>,
    into indices: UnsafeMutablePointer<Int32>, _ isBetter: (Int64, Int64) -> Bool
  ) {
    var lane = 0
    forEachLane(of: shape, axis) { places in
      var best: (element: Int64, index: Int32)?
      for (index, place) in places.enumerated()
      where best.map({ isBetter(elements[place], $0.element) }) ?? true {
        best = (elements[place], Int32(index))
      }
      indices[lane] = best!.index
      lane += 1
    }
  }
}

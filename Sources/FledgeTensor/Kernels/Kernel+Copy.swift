import FledgeBasics
import FledgeKernels

extension Kernel {
  /// The elements of `x` in a new shape, found by steps of `strides` elements along its axes from `offset` on; 0 repeats.
  static func copy(_ x: Tensor, shape: Shape, strides: [Int], offset: Int = 0) -> Tensor {
    require(shape.rank <= 16, "tensor: expected at most 16 axes, got shape \(shape) of rank \(shape.rank)")
    let result = Tensor(uninitialized: shape, x.dtype)
    withExtendedLifetime(x) {
      fledge_copy_strided(
        shape.rank, shape.dimensions, strides, x.dtype.byteCount, x.address + offset * x.dtype.byteCount,
        result.address)
    }
    return result
  }

  /// `x` repeated to `shape`, to which it must broadcast.
  static func broadcast(_ x: Tensor, to shape: Shape) -> Tensor {
    let lead = shape.rank - x.rank
    let own = x.shape.strides
    let strides = (0..<shape.rank).map { axis in
      axis < lead || x.shape[axis - lead] == 1 ? 0 : own[axis - lead]
    }
    return copy(x, shape: shape, strides: strides)
  }

  static func permute(_ x: Tensor, _ order: [Int]) -> Tensor {
    let strides = x.shape.strides
    return copy(
      x, shape: Shape(order.map { x.shape[$0] }), strides: order.map { strides[$0] })
  }

  /// Copies `part` into `whole` with its first element at index `start` of `axis`.
  static func place(_ part: Tensor, at start: Int, axis: Int, into whole: Tensor) {
    let inner = whole.shape.count(over: (axis + 1)...) * whole.dtype.byteCount
    let (partRow, wholeRow) = (part.shape[axis] * inner, whole.shape[axis] * inner)
    guard partRow > 0 else { return }
    withExtendedLifetime((part, whole)) {
      for row in 0..<(part.byteCount / partRow) {
        (whole.address + row * wholeRow + start * inner)
          .copyMemory(from: part.address + row * partRow, byteCount: partRow)
      }
    }
  }
}

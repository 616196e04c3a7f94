import FledgeKernels

extension Kernel {
  /// x·1/(1 − rate) where an element's 32 random bits are not among the lowest `rate` of all, and 0 elsewhere.
  static func drop(_ x: Tensor, rate: Double, _ place: RandomPlace) -> Tensor {
    let result = Tensor(uninitialized: x.shape, x.dtype)
    let (last, factor) = (
      UInt32(clamping: Int64((rate * 0x1p32).rounded()) - 1), rate < 1 ? 1 / (1 - rate) : 0
    )
    let (key, stream, first, count) = (place.key, place.stream, place.first, x.count)
    // Safe: pointers to elements are used within the call, while the tensors are held.
    dispatch(
      x.dtype, in: "dropped",
      float32: {
        fledge_drop_f32(
          key, stream, first, count, last, factor, x.pointer(Float.self), result.pointer(Float.self))
      },
      float64: {
        fledge_drop_f64(
          key, stream, first, count, last, factor, x.pointer(Double.self), result.pointer(Double.self))
      })
    withExtendedLifetime(x) {}
    return result
  }
}

import FledgeKernels

/// Aᵀ·B, not computed until somebody reads it: a weight's gradient XᵀG.
///
/// An optimiser does not read it: it runs its formula as the tail of the product, tile by tile, so the gradient never
/// travels through memory.
struct DeferredProduct: DeferredValue {
  let a: Tensor
  let b: Tensor

  private var shape: Shape { [a.shape[1], b.shape[1]] }

  /// The product as a tensor.
  var tensor: Tensor {
    // Were B itself one of these, a chain of them would be computed, and released, by recursion.
    _ = b.storage.bytes
    let storage = Storage(byteCount: shape.elementCount * a.dtype.byteCount, deferring: self)
    return Tensor(storage: storage, shape: shape, dtype: a.dtype)
  }

  func write(to memory: UnsafeMutableRawPointer) {
    Kernel.transposedProduct(a, b, into: memory)
  }

  /// Calls `body` with the product that `tensor` is, and the memory that it would be written to, if nobody has read it;
  /// else, and for a part of a product or one under another shape, gives false.
  static func withUnread(
    _ tensor: Tensor, _ body: (DeferredProduct, UnsafeMutableRawPointer) -> Void
  ) -> Bool {
    guard tensor.byteOffset == 0 else { return false }
    return tensor.storage.withDeferredValue { value, memory in
      guard let product = value as? DeferredProduct, product.shape == tensor.shape else { return false }
      body(product, memory)
      return true
    }
  }
}

extension Kernel {
  /// Aᵀ·B, of shape (a's columns, b's columns), written to `memory`.
  static func transposedProduct(
    _ a: Tensor, _ b: Tensor, scale: Double = 1, accumulating: Bool = false,
    into memory: UnsafeMutableRawPointer,
    tail: UnsafePointer<fledge_tail>? = nil
  ) {
    let (m, n, k) = (a.shape[1], b.shape[1], a.shape[0])
    withExtendedLifetime((a, b)) {
      dispatch(
        a.dtype, in: "matmul",
        float32: {
          fledge_matmul_f32(
            true, false, m, n, k, scale, a.pointer(Float.self), max(m, 1), b.pointer(Float.self), max(n, 1),
            accumulating, memory.assumingMemoryBound(to: Float.self), max(n, 1), tail)
        },
        float64: {
          fledge_matmul_f64(
            true, false, m, n, k, scale, a.pointer(Double.self), max(m, 1), b.pointer(Double.self), max(n, 1),
            accumulating, memory.assumingMemoryBound(to: Double.self), max(n, 1), tail)
        })
    }
  }
}

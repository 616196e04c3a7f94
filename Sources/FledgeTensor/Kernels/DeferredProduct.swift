/// op(A)·op(B), not computed until somebody reads it: a gradient that a dense layer hands on.
///
/// Whoever knows what comes next does not read it, but lets the next formula run as the tail of the product: an optimiser
/// its step, the layer before the derivative of its activation. So the gradient never travels through memory.
final class DeferredProduct: DeferredValue {
  let a: Tensor
  let b: Tensor
  let transposeA: Bool
  let transposeB: Bool

  init(_ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false) {
    (self.a, self.b, self.transposeA, self.transposeB) = (a, b, transposeA, transposeB)
  }

  /// The product as a tensor.
  var tensor: Tensor {
    // Were a factor itself one of these, a chain of them would be computed, and released, by recursion.
    _ = (a.storage.bytes, b.storage.bytes)
    return Tensor(Storage(Shape(rows: rows, columns: columns), a.dtype, deferring: self))
  }

  var rows: Int { a.shape[transposeA ? 1 : 0] }
  var columns: Int { b.shape[transposeB ? 0 : 1] }

  func write(to memory: UnsafeMutableRawPointer) { Kernel.multiply(self, into: memory) }
}

extension Tensor {
  /// The product that this tensor will be, if nobody has read it yet.
  var deferredProduct: DeferredProduct? { storage.deferredValue as? DeferredProduct }
}

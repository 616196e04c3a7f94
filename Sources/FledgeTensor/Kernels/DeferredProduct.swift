import Synchronization

/// op(A)·op(B), for matrices.
struct Product {
  let a: Storage
  let b: Storage
  var transposeA = false
  var transposeB = false

  var rows: Int { transposeA ? a.shape.columns : a.shape.rows }
  var columns: Int { transposeB ? b.shape.rows : b.shape.columns }
  var inner: Int { transposeA ? a.shape.rows : a.shape.columns }
}

/// A product that is not computed until somebody reads it: a gradient that a dense layer hands on.
///
/// Whoever knows what comes next does not read it, but lets the next formula run as the tail of the product: an optimiser
/// its step, the layer before the derivative of its activation. So the gradient never travels through memory.
final class DeferredProduct: Storage, @unchecked Sendable {
  // Changes under the lock, from the product to nil. Two threads seldom want the same gradient: the one that comes second
  // waits without sleeping.
  private var product: Product?
  private let lock = SpinLock()
  private let isComputed = Atomic(false)

  init(_ product: consuming Product) {
    // Were a factor itself one of these, a chain of them would be computed, and released, by recursion.
    _ = (product.a.bytes, product.b.bytes)
    let (shape, dtype) = (Shape(rows: product.rows, columns: product.columns), product.a.dtype)
    self.product = product
    super.init(deferred: shape, dtype)
  }

  /// The factors, if nobody has read the product so far.
  var unread: Product? { lock.withLock { product } }

  override func evaluated() -> UnsafeMutableRawPointer {
    if !isComputed.load(ordering: .acquiring) {
      lock.withLock {
        guard let product else { return }
        Kernel.multiply(product, into: takeMemory())
        self.product = nil
        isComputed.store(true, ordering: .releasing)
      }
    }
    return super.evaluated()
  }
}

extension Tensor {
  /// The product that this tensor will be, if nobody has read it yet.
  var deferredProduct: Product? {
    storage.isDeferred ? unsafeDowncast(storage, to: DeferredProduct.self).unread : nil
  }
}

import Synchronization

/// op(A)·op(B), for matrices.
struct Product {
  let a: Storage
  let b: Storage
  let transposeA: Bool
  let transposeB: Bool

  var rows: Int { transposeA ? a.shape.columns : a.shape.rows }
  var columns: Int { transposeB ? b.shape.rows : b.shape.columns }
  var inner: Int { transposeA ? a.shape.rows : a.shape.columns }
}

/// A product that is not computed until somebody reads it: a gradient that a dense layer hands on.
///
/// Whoever knows what comes next does not read it, but lets the next formula run as the tail of the product: an optimiser
/// its step, the layer before the derivative of its activation. So the gradient never travels through memory.
final class DeferredProduct: Storage, @unchecked Sendable {
  // The factors change under the lock, from the product's to nil.
  private var a: Storage?
  private var b: Storage?
  private let transposeA: Bool
  private let transposeB: Bool
  private let lock = SpinLock()
  private let isComputed = Atomic(false)
  private let computation = Mutex(())

  init(_ a: consuming Storage, _ b: consuming Storage, transposeA: Bool = false, transposeB: Bool = false) {
    // Were a factor itself one of these, a chain of them would be computed, and released, by recursion.
    _ = (a.bytes, b.bytes)
    let rows = transposeA ? a.shape.columns : a.shape.rows
    let columns = transposeB ? b.shape.rows : b.shape.columns
    let dtype = a.dtype
    (self.transposeA, self.transposeB) = (transposeA, transposeB)
    self.a = a
    self.b = b
    super.init(deferred: Shape(rows: rows, columns: columns), dtype)
  }

  /// The product, if nobody has read it so far.
  var unread: Product? {
    lock.withLock {
      guard let a, let b else { return nil }
      return Product(a: a, b: b, transposeA: transposeA, transposeB: transposeB)
    }
  }

  override func evaluated() -> UnsafeMutableRawPointer {
    if !isComputed.load(ordering: .acquiring) {
      computation.withLock { _ in
        guard let product = unread else { return }
        Kernel.multiply(product, into: takeMemory())
        lock.withLock { (a, b) = (nil, nil) }
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

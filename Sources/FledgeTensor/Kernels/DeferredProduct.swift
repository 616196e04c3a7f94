import Synchronization

/// A product that is not computed until somebody reads it: a gradient that a dense layer hands on.
///
/// Whoever knows what comes next does not read it, but lets the next formula run as the tail of the product: an optimiser
/// its step, the layer before the derivative of its activation. So the gradient never travels through memory.
///
/// The factors are kept as long as the product is, read or unread: at the end of a backward pass all of them are there
/// anyway, and so nobody has to wait for a lock who wants to use them. A product that becomes a factor is settled first.
final class DeferredProduct: Storage, @unchecked Sendable {
  fileprivate let product: Product
  // Counted by hand: the compiler would count this object too while it lets go of them.
  private var a, b: Unmanaged<Storage>?
  private let isComputed = Atomic(false)
  private let computation = Mutex(())

  init(
    _ a: Unmanaged<Storage>, _ b: Unmanaged<Storage>, transposeA: Bool = false, transposeB: Bool = false
  ) {
    let product = Product(a, b, transposeA: transposeA, transposeB: transposeB)
    self.product = product
    self.a = a.retain()
    self.b = b.retain()
    super.init(deferred: Shape(rows: product.rows, columns: product.columns), product.dtype)
  }

  deinit { releaseFactors() }

  fileprivate func releaseFactors() {
    a?.release()
    b?.release()
    (a, b) = (nil, nil)
  }

  override func evaluated() -> UnsafeMutableRawPointer {
    if !isComputed.load(ordering: .acquiring) {
      computation.withLock { _ in
        if isComputed.load(ordering: .relaxed) { return }
        Kernel.multiply(product, into: takeMemory())
        isComputed.store(true, ordering: .releasing)
      }
    }
    return super.evaluated()
  }

  fileprivate var isUnread: Bool { !isComputed.load(ordering: .relaxed) }
}

extension Storage {
  /// Computes what is still deferred, and lets go of the factors where nobody else holds the product: a chain of products,
  /// each a factor of the next, would be computed and released by recursion.
  static func settle(_ storage: inout Storage) {
    if !storage.isDeferred { return }
    _ = storage.bytes
    if isKnownUniquelyReferenced(&storage) {
      unsafeDowncast(storage, to: DeferredProduct.self).releaseFactors()
    }
  }

  /// The product that this storage will hold, while it is held; nil if it holds its elements already.
  @inline(__always)
  final var unreadProduct: Product? {
    if !isDeferred { return nil }
    let deferred = unsafeDowncast(self, to: DeferredProduct.self)
    return deferred.isUnread ? deferred.product : nil
  }
}

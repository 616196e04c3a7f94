import Synchronization

/// A matrix product that is not computed until its elements are read: a gradient that a dense layer hands on.
///
/// Code that knows what comes next does not read it, but runs the next formula as the tail of the product: an optimiser its
/// step, the layer before it the derivative of its activation. So the gradient never travels through memory.
///
/// The factors are kept as long as the product is, computed or not: at the end of a backward pass all of them are there
/// anyway, and so no thread that uses them waits for a lock. A product that becomes a factor is settled first.
final class DeferredMatmul: Storage, @unchecked Sendable {
  fileprivate let product: Matmul
  // Safe: retained by `init`, released by `releaseFactors`, once. By hand, since the compiler would count this object itself
  // too while it clears two strong properties.
  private var a, b: Unmanaged<Storage>?
  private let isComputed = Atomic(false)
  private let computation = Mutex(())

  init(_ a: borrowing Storage, _ b: borrowing Storage, transposeA: Bool = false, transposeB: Bool = false) {
    let product = Matmul(a, b, transposeA: transposeA, transposeB: transposeB)
    self.product = product
    self.a = .passRetained(copy a)
    self.b = .passRetained(copy b)
    super.init(deferred: Shape(rows: product.rows, columns: product.columns), product.dtype)
  }

  deinit { releaseFactors() }

  fileprivate func releaseFactors() {
    a?.release()
    b?.release()
    (a, b) = (nil, nil)
  }

  // Safe: the memory is this storage's; it is written once, under the lock, before its address is given away.
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

  fileprivate var isPending: Bool { !isComputed.load(ordering: .relaxed) }
}

extension Storage {
  /// Computes what is still deferred, and releases the factors where `storage` is the only reference to the product: a chain
  /// of products, each a factor of the next, would otherwise be computed and released by recursion.
  static func settle(_ storage: inout Storage) {
    if !storage.isDeferred { return }
    _ = storage.bytes
    if isKnownUniquelyReferenced(&storage) {
      // Safe: the origin `deferral` is this class's alone.
      unsafeDowncast(storage, to: DeferredMatmul.self).releaseFactors()
    }
  }

  /// The product that this storage will hold, while it is held; nil if it holds its elements already.
  @inline(__always)
  final var pendingMatmul: Matmul? {
    if !isDeferred { return nil }
    let deferred = unsafeDowncast(self, to: DeferredMatmul.self)
    return deferred.isPending ? deferred.product : nil
  }
}

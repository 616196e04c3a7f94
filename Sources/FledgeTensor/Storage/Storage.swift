import Synchronization

/// A block of memory that one or several tensors read. It changes only while exactly one tensor holds it.
///
/// Its content may be deferred: then it is computed when somebody first asks for the address.
package final class Storage: @unchecked Sendable {
  // The pointer is written through only by the one holder (see Tensor.withMutableBytes), by a deferred value under its
  // lock, or before the storage is shared, so concurrent readers are safe.
  private let block: UnsafeMutableRawPointer
  private let deferred: Deferred?
  package let pool: MemoryPool
  private let sizeClass: SizeClass

  /// Undefined content, or the content that `value` will compute.
  package init(
    byteCount: Int, pool: MemoryPool = MemoryPool.current, deferring value: (any DeferredValue)? = nil
  ) {
    self.pool = pool
    sizeClass = SizeClass(holding: byteCount)
    block = pool.allocate(sizeClass)
    deferred = value.map(Deferred.init)
  }

  /// The address of the content.
  package var bytes: UnsafeMutableRawPointer {
    deferred?.evaluate(into: block)
    return block
  }

  /// The value that has not been needed so far, if the content is still such a one.
  var deferredValue: (any DeferredValue)? { deferred?.value }

  /// The memory alone: what a deferred value would write to.
  var unevaluatedBytes: UnsafeMutableRawPointer { block }

  /// Stands in where a value is not kept: see `Tensor.withoutValue`.
  static let none = Storage(byteCount: 0, pool: .shared)

  deinit { pool.recycle(block, sizeClass) }
}

/// The content of a storage, yet to be computed.
package protocol DeferredValue: Sendable {
  /// Computes the content.
  func write(to memory: UnsafeMutableRawPointer)
}

/// A value that is computed once, by whoever needs it first.
private final class Deferred: Sendable {
  private let pending: Mutex<(any DeferredValue)?>

  init(_ value: any DeferredValue) { pending = Mutex(value) }

  var value: (any DeferredValue)? { pending.withLock { $0 } }

  func evaluate(into memory: UnsafeMutableRawPointer) {
    let memory = Address(pointer: memory)
    pending.withLock { value in
      value?.write(to: memory.pointer)
      value = nil
    }
  }

  private struct Address: @unchecked Sendable { let pointer: UnsafeMutableRawPointer }
}

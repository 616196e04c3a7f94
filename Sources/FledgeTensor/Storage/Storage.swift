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
  ///
  /// What is lasting gets memory of its own: a block that one training step has freed is one that the next step needs.
  package init(
    byteCount: Int, pool: MemoryPool = MemoryPool.current, isLasting: Bool = false,
    deferring value: (any DeferredValue)? = nil
  ) {
    self.pool = pool
    sizeClass = SizeClass(holding: byteCount)
    block = pool.allocate(sizeClass, reusing: !isLasting)
    deferred = value.map(Deferred.init)
  }

  /// The address of the content.
  package var bytes: UnsafeMutableRawPointer {
    deferred?.evaluate(into: block)
    return block
  }

  /// Calls `body` with the value that nobody has needed so far and the memory that it would be written to, and gives what
  /// `body` gives; false if the content is no such value. Who needs the content meanwhile waits.
  func withDeferredValue(_ body: (any DeferredValue, UnsafeMutableRawPointer) -> Bool) -> Bool {
    deferred?.withValue { body($0, block) } ?? false
  }

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

  func withValue(_ body: (any DeferredValue) -> Bool) -> Bool {
    pending.withLock { value in value.map(body) ?? false }
  }

  func evaluate(into memory: UnsafeMutableRawPointer) {
    pending.withLock { value in
      value?.write(to: memory)
      value = nil
    }
  }
}

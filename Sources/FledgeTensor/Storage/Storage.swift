import Synchronization

/// Elements in memory, with their shape and type: what copies of a tensor share. They change only while exactly one
/// tensor holds them.
///
/// They may be deferred: then they are computed when somebody first asks for their address, and take no memory before.
package final class Storage: @unchecked Sendable {
  package let shape: Shape
  package let dtype: DType
  // The memory is written through only by the one holder (see Tensor.withMutableBytes), by a deferred value under its
  // lock, or before the storage is shared, so concurrent readers are safe. It is nil only while a value is deferred.
  private var memory: UnsafeMutableRawPointer?
  /// Where the memory goes back to; nil for one that has none of its own.
  private let pool: MemoryPool?
  private let sizeClass: SizeClass
  /// The storage whose memory this one sees.
  private var owner: Storage?
  private let isDeferrable: Bool
  private let deferred: Mutex<(any DeferredValue)?>

  /// Undefined elements.
  ///
  /// What is lasting gets memory of its own: a block that one training step has freed is one that the next step needs.
  init(_ shape: Shape, _ dtype: DType, isLasting: Bool = false) {
    let pool = MemoryPool.current
    (self.shape, self.dtype, self.pool) = (shape, dtype, pool)
    sizeClass = SizeClass(holding: shape.elementCount * dtype.byteCount)
    memory = pool.allocate(sizeClass, reusing: !isLasting)
    isDeferrable = false
    deferred = Mutex(nil)
  }

  /// The elements that `value` will compute.
  init(_ shape: Shape, _ dtype: DType, deferring value: any DeferredValue) {
    (self.shape, self.dtype, pool) = (shape, dtype, MemoryPool.current)
    sizeClass = SizeClass(holding: shape.elementCount * dtype.byteCount)
    isDeferrable = true
    deferred = Mutex(value)
  }

  /// Elements of `whole` that lie next to each other, from byte `offset` on, under a shape of their own.
  init(viewing whole: Storage, offset: Int = 0, as shape: Shape) {
    (self.shape, dtype, pool) = (shape, whole.dtype, nil)
    sizeClass = whole.sizeClass
    memory = whole.bytes + offset
    owner = whole.owner ?? whole
    isDeferrable = false
    deferred = Mutex(nil)
  }

  /// A shape and a type alone.
  init(placeholder shape: Shape, _ dtype: DType) {
    (self.shape, self.dtype, pool) = (shape, dtype, nil)
    sizeClass = SizeClass(holding: 0)
    memory = Self.nothing.memory
    isDeferrable = false
    deferred = Mutex(nil)
  }

  deinit {
    if let pool, let memory { pool.recycle(memory, sizeClass) }
  }

  /// The address of the first element.
  package var bytes: UnsafeMutableRawPointer {
    if isDeferrable { evaluate() }
    return memory.unsafelyUnwrapped
  }

  /// The value that has not been needed so far, if the elements are still such a one.
  var deferredValue: (any DeferredValue)? { isDeferrable ? deferred.withLock { $0 } : nil }

  /// Whether no other storage sees the memory, given that one tensor alone holds this one.
  func isSoleViewer() -> Bool { owner == nil || isKnownUniquelyReferenced(&owner) }

  /// The pool that the memory is from.
  var memoryPool: MemoryPool { pool ?? owner?.pool ?? .shared }

  private func evaluate() {
    deferred.withLock { value in
      guard let pending = value else { return }
      let memory = memoryPool.allocate(sizeClass, reusing: true)
      self.memory = memory
      pending.write(to: memory)
      value = nil
    }
  }

  /// An address for placeholders, whose elements nobody reads.
  private static let nothing = Storage(Shape(count: 0), .float32)
}

/// The content of a storage, yet to be computed.
protocol DeferredValue: AnyObject, Sendable {
  /// Computes the content.
  func write(to memory: UnsafeMutableRawPointer)
}

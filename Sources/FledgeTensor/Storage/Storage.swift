/// A block of memory that one or several tensors read. It changes only while exactly one tensor holds it.
package final class Storage: @unchecked Sendable {
  // The pointer is written through only by the one holder (see Tensor.withMutableBytes) or before the storage is
  // shared, so concurrent readers are safe.
  package let bytes: UnsafeMutableRawPointer
  package let pool: MemoryPool
  private let sizeClass: SizeClass

  /// Undefined content.
  package init(byteCount: Int, pool: MemoryPool = MemoryPool.current) {
    self.pool = pool
    sizeClass = SizeClass(holding: byteCount)
    bytes = pool.allocate(sizeClass)
  }

  /// Stands in where a value is not kept: see `Tensor.withoutValue`.
  static let none = Storage(byteCount: 0, pool: .shared)

  deinit { pool.recycle(bytes, sizeClass) }
}

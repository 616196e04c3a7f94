/// Elements in memory, with their shape and type: what copies of a tensor share. They change only while exactly one
/// tensor holds them.
// Sendable: the memory is written through only by the one holder (see Tensor.withMutableBytes) or before the storage is
// shared, so concurrent readers are safe.
package class Storage: @unchecked Sendable {
  package final let shape: Shape
  package final let dtype: DType
  private final let sizeClass: SizeClass
  private final let origin: Origin
  /// Where the memory comes from and goes back to.
  private final let blocks: FreeBlocks
  /// What keeps the memory: of a view, the storage that it sees; else the pool of the blocks, nil for the shared pool, which
  /// stays. Typed AnyObject: with a type that can hold a Storage, the compiler would emit a slower
  /// release that is safe for cycles.
  /// Spelled `Optional<…>`: a property declared with a question mark is set to nil first, and that nil is then released.
  private final var keeper: Optional<AnyObject>
  /// nil while the elements are still to be computed.
  // Safe: the memory is this storage's, or that of what `keeper` holds, until this storage goes.
  private final var memory: Optional<UnsafeMutableRawPointer>

  private enum Origin { case pool, deferral, view, placeholder }

  /// Undefined elements.
  ///
  /// What is lasting gets memory of its own: a block that one training step has freed is one that the next step needs.
  init(_ shape: Shape, _ dtype: DType, isLasting: Bool = false) {
    (self.shape, self.dtype, origin) = (shape, dtype, .pool)
    sizeClass = SizeClass(holding: shape.elementCount * dtype.byteCount)
    (blocks, keeper) = MemoryPool.serving
    memory = blocks.allocate(sizeClass, reusing: !isLasting)
  }

  /// Elements that a subclass computes when their address is first asked for; they take no memory before.
  init(deferred shape: Shape, _ dtype: DType) {
    (self.shape, self.dtype, origin) = (shape, dtype, .deferral)
    sizeClass = SizeClass(holding: shape.elementCount * dtype.byteCount)
    (blocks, keeper) = MemoryPool.serving
    memory = nil
  }

  /// Elements of `whole` that lie next to each other, from byte `offset` on, under a shape of their own.
  init(viewing whole: Storage, offset: Int = 0, as shape: Shape) {
    (self.shape, dtype, origin, blocks) = (shape, whole.dtype, .view, whole.blocks)
    sizeClass = SizeClass(holding: 0)
    memory = whole.bytes + offset
    keeper = whole.origin == .view ? whole.keeper : whole
  }

  /// A shape and a type alone.
  init(placeholder shape: Shape, _ dtype: DType) {
    (self.shape, self.dtype, origin) = (shape, dtype, .placeholder)
    blocks = MemoryPool.sharedBlocks
    sizeClass = SizeClass(holding: 0)
    (keeper, memory) = (nil, Self.nothing.memory)
  }

  /// The shape and type alone.
  final var withoutValue: Storage { Storage(placeholder: shape, dtype) }

  deinit {
    guard origin == .pool || origin == .deferral, let memory else { return }
    blocks.recycle(memory, sizeClass)
  }

  /// The address of the first element.
  @inline(__always)
  // Safe: the memory is this storage's, or that of what `keeper` holds, until this storage goes.
  package final var bytes: UnsafeMutableRawPointer { isDeferred ? evaluated() : memory.unsafelyUnwrapped }

  /// The address of the first element of a tensor of `T`.
  final func pointer<T: TensorScalar>(_ type: T.Type) -> UnsafeMutablePointer<T> {
    bytes.assumingMemoryBound(to: T.self)
  }

  /// Whether this is a `DeferredMatmul`, read or unread.
  final var isDeferred: Bool { origin == .deferral }

  /// Whether there are no elements: nothing behind the address may be read but the first one.
  final var isPlaceholder: Bool { origin == .placeholder }

  /// The address of elements that are computed by now.
  func evaluated() -> UnsafeMutableRawPointer { memory.unsafelyUnwrapped }

  /// Memory for elements that were deferred; to be called once.
  // Safe: no address of what is deferred was given away before.
  final func takeMemory() -> UnsafeMutableRawPointer {
    let taken = blocks.allocate(sizeClass, reusing: true)
    memory = taken
    return taken
  }

  /// Whether no other storage sees the memory, given that one tensor alone holds this one.
  final func isSoleViewer() -> Bool { origin != .view || isKnownUniquelyReferenced(&keeper) }

  /// Tells the pool that the elements had to be copied.
  final func countCopyOnWrite() { blocks.countCopyOnWrite() }

  /// An address for placeholders, whose elements are never read.
  private static let nothing = MemoryPool.shared.serve { Storage(Shape(count: 0), .float32) }
}

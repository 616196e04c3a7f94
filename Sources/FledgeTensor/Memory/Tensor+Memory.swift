import FledgeBasics

// The one door between tensors and their memory. Above the kernels' callers no code sees a pointer.
extension Tensor {
  package var byteCount: Int { count * dtype.byteCount }

  /// Lends the elements as bytes, in row-major order.
  // Safe: the storage is held while its address is used.
  package func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try withExtendedLifetime(storage) {
      try body(UnsafeRawBufferPointer(start: address, count: byteCount))
    }
  }

  /// Lends the elements as `T`, which must be the tensor's own type.
  package func withElements<T: TensorScalar, R>(
    as type: T.Type, _ body: (UnsafeBufferPointer<T>) throws -> R
  ) rethrows -> R {
    require(T.dtype == dtype, "Tensor: elements are \(dtype), not \(T.dtype)")
    return try withBytes { try body($0.assumingMemoryBound(to: T.self)) }
  }

  /// The memory of a tensor that was just made, to fill it: the caller knows that no other code reads it yet.
  // Safe: the storage is held while its address is used.
  package func withMemory<R>(_ body: (UnsafeMutableRawPointer) throws -> R) rethrows -> R {
    try withExtendedLifetime(storage) { try body(address) }
  }

  /// Whether no other tensor holds the memory.
  package mutating func isUniquelyHeld() -> Bool {
    isKnownUniquelyReferenced(&storage) && storage.isSoleViewer()
  }

  /// Changes the elements in place. Memory that another tensor holds too is copied first.
  // Safe: the storage is held while its address is used, and no other tensor reads it.
  package mutating func withMutableBytes<R>(_ body: (UnsafeMutableRawBufferPointer) throws -> R) rethrows -> R
  {
    makeUniquelyHeld()
    return try withExtendedLifetime(storage) {
      try body(UnsafeMutableRawBufferPointer(start: address, count: byteCount))
    }
  }

  /// Changes the elements in place, as `T`, which must be the tensor's own type.
  // Safe: the storage is held while its address is used.
  package mutating func withMutableElements<T: TensorScalar, R>(
    as type: T.Type, _ body: (UnsafeMutableBufferPointer<T>) throws -> R
  ) rethrows -> R {
    require(T.dtype == dtype, "Tensor: elements are \(dtype), not \(T.dtype)")
    return try withMutableBytes { try body($0.assumingMemoryBound(to: T.self)) }
  }

  /// Copies the elements if another tensor reads the same memory. A tensor that changes keeps no record.
  package mutating func makeUniquelyHeld() {
    if node != nil { node = nil }
    if isUniquelyHeld() { return }
    storage.countCopyOnWrite()
    self = copied()
  }

  /// The same elements in memory of their own.
  package func copied() -> Tensor {
    let result = Tensor(uninitialized: shape, dtype)
    withBytes { source in
      result.address.copyMemory(from: source.baseAddress!, byteCount: source.count)
    }
    return result
  }

  /// The address of the first element; good while the storage is held.
  // Safe: callers hold the tensor while they use the address.
  var address: UnsafeMutableRawPointer { storage.bytes }

  /// The address of the first element of a tensor of `T`; good while the storage is held.
  func pointer<T: TensorScalar>(_ type: T.Type) -> UnsafeMutablePointer<T> {
    storage.pointer(T.self)
  }

  /// Fills a tensor that was just made with as many elements as it has; false if the collection gives another number of them.
  // Safe: the buffer ends where the elements do, and no other tensor reads them yet.
  func fill<T: TensorScalar>(from elements: some Collection<T>) -> Bool {
    let buffer = UnsafeMutableBufferPointer(start: pointer(T.self), count: count)
    var (rest, end) = buffer.initialize(from: elements)
    return rest.next() == nil && end == buffer.endIndex
  }

  /// Writes elements from number `start` on, into a tensor that was just made: the caller knows that no thread reads it yet,
  /// and that none writes these elements.
  package func write<T: TensorScalar>(_ elements: [T], from start: Int) {
    require(T.dtype == dtype, "Tensor: elements are \(dtype), not \(T.dtype)")
    require(
      start >= 0 && start + elements.count <= count,
      "Tensor: \(elements.count) elements from \(start) on do not fit into \(count)")
    elements.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { (pointer(T.self) + start).update(from: first, count: source.count) }
    }
  }
}

import FledgeBasics

/// The free blocks of a pool, by class. A plain pointer: storages reach it without counting references, which would cost
/// more than the rest.
// Sendable: what changes is touched only under the lock.
struct FreeBlocks: @unchecked Sendable {
  /// Constant but for the lock, which threads change at the same time: changing another part of it would be an access to
  /// the whole. So what the lock guards lies elsewhere.
  private struct State: ~Copyable {
    let lock = SpinLock()
    // Safe: what the pointers refer to lives until `destroy`, and changes under the lock alone.
    let statistics: UnsafeMutablePointer<MemoryPool.Statistics>
    /// The address of the first free block of each class; a free block holds the address of the next.
    let first: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  }

  private let state: UnsafeMutablePointer<State>

  init() {
    let first = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: SizeClass.count)
    first.initialize(repeating: nil, count: SizeClass.count)
    let statistics = UnsafeMutablePointer<MemoryPool.Statistics>.allocate(capacity: 1)
    statistics.initialize(to: MemoryPool.Statistics())
    state = .allocate(capacity: 1)
    state.initialize(to: State(statistics: statistics, first: first))
  }

  /// The list at an address that `address` gave; nil for 0.
  @inline(__always)
  init?(address: UInt) {
    // Safe: the address is that of a list which is not destroyed, as `address` gave it.
    guard let state = UnsafeMutablePointer<State>(bitPattern: address) else { return nil }
    self.state = state
  }

  var address: UInt { UInt(bitPattern: state) }

  /// Ends the list; no block of it may be in use.
  func destroy() {
    releaseAll()
    state.pointee.first.deallocate()
    state.pointee.statistics.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  var statistics: MemoryPool.Statistics { state.pointee.lock.withLock { counts.pointee } }

  /// To be touched under the lock.
  // Safe: what the pointers refer to lives until `destroy`, and changes under the lock alone.
  private var counts: UnsafeMutablePointer<MemoryPool.Statistics> { state.pointee.statistics }

  func releaseAll() {
    state.pointee.lock.withLock {
      for index in 0..<SizeClass.count { while let block = pop(index) { free(block) } }
    }
  }

  /// A block of the class, aligned to 64, with undefined content; never one handed out before unless `reusing`.
  func allocate(_ sizeClass: SizeClass, reusing: Bool) -> UnsafeMutableRawPointer {
    let reused: UnsafeMutableRawPointer? = state.pointee.lock.withLock {
      guard reusing, let block = pop(sizeClass.index) else {
        counts.pointee.blocksAllocated += 1
        return nil
      }
      counts.pointee.blocksReused += 1
      return block
    }
    return reused ?? Self.takeFromSystem(sizeClass.byteCount)
  }

  /// Memory that `free` gives back. Swift's own allocation would stop the program without a word where there is none.
  // Safe: the block is as long as the class says, and belongs to the caller.
  private static func takeFromSystem(_ byteCount: Int) -> UnsafeMutableRawPointer {
    var block: UnsafeMutableRawPointer?
    // A sanitizer ends the program that asks for more than a process can address.
    guard byteCount <= 1 << 47, posix_memalign(&block, 64, byteCount) == 0, let block else {
      fatalError("Tensor: the system has no memory for a tensor of \(byteCount) bytes")
    }
    return block
  }

  func recycle(_ block: UnsafeMutableRawPointer, _ sizeClass: SizeClass) {
    state.pointee.lock.withLock {
      let first = state.pointee.first + sizeClass.index
      block.storeBytes(of: first.pointee, as: UnsafeMutableRawPointer?.self)
      first.pointee = block
    }
  }

  func countCopyOnWrite() { state.pointee.lock.withLock { counts.pointee.copiesOnWrite += 1 } }

  /// Under the lock.
  // Safe: what the pointers refer to lives until `destroy`, and changes under the lock alone.
  private func pop(_ index: Int) -> UnsafeMutableRawPointer? {
    let first = state.pointee.first + index
    guard let block = first.pointee else { return nil }
    first.pointee = block.load(as: UnsafeMutableRawPointer?.self)
    return block
  }
}

/// Four sizes to a doubling, from 64 bytes: at most a fifth of a block lies unused.
struct SizeClass {
  static let count = 4 * 56
  let index: Int

  init(holding byteCount: Int) {
    let units = (byteCount > 0 ? byteCount + 63 : 64) / 64
    let exponent = Int.bitWidth - 1 - units.leadingZeroBitCount
    if exponent < 2 {
      index = units - 1
    } else {
      // The two bits below the highest one, rounded up, choose the quarter.
      let quarter = (units + (1 << (exponent - 2)) - 1) >> (exponent - 2)
      index = 4 * (exponent - 2) + quarter - 1
    }
  }

  var byteCount: Int {
    if index < 4 { return 64 * (index + 1) }
    let (exponent, quarter) = (index / 4 - 1, index % 4 + 5)
    return 64 * quarter << exponent
  }
}

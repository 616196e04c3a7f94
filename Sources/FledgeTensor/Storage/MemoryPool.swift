import Synchronization

/// Keeps the blocks of freed tensors for the next tensor of a similar size, so that a training step with the same
/// shapes as the one before asks the system for nothing.
///
/// Blocks come in size classes, four to a doubling. Any thread may allocate and any may free.
public final class MemoryPool: Sendable {
  /// What a pool has done so far.
  public struct Statistics: Sendable, Equatable {
    /// Blocks asked of the system.
    public var blocksAllocated = 0
    /// Blocks handed out again.
    public var blocksReused = 0
    /// Copies made because a tensor that others still hold was about to change.
    public var copiesOnWrite = 0
  }

  /// The pool that tensors use unless another is in force.
  public static let shared = MemoryPool()

  /// The pool that new tensors of this task come from.
  @TaskLocal public static var current: MemoryPool = shared

  private struct State {
    var free = [[UnsafeMutableRawPointer]](repeating: [], count: SizeClass.count)
    var statistics = Statistics()
  }

  // Pointers are not Sendable; a free block belongs to nobody but the list that holds it, behind the lock.
  private struct Guarded: @unchecked Sendable { var state = State() }
  private let guarded = Mutex(Guarded())

  /// An empty pool.
  public init() {}

  deinit { releaseFreeBlocks() }

  /// What the pool has done since it was made.
  public var statistics: Statistics { guarded.withLock { $0.state.statistics } }

  /// Gives every free block back to the system.
  public func releaseFreeBlocks() {
    guarded.withLock { guarded in
      for index in guarded.state.free.indices {
        for block in guarded.state.free[index] { block.deallocate() }
        guarded.state.free[index].removeAll()
      }
    }
  }

  /// A block of the class, aligned to 64, with undefined content; never one handed out before unless `reusing`.
  func allocate(_ sizeClass: SizeClass, reusing: Bool) -> UnsafeMutableRawPointer {
    let reused = guarded.withLock { guarded -> SendableBlock? in
      guard reusing, let block = guarded.state.free[sizeClass.index].popLast() else {
        guarded.state.statistics.blocksAllocated += 1
        return nil
      }
      guarded.state.statistics.blocksReused += 1
      return SendableBlock(pointer: block)
    }
    return reused?.pointer
      ?? UnsafeMutableRawPointer.allocate(byteCount: sizeClass.byteCount, alignment: 64)
  }

  func recycle(_ block: UnsafeMutableRawPointer, _ sizeClass: SizeClass) {
    let block = SendableBlock(pointer: block)
    guarded.withLock { $0.state.free[sizeClass.index].append(block.pointer) }
  }

  func countCopyOnWrite() {
    guarded.withLock { $0.state.statistics.copiesOnWrite += 1 }
  }
}

/// A block on its way between a list and its new owner.
private struct SendableBlock: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer
}

/// Four sizes to a doubling, from 64 bytes: at most a fifth of a block lies unused.
struct SizeClass {
  static let count = 4 * 56
  let index: Int

  init(holding byteCount: Int) {
    let units = max(byteCount + 63, 64) / 64
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

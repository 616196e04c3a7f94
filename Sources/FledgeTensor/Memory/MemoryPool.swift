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

  /// The pool that tensors use unless another serves them.
  public static let shared = MemoryPool()

  /// The blocks of the shared pool. A lazy global would be checked by a call at every use; this one is a load.
  @inline(__always)
  static var sharedBlocks: FreeBlocks {
    FreeBlocks(address: sharedAddress.load(ordering: .acquiring)) ?? publishShared()
  }
  private static let sharedAddress = Atomic<UInt>(0)

  @inline(never)
  private static func publishShared() -> FreeBlocks {
    sharedAddress.store(shared.blocks.address, ordering: .releasing)
    return shared.blocks
  }

  let blocks = FreeBlocks()

  /// An empty pool.
  public init() {}

  deinit { blocks.destroy() }

  /// What the pool has done since it was made.
  public var statistics: Statistics { blocks.statistics }

  /// Gives every free block back to the system.
  public func releaseFreeBlocks() { blocks.releaseAll() }
}

extension MemoryPool {
  @TaskLocal private static var chosen: MemoryPool?
  /// Whether any task was ever served by a pool of its own: as long as none was, no task looks for one.
  private static let isAnyChosen = Atomic(false)

  /// The pool that new tensors of this task come from.
  public static var current: MemoryPool { serving.pool ?? shared }

  /// The blocks that serve this task, and their pool, nil for the shared one.
  @inline(__always)
  static var serving: (blocks: FreeBlocks, pool: MemoryPool?) {
    if isAnyChosen.load(ordering: .relaxed), let chosen {
      (chosen.blocks, chosen)
    } else {
      (sharedBlocks, nil)
    }
  }

  /// What a task that this pool serves remembers: nothing for the shared one.
  private var choice: MemoryPool? {
    if self === MemoryPool.shared { return nil }
    Self.isAnyChosen.store(true, ordering: .relaxed)
    return self
  }

  /// Runs `body` with new tensors, its own and those of the tasks it starts, from this pool.
  public func serve<R>(_ body: () throws -> R) rethrows -> R {
    try Self.$chosen.withValue(choice, operation: body)
  }

  /// Runs `body` with new tensors, its own and those of the tasks it starts, from this pool.
  public func serve<R>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> R
  ) async rethrows -> R {
    try await Self.$chosen.withValue(choice, operation: body)
  }
}

import FledgeBasics
import Synchronization

/// A lock for a handful of instructions. Taking and leaving a `Mutex` costs more than what the pool does meanwhile.
struct SpinLock: ~Copyable, Sendable {
  private let isTaken = Atomic(false)

  @inline(__always)
  borrowing func withLock<R>(_ body: () -> R) -> R {
    if isTaken.exchange(true, ordering: .acquiring) { wait() }
    defer { isTaken.store(false, ordering: .releasing) }
    return body()
  }

  /// The thread that holds the lock may have lost its processor: after a while this one offers its own.
  @inline(never)
  private borrowing func wait() {
    var attempts = 0
    while isTaken.load(ordering: .relaxed) || isTaken.exchange(true, ordering: .acquiring) {
      attempts += 1
      if attempts % 64 == 0 { sched_yield() }
    }
  }
}

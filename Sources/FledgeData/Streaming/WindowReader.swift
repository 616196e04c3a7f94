import FledgeBasics
import FledgeTensor

/// Reads the windows of an epoch, the next one on another thread while one is used.
final class WindowReader: Sendable {
  private let order: BlockOrder
  private let dataset: Dataset
  private let pool = MemoryPool.current
  private let state = Locked(State())

  private struct State: Sendable {
    var current: (number: Int, window: ExampleWindow)?
    var ahead: WindowAhead?
  }

  init(_ order: BlockOrder, _ dataset: Dataset) { (self.order, self.dataset) = (order, dataset) }

  /// The window with the example at a place of the epoch; nil if it cannot be read.
  func window(holding place: Int) -> ExampleWindow? {
    let number = order.window(holding: place)
    return state.withLock { state in
      if let current = state.current, current.number == number { return current.window }
      // What is read ahead may be another one, where an epoch begins in its middle.
      let ahead = state.ahead.flatMap { $0.number == number ? $0.window() : nil }
      state.ahead = nil
      // Its memory is free for the next one before that is asked for.
      state.current = nil
      guard let window = ahead ?? pool.serve({ ExampleWindow(number, of: order, dataset) }) else {
        return nil
      }
      state.current = (number, window)
      if number + 1 < order.windowCount {
        state.ahead = WindowAhead(number + 1, of: order, dataset, pool)
      }
      return window
    }
  }
}

/// A window that another thread reads.
private final class WindowAhead: Sendable {
  let number: Int
  private let result: Locked<ExampleWindow??>
  private let thread: Locked<JoinedThread>

  /// A thread that is joined once, when what it made is needed, or at the end.
  private struct JoinedThread: @unchecked Sendable {
    // Safe: touched under the lock alone.
    var thread: BackgroundThread?
  }

  /// Nil if the system grants no thread.
  init?(_ number: Int, of order: BlockOrder, _ dataset: Dataset, _ pool: MemoryPool) {
    self.number = number
    let result = Locked<ExampleWindow??>(nil)
    let thread = BackgroundThread {
      let window = pool.serve { ExampleWindow(number, of: order, dataset) }
      result.withLock { $0 = .some(window) }
    }
    self.result = result
    self.thread = Locked(JoinedThread(thread: thread))
    if thread == nil { return nil }
  }

  deinit { join() }

  /// Waits for it; nil if it cannot be read.
  func window() -> ExampleWindow? {
    join()
    return result.withLock { $0 ?? nil }
  }

  private func join() {
    thread.withLock { joined in
      joined.thread?.join()
      joined.thread = nil
    }
  }
}

import FledgeBasics
import FledgeTensor

/// Makes batches on another thread, a few ahead of the one that is asked for, in the same order.
///
/// The thread writes into a ring of buffers, one more than can wait or be in use: a buffer comes round again once the
/// training step has let go of it, so from the first batch on no memory is asked for.
final class BatchesAhead {
  private let queue = Locked(BatchQueue())
  // Only nil until the thread has started, and it is joined in any case.
  private var thread: BackgroundThread?

  /// Starts making batches from number `first` on; nil if the system grants no thread.
  init?(_ source: BatchSource, from first: Int, depth: Int) {
    let pool = MemoryPool.current
    thread = BackgroundThread { [queue] in
      pool.serve { makeBatches(of: source, from: first, depth: depth, into: queue) }
    }
    if thread == nil { return nil }
  }

  /// The thread is gone when the iterator is, also in the middle of an epoch, and so is the memory of its ring.
  deinit {
    queue.withLock { $0.isCancelled = true }
    queue.notify()
    thread?.join()
  }

  /// The next batch, nil if its examples cannot be read; to be called no more often than the epoch has batches.
  func next() -> Batch? {
    defer { queue.notify() }
    return queue.wait { queue in
      guard queue.ready.isEmpty else { return .some(queue.ready.removeFirst()) }
      return queue.hasFailed ? .some(nil) : nil
    }
  }
}

/// The batches on their way from one thread to the other.
private struct BatchQueue {
  var ready: [Batch] = []
  var isCancelled = false
  /// Whether no more will come.
  var hasFailed = false
}

private func makeBatches(
  of source: BatchSource, from first: Int, depth: Int, into queue: Locked<BatchQueue>
) {
  var ring = BatchRing(source, size: depth + 2)
  for index in first..<source.count {
    let goesOn = queue.wait { $0.isCancelled ? false : $0.ready.count < depth ? true : nil }
    guard goesOn else { return }
    let batch = ring.batch(index)
    queue.withLock { queue in
      if let batch { queue.ready.append(batch) } else { queue.hasFailed = true }
    }
    queue.notify()
    if batch == nil { return }
  }
}

/// Buffers of the size of a batch that are written again and again.
private struct BatchRing {
  private let source: BatchSource
  private let fullSize: Int
  private var buffers: [Batch] = []

  init(_ source: BatchSource, size: Int) {
    self.source = source
    fullSize = source.size(ofBatch: 0)
    // Transforms make tensors of their own.
    guard !source.isTransformed else { return }
    for _ in 0..<min(size, source.count) { buffers.append(source.emptyBatch(0)) }
  }

  mutating func batch(_ index: Int) -> Batch? {
    if source.size(ofBatch: index) == fullSize {
      for place in buffers.indices where buffers[place].isUniquelyHeld() {
        return source.fill(&buffers[place], index) ? buffers[place] : nil
      }
    }
    // The smaller last batch, or the user keeps batches: they get memory of their own.
    return source.batch(index)
  }
}

extension Batch {
  /// Whether the ring alone holds the memory.
  fileprivate mutating func isUniquelyHeld() -> Bool {
    inputs.isUniquelyHeld() && targets.isUniquelyHeld() && (weights?.isUniquelyHeld() ?? true)
  }
}

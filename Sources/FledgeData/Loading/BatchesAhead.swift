import Dispatch
import FledgeTensor
import Synchronization

/// Makes batches on another thread, a few ahead of the one that is asked for, in the same order.
///
/// The thread writes into a ring of buffers, one more than can wait or be in use: a buffer comes round again once the
/// training step has let go of it, so from the first batch on no memory is asked for.
final class BatchesAhead: Sendable {
  private let queue: Queue

  init(_ source: BatchSource, depth: Int) {
    let queue = Queue(depth: depth)
    self.queue = queue
    let pool = MemoryPool.current
    DispatchQueue.global(qos: .userInitiated).async {
      MemoryPool.$current.withValue(pool) { queue.produce(from: source, ringSize: depth + 2) }
    }
  }

  deinit { queue.cancel() }

  func next() -> Batch { queue.take() }
}

/// The batches on their way from one thread to the other.
private final class Queue: Sendable {
  private let ready = Mutex<[Batch]>([])
  private let isCancelled = Atomic<Bool>(false)
  private let places: DispatchSemaphore
  private let batches = DispatchSemaphore(value: 0)

  init(depth: Int) { places = DispatchSemaphore(value: depth) }

  func produce(from source: BatchSource, ringSize: Int) {
    var ring: [Batch] = []
    for index in 0..<source.count {
      places.wait()
      if isCancelled.load(ordering: .acquiring) { return }
      let batch = Self.makeBatch(index, from: source, &ring, ringSize)
      ready.withLock { $0.append(batch) }
      batches.signal()
    }
  }

  func take() -> Batch {
    batches.wait()
    let batch = ready.withLock { $0.removeFirst() }
    places.signal()
    return batch
  }

  /// Wakes the producer, which then ends.
  func cancel() {
    isCancelled.store(true, ordering: .releasing)
    places.signal()
  }

  private static func makeBatch(
    _ index: Int, from source: BatchSource, _ ring: inout [Batch], _ ringSize: Int
  ) -> Batch {
    while ring.count < min(ringSize, source.count) { ring.append(source.emptyBatch(0)) }
    let shape = source.inputShape(ofBatch: index)
    for place in ring.indices where ring[place].inputs.shape == shape && ring[place].isUniquelyHeld() {
      source.fill(ring[place], index)
      return ring[place]
    }
    // The smaller last batch, or the user keeps batches: they get memory of their own.
    return source.batch(index)
  }
}

extension Batch {
  /// Whether the ring alone holds the memory.
  fileprivate mutating func isUniquelyHeld() -> Bool {
    inputs.isUniquelyHeld() && labels.isUniquelyHeld()
  }
}

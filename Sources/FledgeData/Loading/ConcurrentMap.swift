import FledgeBasics
import FledgeTensor

/// What `body` gives for 0 ..< count, in order, computed on as many threads as an operation may use.
///
/// It is for functions that take many microseconds each: the threads are new ones.
func concurrentMap<Result: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Result) -> [Result] {
  let threads = min(Machine.threadCount, count)
  guard threads > 1 else { return (0..<count).map(body) }
  let pool = MemoryPool.current
  let next = Locked(0)
  let results = Locked([Result?](repeating: nil, count: count))
  let work: @Sendable () -> Void = {
    pool.serve {
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < count else { return }
        let result = body(index)
        results.withLock { $0[index] = result }
      }
    }
  }
  let helpers = (1..<threads).compactMap { _ in BackgroundThread(work) }
  work()
  for helper in helpers { helper.join() }
  return results.withLock { $0.map { $0! } }
}

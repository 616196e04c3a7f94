import FledgeBasics
import FledgeTensor

/// Runs `body` for each number of 0 ..< count on all threads. Throws the error of the lowest number that has one, whichever thread
/// comes to it first.
func forEachInParallel(_ count: Int, grain: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
  let failure = Locked<(index: Int, error: any Error)?>(nil)
  inParallel(count, grain: grain) { range in
    for index in range {
      // What comes after a failure would not be used.
      if failure.withLock({ $0.map { $0.index < index } ?? false }) { return }
      do {
        try body(index)
      } catch {
        failure.withLock { if $0.map({ index < $0.index }) ?? true { $0 = (index, error) } }
      }
    }
  }
  if let failure = failure.withLock({ $0 }) { throw failure.error }
}

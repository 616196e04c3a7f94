import FledgeBasics
import FledgeTensor
import Synchronization

/// What the noise and the statistics of one copy of a model share while it is in training.
final class TrainingPass: Sendable {
  /// Each noise draws from the generator of its path; nil if none was given.
  let random: Random?
  /// The rows of the whole batch that are in this pass; nil: all.
  let rows: Range<Int>?
  /// Whether what is noted will be collected.
  let keepsObservations: Bool
  private let isOver = Atomic(false)

  init(random: Random?, rows: Range<Int>? = nil, keepsObservations: Bool) {
    (self.random, self.rows, self.keepsObservations) = (random, rows, keepsObservations)
  }

  /// Ends the pass: copies of its model that were kept are of no use from now on.
  func close() { isOver.store(true, ordering: .releasing) }

  func requireOpen(for path: String) {
    if isOver.load(ordering: .acquiring) {
      fatalError(
        "\(path): a copy of the model that was in training is used after its pass: what the closure of valueAndGradients "
          + "is given must not be kept; training(random:) gives a copy that may be")
    }
  }
}

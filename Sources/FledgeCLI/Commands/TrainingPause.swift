import Fledge

/// Where a training stops for now, though it is planned to go on.
struct TrainingPause {
  private let epoch: Int?
  private let total: Int

  /// A pause after so many epochs of all; none for nil, and none at the end.
  init(after epoch: Int?, of total: Int) { (self.epoch, self.total) = (epoch, total) }

  /// Whether so many epochs are enough for now.
  func isDue(after done: Int) -> Bool { epoch.map { done >= $0 && done < total } ?? false }

  /// The same where something happens in the training.
  func isDue(at event: TrainingEvent) -> Bool {
    if case .epoch(let report) = event { isDue(after: report.epoch) } else { false }
  }

  /// The epochs to train to, in all: no more than are done where a training that goes on has come so far before.
  func epochs(from done: Int) -> Int { isDue(after: done) ? done : total }
}

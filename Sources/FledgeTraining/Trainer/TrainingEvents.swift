import FledgeBasics

/// What a trainer tells, for a task that watches it; `Trainer.events` gives one.
///
/// ```swift
/// let events = trainer.events
/// let watching = Task { for await event in events { print(event) } }
/// try trainer.train(epochs: 10, on: loader)
/// await watching.value
/// ```
///
/// It begins with the first event after it was made and ends with the call of `train` that is running or comes next. The training
/// never waits for it: of batches, and of the steps of measuring an average, that have not been read yet the last alone is kept.
/// Everything else is kept until it is read. It is for one reader; a second asks the trainer for its own.
public struct TrainingEvents: AsyncSequence, Sendable {
  /// Reads the events.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let channel: EventChannel
    var arrivals: AsyncStream<Void>.Iterator

    /// The next event; nil at the end of the training, and where the task is cancelled.
    public mutating func next() async -> TrainingEvent? {
      while true {
        let (event, isFinished) = channel.take()
        if event != nil || isFinished || Task.isCancelled { return event }
        if await arrivals.next() == nil, Task.isCancelled { return nil }
      }
    }
  }

  let channel: EventChannel

  /// Begins to read.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(channel: channel, arrivals: channel.arrivals.makeAsyncIterator())
  }
}

/// Events on their way to one reader.
final class EventChannel: Sendable {
  private struct State: Sendable {
    var waiting: [TrainingEvent] = []
    var first = 0
    var isFinished = false
  }

  /// Says that there is something to look at.
  let arrivals: AsyncStream<Void>
  private let arrived: AsyncStream<Void>.Continuation
  private let state = Locked(State())

  init() { (arrivals, arrived) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  func send(_ event: TrainingEvent) {
    state.withLock { state in
      if let last = state.waiting.last, state.first < state.waiting.count, event.supersedes(last) {
        state.waiting[state.waiting.count - 1] = event
      } else {
        state.waiting.append(event)
      }
    }
    arrived.yield()
  }

  func finish() {
    state.withLock { $0.isFinished = true }
    arrived.finish()
  }

  /// The next event, if there is one, and whether none will follow.
  func take() -> (event: TrainingEvent?, isFinished: Bool) {
    state.withLock { state in
      guard state.first < state.waiting.count else {
        (state.waiting, state.first) = ([], 0)
        return (nil, state.isFinished)
      }
      defer { state.first += 1 }
      return (state.waiting[state.first], false)
    }
  }
}

/// The readers of a trainer's events; copies of the trainer share it.
final class EventHub: Sendable {
  private struct Reader: Sendable { weak var channel: EventChannel? }

  private let readers = Locked<[Reader]>([])

  func subscribe() -> TrainingEvents {
    let channel = EventChannel()
    readers.withLock { $0 = $0.filter { $0.channel != nil } + [Reader(channel: channel)] }
    return TrainingEvents(channel: channel)
  }

  func send(_ event: TrainingEvent) {
    for reader in readers.withLock({ $0 }) { reader.channel?.send(event) }
  }

  /// Ends what every reader reads.
  func finish() {
    let all = readers.withLock { readers in
      defer { readers = [] }
      return readers
    }
    for reader in all { reader.channel?.finish() }
  }
}

extension TrainingEvent {
  /// Whether an earlier event tells nothing that this one does not.
  fileprivate func supersedes(_ earlier: TrainingEvent) -> Bool {
    switch (earlier, self) {
    case (.batch(let old), .batch(let new)): old.epoch == new.epoch
    case (.statistics, .statistics): true
    default: false
    }
  }
}

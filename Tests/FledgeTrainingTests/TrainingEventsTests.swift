import Fledge
import Testing

/// The events of a training as a sequence: nothing that matters is lost, however slowly it is read.
@Suite struct TrainingEventsTests {
  private let loader = DataLoader(
    Dataset(
      inputs: Tensor((0..<24).map { Double($0) / 24 }).reshaped(to: [12, 2]), labels: (0..<12).map { $0 % 2 }),
    batchSize: 3)

  private var trainer: Trainer<Linear> {
    Trainer(Linear(2, 2).initialized(seed: 0), optimizer: SGD(learningRate: 0.1)) {
      crossEntropy($0($1.inputs), labels: $1.labels)
    }
  }

  private static func read(_ events: TrainingEvents) async -> [TrainingEvent] {
    var all: [TrainingEvent] = []
    for await event in events { all.append(event) }
    return all
  }

  private static func epochs(_ events: [TrainingEvent]) -> [Int] {
    events.compactMap { if case .epoch(let report) = $0 { report.epoch } else { nil } }
  }

  @Test("read only after the training: every epoch, and of each epoch the last batch")
  func afterwards() async throws {
    var trainer = trainer
    let events = trainer.events
    try trainer.train(epochs: 5, on: loader)
    let all = await Self.read(events)
    #expect(Self.epochs(all) == [1, 2, 3, 4, 5])
    #expect(
      all.compactMap { if case .batch(let report) = $0 { report.step } else { nil } } == [4, 8, 12, 16, 20])
  }

  @Test("read beside the training, by two readers, of a copy too")
  func beside() async throws {
    var trainer = trainer
    let (first, second) = (trainer.events, trainer.events)
    let readers = [Task { await Self.read(first) }, Task { await Self.read(second) }]
    try trainer.train(epochs: 40, on: loader)
    for reader in readers { #expect(Self.epochs(await reader.value) == Array(1...40)) }
    // A sequence ends with the call; the next is another.
    let next = trainer.events
    var copy = trainer
    try copy.train(epochs: 41, on: loader)
    #expect(Self.epochs(await Self.read(next)) == [41])
  }

  @Test("an error ends it, and so does the cancellation of the reader")
  func ends() async throws {
    var trainer = trainer
    let events = trainer.events
    let empty = DataLoader(Dataset(inputs: Tensor.zeros([0, 2]), labels: [], classes: 2), batchSize: 3)
    #expect(throws: TrainingError.self) { try trainer.train(epochs: 1, on: empty) }
    #expect(await Self.read(events).isEmpty)
    let waiting = trainer.events
    let reader = Task { await Self.read(waiting) }
    reader.cancel()
    #expect(await reader.value.isEmpty)
  }
}

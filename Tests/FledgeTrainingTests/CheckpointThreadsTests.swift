import Fledge
import TestSupport
import Testing

/// A training that goes on from its file with other threads gives the bits of the one that was never stopped.
@Suite struct CheckpointThreadsTests {
  private let scratch = TemporaryDirectory()
  private let dataset = Dataset(
    (0..<600).map { row -> [Float] in (0..<8).map { Float((row * 31 + $0 * 17) % 23) / 10 - 1 } },
    labels: (0..<600).map { $0 % 3 == 0 ? 0 : 1 })

  /// Batches of 300 rows of 128: above what the kernels share among threads (products from 150,000 multiplications on, reductions and
  /// drawn numbers from 2¹⁵ elements, formulas from 2¹⁷ operations).
  private let model = Sequential {
    Linear(8, 128, activation: .tanh)
    BatchNorm(128)
    Dropout(0.2)
    Linear(128, 128, activation: .gelu)
    LayerNorm(128)
    Linear(128, 2)
  }
  private let optimizer = Adam(learningRate: 0.01)
  private let loss: Trainer<Sequential>.LossFunction = { crossEntropy($0($1.inputs), labels: $1.labels) }

  @discardableResult
  private func withThreads<Result>(_ count: Int, _ body: () throws -> Result) rethrows -> Result {
    let before = Machine.threadCount
    Machine.threadCount = count
    defer { Machine.threadCount = before }
    return try body()
  }

  private func values(_ trainer: Trainer<Sequential>) -> [Tensor] {
    trainer.model.namedParameters.map(\.parameter.value)
      + trainer.model.namedStatistics.map(\.statistic.value)
      + trainer.optimizer.namedState(of: trainer.model).map(\.tensor)
  }

  @Test(
    "stopped and gone on with other threads, in the middle of an epoch and at its end", arguments: [1, 2, 3])
  func otherThreads(_ steps: Int) throws {
    let loader = DataLoader(dataset, batchSize: 300, shuffle: .seed(7))
    func fresh() -> Trainer<Sequential> {
      Trainer(model.initialized(seed: 3), optimizer: optimizer, seed: 11, clipNorm: 0.8, loss: loss)
    }
    var (whole, first) = (fresh(), fresh())
    try withThreads(1) { try whole.train(epochs: 3, on: loader) }
    try withThreads(3) {
      try first.train(epochs: 3, on: loader) { event, _ in
        if case .batch(let report) = event { report.step < steps } else { true }
      }
    }
    try first.checkpoint(to: scratch("c"))
    var second = try Trainer(resuming: scratch("c"), model, optimizer: optimizer, loss: loss)
    #expect(second.step == steps && whole.step == 6)
    try withThreads(2) { try second.train(epochs: 3, on: loader) }
    #expect(values(second) == values(whole))
  }
}

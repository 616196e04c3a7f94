import Fledge
import Testing

/// A trainer that has been through an epoch asks the system for no more memory.
@Suite struct TrainerMemoryTests {
  @Test(
    "no new block from the third epoch on, with clipping, with an average or without",
    arguments: [false, true])
  func steadyState(_ averages: Bool) throws {
    let pool = MemoryPool()
    let blocks = try pool.serve { () throws -> [Int] in
      let rows = (0..<96).map { row in [Float(row % 5), Float(row % 7), Float(row % 3)] }
      let loader = DataLoader(
        Dataset(rows, labels: (0..<96).map { $0 % 2 }), batchSize: 32, shuffle: .seed(1))
      let model = Sequential {
        Linear(3, 16)
        BatchNorm(16)
        Activation.relu
        Dropout(0.2)
        Linear(16, 2)
      }.initialized(seed: 1)
      let loss: Trainer<Sequential>.LossFunction = { crossEntropy($0($1.inputs), labels: $1.labels) }
      var trainer = Trainer(
        model, optimizer: Adam(), seed: 2, clipNorm: 0.1, averaging: averages ? .exponential(0.9) : nil,
        loss: loss)
      var blocks: [Int] = []
      try trainer.train(epochs: 5, on: loader) { event, _ in
        if case .batch = event { blocks.append(pool.statistics.blocksAllocated) }
        return true
      }
      return blocks
    }
    #expect(blocks.count == 15)
    #expect(Set(blocks.suffix(9)).count == 1, "blocks after each step: \(blocks)")
  }
}

import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgeData

/// Examples in a file that is shortened while work goes on: an error, and no result of those that were left.
@Suite struct ReadFailureTests {
  private let scratch = TemporaryDirectory()
  private let memory = Dataset(inputs: Tensor.ones([40, 100]), labels: (0..<40).map { $0 % 2 })

  /// 40 examples of 100 numbers, of which eight are read at a time.
  private func stream() throws -> Dataset {
    try NPY.write(memory.inputs, to: scratch("x.npy"))
    try NPY.write(memory.labels, to: scratch("y.npy"))
    var dataset = try NPY.streamDataset(inputs: scratch("x.npy"), targets: scratch("y.npy"))
    dataset.store.blocking = Blocking(rowBytes: 400, blockBytes: 3200, blocksInWindow: 1)
    return dataset
  }

  private func shorten() { #expect(truncate(scratch("x.npy"), 2000) == 0) }

  private let loss: Trainer<Sequential>.LossFunction = { crossEntropy($0($1.inputs), labels: $1.labels) }

  private func trainer(_ averaging: AverageKind? = nil) -> Trainer<Sequential> {
    let model = Sequential([Linear(100, 4), BatchNorm(4), Linear(4, 2)]).initialized(seed: 0)
    return Trainer(model, optimizer: SGD(learningRate: 0.01), averaging: averaging, loss: loss)
  }

  private func expectFailure(_ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation) {
    let error = #expect(throws: FileError.self, sourceLocation: sourceLocation) { try body() }
    #expect(error?.path == scratch("x.npy"), sourceLocation: sourceLocation)
  }

  @Test("the search for a learning rate")
  func range() throws {
    let loader = DataLoader(try stream(), batchSize: 8)
    var steps = 0
    expectFailure {
      _ = try trainer().learningRateRange(on: loader, steps: 20) {
        steps += 1
        if steps == 3 { shorten() }
        return true
      }
    }
    #expect(steps > 2)
  }

  @Test("a validation, of a data set or by an evaluation")
  func validation() throws {
    for number in 0..<2 {
      let examples = try stream()
      let loader = DataLoader(memory, batchSize: 20)
      let shorten: (TrainingEvent, Sequential) -> Bool = { event, _ in
        if case .batch = event { self.shorten() }
        return true
      }
      var trainer = trainer()
      expectFailure {
        if number == 0 {
          try trainer.train(epochs: 1, on: loader, validating: examples, continues: shorten)
        } else {
          try trainer.train(epochs: 1, on: loader, validating: Validation(on: examples), continues: shorten)
        }
      }
      #expect(trainer.progress.history.isEmpty)
    }
  }

  @Test("the statistics of an average")
  func statistics() throws {
    let loader = DataLoader(try stream(), batchSize: 8)
    var trainer = trainer(.uniform)
    expectFailure {
      try trainer.train(epochs: 1, on: loader) { event, _ in
        if case .statistics(batch: 0, of: 5) = event { shorten() }
        return true
      }
    }
  }

  @Test("the importance of columns")
  func importance() throws {
    let examples = try stream()
    shorten()
    expectFailure {
      _ = try PermutationImportance(
        of: trainer().model, on: examples, groups: [(name: "a", inputs: 0..<1)])
    }
  }
}

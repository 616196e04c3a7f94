import Fledge
import Foundation
import TestSupport
import Testing

/// What a training is told and asked for at the edges of what makes sense.
@Suite struct TrainerEdgeTests {
  private let scratch = TemporaryDirectory()
  private let dataset = Dataset([[1, 2], [3, 4], [5, 6], [0, 1]], labels: [0, 1, 1, 0])
  private let loss: Trainer<Sequential>.LossFunction = { crossEntropy($0($1.inputs), labels: $1.labels) }

  private func trainer(_ model: Sequential = Sequential([Linear(2, 2)])) -> Trainer<Sequential> {
    Trainer(model.initialized(seed: 0), optimizer: SGD(learningRate: 0.1), averaging: .uniform, loss: loss)
  }

  @Test("files as many seconds apart as no clock counts", arguments: [1e19, 1e300, .infinity])
  func pace(seconds: Double) throws {
    var (trainer, written) = (trainer(), [Int]())
    let plan = CheckpointPlan(in: .file(scratch("c")), pace: .seconds(seconds))
    try trainer.train(epochs: 2, on: DataLoader(dataset, batchSize: 2), checkpoint: plan) { event, _ in
      if case .checkpoint(_, let step) = event { written.append(step) }
      return true
    }
    // The first file takes no time yet, and the ends of epochs are not waited for.
    #expect(written.first == 2)
    #expect(
      try Trainer(resuming: scratch("c"), Sequential([Linear(2, 2)]), optimizer: SGD(), loss: loss).step == 4)
  }

  @Test("what observers take is no waiting for batches")
  func times() throws {
    let clock = ContinuousClock()
    var (trainer, told, observing) = (trainer(), [TrainingTimes](), Duration.zero)
    let whole = try clock.measure {
      try trainer.train(epochs: 1, on: DataLoader(dataset, batchSize: 1)) { event, _ in
        if case .batch = event { observing += clock.measure { usleep(100_000) } }
        if case .epoch(let report) = event { told.append(report.times) }
        return true
      }
    }
    // Were the observers' time among it, both together would be longer than the whole.
    #expect(told.count == 1 && observing + .seconds(told[0].load) <= whole, "\(told) \(observing) \(whole)")
  }

  @Test("statistics that no batch moves are not measured for an average, nor is a loss needed for them")
  func fittedStatistics() throws {
    let model = Sequential([Standardizer(fitting: dataset), Linear(2, 2)])
    var frozen = Sequential([Linear(2, 2), BatchNorm(2)])
    frozen.freeze { $0.hasPrefix("1") }
    for model in [model, frozen] {
      var trainer = trainer(model)
      var measured = false
      try trainer.train(epochs: 1, on: DataLoader(dataset, batchSize: 2)) { event, _ in
        if case .statistics = event { measured = true }
        return true
      }
      #expect(!measured)
    }
    var byHand = Trainer(model.initialized(seed: 0), optimizer: SGD(), averaging: .uniform) {
      [loss] model, batch, random in valueAndGradients(of: model, random: random) { loss($0, batch) }
    }
    #expect(try byHand.train(epochs: 1, on: DataLoader(dataset, batchSize: 2)))
  }
}

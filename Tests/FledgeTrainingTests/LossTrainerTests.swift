import Fledge
import TestSupport
import Testing

/// Trainers that are given a loss by its name.
@Suite struct LossTrainerTests {
  private let scratch = TemporaryDirectory()
  private let loader = DataLoader(
    Dataset(
      (0..<22).map { [Float($0) / 10, Float($0 % 3), Float($0 % 5) - 2] },
      labels: (0..<22).map { $0 < 9 ? 0 : 1 }),
    batchSize: 5, shuffle: .seed(7))
  private let model = MultilayerPerceptron([3, 6, 2]).initialized(seed: 3)

  @Test("a loss by its name is its closure, to the bits; what is weighed is divided by its weights")
  func named() throws {
    for loss in [Loss.crossEntropy.smoothingLabels(by: 0.1), .crossEntropy.weighing(classes: [1, 3])] {
      var named = Trainer(model, optimizer: Adam(learningRate: 0.02), seed: 4, loss: loss)
      var closed = Trainer(
        model, optimizer: Adam(learningRate: 0.02), seed: 4, divisor: { loss.divisor(labels: $0.labels) }
      ) { loss($0($1.inputs), labels: $1.labels) }
      try named.train(epochs: 3, on: loader)
      try closed.train(epochs: 3, on: loader)
      #expect(
        named.model.namedParameters.map(\.parameter.value)
          == closed.model.namedParameters.map(\.parameter.value))
      #expect(named.progress.history.map(\.meanLoss) == closed.progress.history.map(\.meanLoss))
    }
  }

  @Test("it goes on from a file with the same bits")
  func resumed() throws {
    let (path, optimizer) = (scratch("c.safetensors"), Adam(learningRate: 0.02))
    var whole = Trainer(model, optimizer: optimizer, schedule: .cosine, loss: .crossEntropy)
    try whole.train(epochs: 4, on: loader)
    var half = Trainer(model, optimizer: optimizer, schedule: .cosine, loss: .crossEntropy)
    try half.train(epochs: 4, on: loader, checkpoint: CheckpointPlan(to: path)) { event, _ in
      if case .epoch(let report) = event { report.epoch < 2 } else { true }
    }
    var rest = try Trainer(resuming: path, model, optimizer: optimizer, loss: .crossEntropy)
    #expect(rest.epoch == 2)
    try rest.train(epochs: 4, on: loader)
    #expect(
      rest.model.namedParameters.map(\.parameter.value) == whole.model.namedParameters.map(\.parameter.value))
  }
}

import Fledge
import Testing

@Suite struct TrainerTests {
  /// Ten points of two classes that a line separates.
  private let dataset = Dataset(
    (0..<10).map { [Float($0), Float($0 % 3)] }, labels: (0..<10).map { $0 < 5 ? 0 : 1 })

  private func trainer(rate: Double = 0.1) -> Trainer<Linear> {
    Trainer(Linear(2, 2).initialized(seed: 0), optimizer: SGD(learningRate: rate)) { model, batch in
      crossEntropy(model(batch.inputs), labels: batch.labels)
    }
  }

  private func loss(_ model: Linear) -> Double { Evaluation(of: model, on: dataset).loss }

  @Test("the loss falls until the classes are separated")
  func learns() throws {
    var trainer = trainer()
    let before = loss(trainer.model)
    let finished = try trainer.train(epochs: 200, on: DataLoader(dataset, batchSize: 5, shuffle: .seed(1)))
    #expect(finished)
    #expect(loss(trainer.model) < 0.3 * before)
    #expect(Evaluation(of: trainer.model, on: dataset).error == 0)
    #expect(trainer.epoch == 200 && trainer.step == 400)
  }

  @Test("it is the loop written out: the same steps, the same bits")
  func sameAsLoop() throws {
    let loader = DataLoader(dataset, batchSize: 3, shuffle: .seed(7))
    var trainer = trainer()
    try trainer.train(epochs: 2, on: loader)
    // The number of epochs is the total.
    try trainer.train(epochs: 3, on: loader)
    try trainer.train(epochs: 3, on: loader)

    var model = Linear(2, 2).initialized(seed: 0)
    var optimizer = SGD(learningRate: 0.1)
    for epoch in 1...3 {
      for batch in loader.epoch(epoch) {
        let (_, gradients) = valueAndGradients(of: model) {
          crossEntropy($0(batch.inputs), labels: batch.labels)
        }
        optimizer.update(&model, with: gradients)
      }
    }
    #expect(trainer.model.weight.value == model.weight.value)
    #expect(trainer.model.bias!.value == model.bias!.value)
  }

  @Test("events: every batch, then the epoch; the epoch's loss is the mean over its examples")
  func events() throws {
    var trainer = trainer()
    var batches: [BatchReport] = []
    var epochs: [EpochReport] = []
    try trainer.train(epochs: 1, on: DataLoader(dataset, batchSize: 4)) { event, _ in
      switch event {
      case .batch(let report): batches.append(report)
      case .epoch(let report): epochs.append(report)
      default: break
      }
      return true
    }
    #expect(batches.map(\.examples) == [4, 8, 10])
    #expect(batches.allSatisfy { $0.examplesInEpoch == 10 && $0.epoch == 1 })
    #expect(epochs.map(\.epoch) == [1] && epochs[0].examples == 10)
    #expect(epochs[0].meanLoss == batches[2].meanLoss)
    #expect(batches[1].description.hasPrefix("epoch 1, 8 of 10 examples: loss "))
    #expect(
      epochs[0].description.hasPrefix("epoch 1: loss ") && "\(epochs[0])".hasSuffix("learning rate 0.1"))
  }

  @Test("a caller may stop it, after a batch or an epoch")
  func stops() throws {
    var trainer = trainer()
    var count = 0
    let finished = try trainer.train(epochs: 5, on: DataLoader(dataset, batchSize: 5)) { _, _ in
      count += 1
      return count < 4
    }
    #expect(!finished && trainer.step == 3 && trainer.epoch == 2)
  }

  @Test("a loss that is no number ends the training, with the step; the model is as before the step")
  func lossNotFinite() throws {
    let broken = Dataset([[1, 2], [.nan, 0]], labels: [0, 1])
    var trainer = trainer()
    #expect {
      try trainer.train(epochs: 1, on: DataLoader(broken, batchSize: 1))
    } throws: { error in
      guard case TrainingError.lossNotFinite(let loss, epoch: 1, step: 2) = error else { return false }
      return loss.isNaN && "\(error)".contains("step 2")
    }
    #expect(trainer.model.weight.value.elements(as: Double.self).allSatisfy { $0.isFinite })
  }

  @Test("evaluation in batches is evaluation at once")
  func evaluation() {
    let model = Linear(2, 2).initialized(seed: 3, dtype: .float64)
    let whole = Evaluation(of: model, on: dataset, batchSize: 10)
    let parts = Evaluation(of: model, on: dataset, batchSize: 3)
    #expect(abs(whole.loss - parts.loss) < 1e-14)
    #expect(whole.confusion == parts.confusion)
  }

  @Test("parameters that do not reach the loss are named once, before the first report")
  func unreached() throws {
    struct Forked: Layer {
      var used = Linear(2, 2)
      var left = Linear(2, 2)
      func callAsFunction(_ x: Tensor) -> Tensor { used(x) }
      mutating func visit(_ visitor: inout some ModuleVisitor) {
        visitor("used", &used)
        visitor("left", &left)
      }
    }
    var trainer = Trainer(Forked().initialized(seed: 0), optimizer: SGD(learningRate: 0.1)) { model, batch in
      crossEntropy(model(batch.inputs), labels: batch.labels)
    }
    var events: [String] = []
    try trainer.train(epochs: 2, on: DataLoader(dataset, batchSize: 5)) { event, _ in
      switch event {
      case .batch: events.append("batch")
      case .epoch: events.append("epoch")
      default: events.append("\(event)")
      }
      return true
    }
    #expect(events.count == 7 && events[1] == "batch")
    #expect(events[0].hasPrefix("left.weight, left.bias do not reach the loss and are not trained"))
    #expect(events.count { $0.contains("reach") } == 1)
  }

  @Test("a loader without a batch is an error: dropped, or no examples")
  func noBatches() throws {
    var trainer = trainer()
    let dropped = DataLoader(dataset, batchSize: 11, lastBatch: .dropped)
    #expect(throws: TrainingError.noBatches(examples: 10, batchSize: 11)) {
      try trainer.train(epochs: 1, on: dropped)
    }
    #expect(
      "\(TrainingError.noBatches(examples: 10, batchSize: 11))"
        == "there is nothing to train on: 10 examples make no batch of 11")
    #expect(throws: TrainingError.noBatches(examples: 0, batchSize: 5)) {
      try trainer.train(epochs: 1, on: DataLoader(dataset[0..<0], batchSize: 5))
    }
    #expect(try trainer.train(epochs: 0, on: dropped))
    #expect(trainer.step == 0 && trainer.epoch == 0)
  }

  @Test("counts that make no sense stop the program")
  func senselessCounts() async {
    let epochs = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var trainer = Trainer(Linear(2, 2).initialized(seed: 0), optimizer: SGD()) { model, batch in
        crossEntropy(model(batch.inputs), labels: batch.labels)
      }
      try trainer.train(epochs: -1, on: DataLoader(Dataset([[1, 2]], labels: [0]), batchSize: 1))
    }
    expectMessage(epochs, "Trainer: expected 0 or more epochs, got -1")
    let batches = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = DataLoader(Dataset([[1, 2]], labels: [0]), batchSize: 0)
    }
    expectMessage(batches, "batch size of at least 1, got 0")
  }
}

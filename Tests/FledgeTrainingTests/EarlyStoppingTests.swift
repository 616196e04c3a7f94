import Fledge
import TestSupport
import Testing

/// Validation after each epoch, early stopping, cancellation, and the stream of events.
@Suite struct EarlyStoppingTests {
  private let dataset = Dataset([[1], [2]], targets: [0, 0])
  private var loader: DataLoader { DataLoader(dataset, batchSize: 2) }

  /// Whose one weight falls by 1 with each epoch, from 0.
  private func falling() -> Trainer<Linear> {
    let start = Linear(1, 1, bias: false, initializer: .zeros).initialized(seed: 0, dtype: .float64)
    let ones = Gradients([.ones([1, 1], dtype: .float64)])
    return Trainer(start, optimizer: SGD(learningRate: 1)) { _, _, _ in (Tensor(0), ones) }
  }

  /// The figures of the epochs, one after another.
  private func scripted(_ figures: [Double], _ name: String = "loss") -> Validation<Linear> {
    Validation { model, _ in [Figure(name, figures[Int(-model.weight.value.item) - 1])] }
  }

  private func weight(_ trainer: Trainer<Linear>) -> Int { Int(trainer.model.weight.value.item) }

  @Test(
    "it stops after so many epochs without a better figure, with the best model",
    arguments: [
      (patience: 1, delta: 0.0, ends: 3, best: 2), (2, 0, 4, 2), (3, 0, 5, 2), (2, 0.6, 3, 1), (9, 0, 6, 6),
    ])
  func patience(_ item: (patience: Int, delta: Double, ends: Int, best: Int)) throws {
    var trainer = falling()
    var events: [String] = []
    let finished = try trainer.train(
      epochs: 6, on: loader, validating: scripted([3, 2.5, 2.75, 2.5, 2.6, 1]),
      stopping: EarlyStopping(patience: item.patience, minimumDelta: item.delta)
    ) { event, _ in
      if case .stopped(let epoch) = event { events.append("stopped \(epoch ?? 0)") }
      if case .epoch(let report) = event, report.isBest { events.append("best \(report.epoch)") }
      return true
    }
    #expect(finished && trainer.epoch == item.ends && weight(trainer) == -item.best)
    #expect(trainer.progress.bestEpoch == item.best)
    #expect(events.contains("stopped \(item.best)") == (item.ends < 6), "\(events)")
    #expect(trainer.progress.history.map { $0.validation("loss")! }.first == 3)
  }

  @Test("a training that has stopped stays so, and goes on from its last step with more patience")
  func afterwards() throws {
    var trainer = falling()
    let validation = scripted([1, 2, 3, 4, 0.5, 6])
    try trainer.train(epochs: 6, on: loader, validating: validation, stopping: EarlyStopping(patience: 2))
    #expect(trainer.step == 3 && weight(trainer) == -1)
    try trainer.train(epochs: 6, on: loader, validating: validation, stopping: EarlyStopping(patience: 2))
    #expect(trainer.step == 3 && weight(trainer) == -1)
    try trainer.train(epochs: 6, on: loader, validating: validation, stopping: EarlyStopping(patience: 4))
    #expect(trainer.step == 6 && weight(trainer) == -5)
    // Without early stopping the model is the last.
    try trainer.train(epochs: 6, on: loader)
    #expect(weight(trainer) == -6)
  }

  @Test("figures that grow better, and figures that are NaN")
  func directions() throws {
    var trainer = falling()
    let accuracy = EarlyStopping(patience: 2, figure: "accuracy", better: .larger)
    try trainer.train(
      epochs: 6, on: loader, validating: scripted([0.5, .nan, 0.75, 0.5, 0.625, 1], "accuracy"),
      stopping: accuracy)
    #expect(trainer.epoch == 5 && weight(trainer) == -3)
    var hopeless = falling()
    try hopeless.train(
      epochs: 6, on: loader, validating: scripted([Double](repeating: .nan, count: 6)),
      stopping: EarlyStopping(patience: 2))
    #expect(hopeless.epoch == 2 && weight(hopeless) == -2 && hopeless.progress.bestEpoch == nil)
    #expect(throws: TrainingError.noSuchFigure("accuracy", among: ["loss"])) {
      var trainer = falling()
      try trainer.train(epochs: 1, on: loader, validating: scripted([1]), stopping: accuracy)
    }
  }

  @Test("switched on later it waits from there; an infinite figure is never better")
  func later() throws {
    var trainer = falling()
    try trainer.train(epochs: 3, on: loader)
    try trainer.train(
      epochs: 9, on: loader, validating: scripted([9, 9, 9, 3, 2, 4, 5, 1, 1]),
      stopping: EarlyStopping(patience: 2))
    #expect(trainer.epoch == 7 && weight(trainer) == -5 && trainer.progress.bestEpoch == 5)
    var infinite = falling()
    try infinite.train(
      epochs: 2, on: loader, validating: scripted([.infinity, 0.5], "accuracy"),
      stopping: EarlyStopping(patience: 5, figure: "accuracy", better: .larger))
    #expect(infinite.progress.bestEpoch == 2)
  }

  /// A point w·x beside 0: the mean square of 1 and 2 is 2.5.
  @Test("a data set is validated by the trainer's own loss, and a layer by an evaluation")
  func measures() throws {
    let start = Linear(1, 1, bias: false, initializer: .constant(1)).initialized(seed: 0, dtype: .float64)
    let loss: Trainer<Linear>.LossFunction = {
      meanSquaredError($0($1.inputs), targets: $1.targets.expanded(axis: 1))
    }
    for size in [1, 2] {
      var trainer = Trainer(start, optimizer: SGD(learningRate: 0), loss: loss)
      let batches = DataLoader(dataset, batchSize: size, dtype: .float64)
      try trainer.train(epochs: 1, on: batches, validating: dataset)
      #expect(trainer.progress.history[0].validation == [Figure("loss", 2.5)])
    }
    var trainer = Trainer(start, optimizer: SGD(learningRate: 0), loss: loss)
    let batches = DataLoader(dataset, batchSize: 2, dtype: .float64)
    try trainer.train(epochs: 1, on: batches, validating: Validation(on: dataset))
    let report = trainer.progress.history[0]
    #expect(
      report.validation.map(\.name) == ["loss", "mae", "rmse", "r2"] && report.validation("mae") == 1.5)
    #expect(
      report.description.hasSuffix(
        "validation loss 2.5, validation mae 1.5, validation rmse 1.5811, validation r2 0.0"))
  }

  @Test("a cancelled task ends the training between two steps; it may go on afterwards")
  func cancellation() async throws {
    let loader = loader
    let start = falling()
    let task = Task {
      var trainer = start
      let finished = try trainer.train(epochs: .max, on: loader) { event, _ in
        if case .batch(let report) = event, report.step == 3 { withUnsafeCurrentTask { $0?.cancel() } }
        return true
      }
      return (trainer, finished)
    }
    var (trainer, finished) = try await task.value
    #expect(!finished && trainer.step == 3)
    try trainer.train(epochs: 5, on: loader)
    #expect(trainer.step == 5 && weight(trainer) == -5)
  }

  @Test("events may be sent to another task")
  func stream() async throws {
    let (events, sender) = AsyncStream.makeStream(of: TrainingEvent.self)
    var trainer = falling()
    try trainer.train(epochs: 2, on: loader) { event, _ in
      sender.yield(event)
      return true
    }
    sender.finish()
    var lines: [String] = []
    for await event in events { lines.append("\(event)") }
    #expect(lines.count == 4 && lines[3].hasPrefix("epoch 2: loss 0.0, 2 examples"))
  }

  @Test("a patience without a validation stops the program")
  func senseless() async {
    let patience = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = EarlyStopping(patience: 0)
    }
    expectStop(patience, "expected a patience of at least 1 epoch, got 0")
    let nothing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var trainer = Trainer(Linear(1, 1).initialized(seed: 0), optimizer: SGD()) { model, batch in
        model(batch.inputs).sum()
      }
      try trainer.train(
        epochs: 1, on: DataLoader(Dataset([[1]], targets: [0]), batchSize: 1),
        stopping: EarlyStopping(patience: 1))
    }
    expectStop(nothing, "early stopping looks at a validation, and there is none")
    let objective = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let points = Dataset([[1]], targets: [0])
      var trainer = Trainer(Linear(1, 1).initialized(seed: 0), optimizer: SGD()) { model, batch, random in
        valueAndGradients(of: model, random: random) { $0(batch.inputs).sum() }
      }
      try trainer.train(epochs: 1, on: DataLoader(points, batchSize: 1), validating: points)
    }
    expectStop(objective, "a data set is validated by the loss, and this trainer has its objective alone")
  }
}

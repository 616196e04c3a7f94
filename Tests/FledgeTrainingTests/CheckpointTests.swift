import Fledge
import FledgeFiles
import TestSupport
import Testing

/// Noise and a running mean on the way.
private struct Noisy: Layer {
  var input = Linear(3, 6, activation: .tanh)
  var mean = Statistic([6], .zeros)
  var noise = Noise()
  var output = Linear(6, 2)

  func callAsFunction(_ x: Tensor) -> Tensor {
    let hidden = input(x)
    let shift = mean.isTraining ? hidden.mean(axis: 0) : mean.value
    mean.note(shift)
    guard var random = noise.next() else { return output(hidden - shift) }
    return output((hidden - shift) * random.uniform(hidden.shape, dtype: hidden.dtype))
  }

  mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor("input", &input)
    visitor("mean", &mean)
    visitor("noise", &noise)
    visitor("output", &output)
  }
}

/// A training that is stopped anywhere and goes on from its file gives the bits of the one that was never stopped.
@Suite struct CheckpointTests {
  private let scratch = TemporaryDirectory()
  private let dataset = Dataset(
    (0..<22).map { [Float($0) / 10, Float($0 % 3), Float($0 % 5) - 2] },
    labels: (0..<22).map { $0 < 9 ? 0 : 1 })
  private var loader: DataLoader { DataLoader(dataset, batchSize: 5, shuffle: .seed(7)) }

  static let procedures: [(name: String, optimizer: any Optimizer)] = [
    ("sgd", SGD(learningRate: 0.1)),
    ("decay", SGD(learningRate: 0.1, decay: .l2(0.01))),
    ("momentum", SGD(learningRate: 0.05, momentum: .heavyBall(0.9, dampening: 0.5))),
    ("nesterov", SGD(learningRate: 0.05, momentum: .nesterov(0.9))),
    ("adam", Adam(learningRate: 0.02)),
    ("adamw", Adam.adamW(learningRate: 0.02, groups: [.withoutDecay])),
    ("amsgrad", Adam(learningRate: 0.02, amsgrad: true)),
    ("rmsprop", RMSprop(learningRate: 0.01)),
    ("adagrad", Adagrad(learningRate: 0.05)),
    ("lion", Lion(learningRate: 0.005)),
  ]

  private var model: Noisy { Noisy() }

  private let loss: Trainer<Noisy>.LossFunction = { crossEntropy($0($1.inputs), labels: $1.labels) }

  private func trainer(
    _ optimizer: any Optimizer, _ averaging: ModelAverage<Noisy>.Kind? = nil
  ) -> Trainer<Noisy> {
    Trainer(
      model.initialized(seed: 3), optimizer: optimizer, schedule: .cosine.warmingUp(over: 0.2), seed: 11,
      clipNorm: 0.8, averaging: averaging, loss: loss)
  }

  private func resumed(_ optimizer: any Optimizer) throws -> Trainer<Noisy> {
    try Trainer(resuming: scratch("c"), model, optimizer: optimizer, loss: loss)
  }

  /// Everything but the time, to the bit.
  private func expectSame(
    _ a: Trainer<Noisy>, _ b: Trainer<Noisy>, _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let tensors = { (model: Noisy) in
      model.namedParameters.map(\.parameter.value) + model.namedStatistics.map(\.statistic.value)
    }
    #expect(tensors(a.model) == tensors(b.model), "\(name)", sourceLocation: sourceLocation)
    #expect(
      a.optimizer.namedState(of: a.model).map(\.tensor) == b.optimizer.namedState(of: b.model).map(\.tensor),
      "\(name)", sourceLocation: sourceLocation)
    #expect(a.optimizer.stateCounters(of: a.model) == b.optimizer.stateCounters(of: b.model))
    let figures = { (trainer: Trainer<Noisy>) in
      trainer.progress.history.map { [$0.meanLoss, $0.learningRate] + $0.validation.map(\.value) }
    }
    #expect(figures(a) == figures(b), "\(name)", sourceLocation: sourceLocation)
    #expect(a.step == b.step && a.epoch == b.epoch && a.progress.bestEpoch == b.progress.bestEpoch)
  }

  @Test("from every step, with each optimiser", arguments: procedures.indices)
  func everyStep(_ procedure: Int) throws {
    let (name, optimizer) = Self.procedures[procedure]
    var whole = trainer(optimizer)
    try whole.train(epochs: 3, on: loader, validating: dataset)
    #expect(whole.step == 15)
    for steps in 0...15 {
      var first = trainer(optimizer)
      try first.train(epochs: 3, on: loader, validating: dataset) { event, _ in
        if case .batch(let report) = event { report.step < steps } else { true }
      }
      try first.checkpoint(to: scratch("c"))
      var second = try resumed(optimizer)
      #expect(second.step == first.step)
      try second.train(epochs: 3, on: loader, validating: dataset)
      expectSame(second, whole, "\(name) after \(steps)")
    }
  }

  @Test(
    "averages with their statistics, the best model, and more epochs than were planned",
    arguments: [nil, 0.9, 1])
  func averages(_ decay: Double?) throws {
    let kind = decay.map { $0 == 1 ? ModelAverage<Noisy>.Kind.uniform : .exponential($0) }
    let stopping = EarlyStopping(patience: 9)
    var whole = trainer(Adam(learningRate: 0.02), kind)
    try whole.train(epochs: 2, on: loader, validating: dataset, stopping: stopping)
    try whole.train(epochs: 4, on: loader, validating: dataset, stopping: stopping)
    for every in [nil, 1, 3, 7] {
      var first = trainer(Adam(learningRate: 0.02), kind)
      let plan = CheckpointPlan(to: scratch("c"), everySteps: every, metadata: ["who": "a test"])
      try first.train(epochs: 2, on: loader, validating: dataset, stopping: stopping, checkpoint: plan)
      #expect(try SafetensorsFile(path: scratch("c")).metadata["who"] == "a test")
      var second = try resumed(Adam(learningRate: 0.02))
      // What is done stays done.
      try second.train(epochs: 2, on: loader, validating: dataset, stopping: stopping)
      expectSame(second, first, "done")
      try second.train(epochs: 4, on: loader, validating: dataset, stopping: stopping)
      expectSame(second, whole, "\(kind as Any) \(every ?? 0)")
      #expect(second.average?.count == whole.average?.count)
    }
  }

  @Test("when the file is written: after each epoch or so many steps, and where the training is interrupted")
  func times() throws {
    func written(_ every: Int?, until last: Int) throws -> [Int] {
      var (trainer, steps) = (trainer(SGD(learningRate: 0.1)), [] as [Int])
      try trainer.train(
        epochs: 2, on: loader, checkpoint: CheckpointPlan(to: scratch("c"), everySteps: every)
      ) {
        event, _ in
        if case .checkpoint(_, let step) = event { steps.append(step) }
        if case .batch(let report) = event { return report.step < last }
        return true
      }
      return try steps + [resumed(SGD(learningRate: 0.1)).step]
    }
    #expect(try written(nil, until: 99) == [5, 10, 10])
    #expect(try written(nil, until: 7) == [5, 7])
    #expect(try written(3, until: 99) == [3, 6, 9, 10])
    #expect(try written(1, until: 2) == [1, 2])
  }

  @Test("a training that is stopped while its average is measured is in the file, and goes on from there")
  func stoppedWhileMeasuring() throws {
    var (whole, stopped) = (
      trainer(SGD(learningRate: 0.1), .uniform), trainer(SGD(learningRate: 0.1), .uniform)
    )
    try whole.train(epochs: 2, on: loader)
    let finished = try stopped.train(epochs: 2, on: loader, checkpoint: CheckpointPlan(to: scratch("c"))) {
      event, _ in
      if case .statistics(batch: 1, of: 5) = event { return false }
      return true
    }
    #expect(!finished && stopped.step == 5)
    var second = try resumed(SGD(learningRate: 0.1))
    try second.train(epochs: 2, on: loader)
    #expect(second.model.output.weight.value == whole.model.output.weight.value)
    #expect(second.model.mean.value == whole.model.mean.value)
  }

  @Test("another seed of the noise is another training")
  func seeds() throws {
    var (one, other) = (trainer(SGD(learningRate: 0.1)), trainer(SGD(learningRate: 0.1)))
    other = Trainer(
      model.initialized(seed: 3), optimizer: SGD(learningRate: 0.1), schedule: one.schedule, seed: 12,
      clipNorm: 0.8, loss: loss)
    try one.train(epochs: 1, on: loader)
    try other.train(epochs: 1, on: loader)
    #expect(one.progress.history[0].meanLoss != other.progress.history[0].meanLoss)
  }
}

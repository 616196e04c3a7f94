import Fledge
import Testing

@Suite struct TrainerScheduleTests {
  /// Ten points of two classes that a line separates.
  private let dataset = Dataset(
    (0..<10).map { [Float($0), Float($0 % 3)] }, labels: (0..<10).map { $0 < 5 ? 0 : 1 })
  private var loader: DataLoader { DataLoader(dataset, batchSize: 3, shuffle: .seed(7)) }

  static let procedures: [(name: String, optimizer: any Optimizer)] = [
    ("sgd", SGD(learningRate: 0.1)),
    ("sgd with decay", SGD(learningRate: 0.1, decay: .l2(0.01))),
    ("momentum", SGD(learningRate: 0.05, momentum: .heavyBall(0.9))),
    ("nesterov", SGD(learningRate: 0.05, momentum: .nesterov(0.9))),
    ("adam", Adam(learningRate: 0.02)),
    ("adamw", Adam.adamW(learningRate: 0.02)),
  ]

  private func trainer(_ optimizer: any Optimizer = SGD(learningRate: 0.1)) -> Trainer<Linear> {
    Trainer(Linear(2, 2).initialized(seed: 0), optimizer: optimizer) { model, batch in
      valueAndGradients(of: model) { crossEntropy($0(batch.inputs), labels: batch.labels) }
    }
  }

  @Test("it is the loop that sets the rate before each step: the same bits", arguments: procedures.indices)
  func sameAsLoop(_ procedure: Int) throws {
    for schedule in LearningRateSchedule.standard {
      var trainer = trainer(Self.procedures[procedure].optimizer)
      try trainer.train(epochs: 3, on: loader, schedule: schedule)

      var model = Linear(2, 2).initialized(seed: 0)
      var optimizer = Self.procedures[procedure].optimizer
      let rate = optimizer.learningRate
      for (step, batch) in (1...3).flatMap({ Array(loader.epoch($0)) }).enumerated() {
        optimizer.learningRate = rate * schedule.factor(at: step, of: 12)
        let (_, gradients) = valueAndGradients(of: model) {
          crossEntropy($0(batch.inputs), labels: batch.labels)
        }
        optimizer.update(&model, with: gradients)
      }
      #expect(trainer.model.weight.value == model.weight.value, "\(schedule.name)")
      #expect(trainer.optimizer.learningRate == rate)
    }
  }

  @Test("the constant schedule is training without one, to the bit", arguments: procedures.indices)
  func constant(_ procedure: Int) throws {
    var (with, without) = (
      trainer(Self.procedures[procedure].optimizer), trainer(Self.procedures[procedure].optimizer)
    )
    try with.train(epochs: 2, on: loader, schedule: .constant)
    try without.train(epochs: 2, on: loader)
    #expect(with.model.weight.value == without.model.weight.value)
  }

  /// Along a constant gradient of 1 plain descent goes as far as its rates add up to.
  @Test("how far a training goes")
  func distance() throws {
    let ones = Gradients([.ones([2, 2], dtype: .float64), .ones([2], dtype: .float64)])
    for (schedule, area) in [(LearningRateSchedule.constant, 1), (.linear, 0.5), (.cosine, 0.5)] {
      let start = Linear(2, 2).initialized(seed: 0, dtype: .float64)
      var trainer = Trainer(start, optimizer: SGD(learningRate: 0.1)) { _, _ in (Tensor(0), ones) }
      try trainer.train(epochs: 5, on: loader, schedule: schedule)
      let way = (start.weight.value - trainer.model.weight.value).elements(as: Double.self)
      for distance in way { #expect(abs(distance - 0.1 * 20 * area) < 1e-12, "\(schedule.name)") }
    }
  }

  @Test("reports tell the rates; each call runs the schedule from its start")
  func reports() throws {
    var trainer = trainer(SGD(learningRate: 0.5))
    for _ in 0..<2 {
      var (steps, epochs): ([Double], [Double]) = ([], [])
      try trainer.train(epochs: 2, on: loader, schedule: .linear) { event, _ in
        switch event {
        case .batch(let report): steps.append(report.learningRate)
        case .epoch(let report): epochs.append(report.learningRate)
        case .warning: break
        }
        return true
      }
      let expected = (0..<8).map { 0.5 * (1 - (Double($0) + 0.5) / 8) }
      #expect(steps == expected)
      #expect(epochs == [expected[3], expected[7]])
    }
  }

  @Test("the optimiser has its own rate again, also where the training stops or fails")
  func rateAfterwards() throws {
    var stopped = trainer()
    #expect(try !stopped.train(epochs: 2, on: loader, schedule: .linear) { _, _ in false })
    #expect(stopped.optimizer.learningRate == 0.1 && stopped.step == 1)

    var failed = trainer()
    let broken = DataLoader(Dataset([[1, 2], [.nan, 0]], labels: [0, 1]), batchSize: 1)
    #expect(throws: TrainingError.self) { try failed.train(epochs: 1, on: broken, schedule: .linear) }
    #expect(failed.optimizer.learningRate == 0.1)
  }

  @Test("more epochs than an Int holds steps")
  func endless() throws {
    var trainer = trainer()
    #expect(try !trainer.train(epochs: .max, on: loader, schedule: .cosine) { _, _ in false })
    #expect(trainer.step == 1)
  }
}

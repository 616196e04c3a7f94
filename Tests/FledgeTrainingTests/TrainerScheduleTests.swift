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

  private func trainer(
    _ optimizer: any Optimizer = SGD(learningRate: 0.1), _ schedule: LearningRateSchedule = .constant
  ) -> Trainer<Linear> {
    Trainer(Linear(2, 2).initialized(seed: 0), optimizer: optimizer, schedule: schedule) { model, batch in
      crossEntropy(model(batch.inputs), labels: batch.labels)
    }
  }

  @Test("it is the loop that sets the rate before each step: the same bits", arguments: procedures.indices)
  func sameAsLoop(_ procedure: Int) throws {
    for schedule in LearningRateSchedule.standard {
      var trainer = trainer(Self.procedures[procedure].optimizer, schedule)
      try trainer.train(epochs: 3, on: loader)

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

  /// Along a constant gradient of 1 plain descent goes as far as its rates add up to.
  @Test("how far a training goes")
  func distance() throws {
    let ones = Gradients([.ones([2, 2], dtype: .float64), .ones([2], dtype: .float64)])
    for (schedule, area) in [(LearningRateSchedule.constant, 1), (.linear, 0.5), (.cosine, 0.5)] {
      let start = Linear(2, 2).initialized(seed: 0, dtype: .float64)
      var trainer = Trainer(start, optimizer: SGD(learningRate: 0.1), schedule: schedule) { _, _, _ in
        (Tensor(0), ones)
      }
      try trainer.train(epochs: 5, on: loader)
      let way = (start.weight.value - trainer.model.weight.value).elements(as: Double.self)
      for distance in way { #expect(abs(distance - 0.1 * 20 * area) < 1e-12, "\(schedule.name)") }
    }
  }

  @Test(
    "reports tell the rates; with more epochs the remaining steps have the rates of a training planned so")
  func reports() throws {
    var trainer = trainer(SGD(learningRate: 0.5), .linear)
    var (steps, epochs): ([Double], [Double]) = ([], [])
    for total in [2, 4] {
      try trainer.train(epochs: total, on: loader) { event, _ in
        switch event {
        case .batch(let report): steps.append(report.learningRate)
        case .epoch(let report): epochs.append(report.learningRate)
        default: break
        }
        return true
      }
    }
    let rate = { (step: Int, steps: Int) in 0.5 * (1 - (Double(step) + 0.5) / Double(steps)) }
    let expected = (0..<8).map { rate($0, 8) } + (8..<16).map { rate($0, 16) }
    #expect(steps == expected)
    #expect(epochs == [3, 7, 11, 15].map { expected[$0] })
    #expect(trainer.progress.plannedSteps == 16)
  }

  @Test("the optimiser has its own rate again, also where the training stops or fails")
  func rateAfterwards() throws {
    var stopped = trainer(SGD(learningRate: 0.1), .linear)
    #expect(try !stopped.train(epochs: 2, on: loader) { _, _ in false })
    #expect(stopped.optimizer.learningRate == 0.1 && stopped.step == 1)

    var failed = trainer(SGD(learningRate: 0.1), .linear)
    let broken = DataLoader(Dataset([[1, 2], [.nan, 0]], labels: [0, 1]), batchSize: 1)
    #expect(throws: TrainingError.self) { try failed.train(epochs: 1, on: broken) }
    #expect(failed.optimizer.learningRate == 0.1)
  }

  @Test("more epochs than an Int holds steps")
  func endless() throws {
    var trainer = trainer(SGD(learningRate: 0.1), .cosine)
    #expect(try !trainer.train(epochs: .max, on: loader) { _, _ in false })
    #expect(trainer.step == 1)
  }
}

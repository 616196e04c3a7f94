import Fledge
import FledgeFiles
import TestSupport
import Testing

/// Batches that count unequally, averages from their first model on, models that diverge, and gradients that are clipped.
@Suite struct WeightedTrainingTests {
  private let scratch = TemporaryDirectory()

  /// Whose one weight falls by 1 with each step, from 0; from `end` on it is infinite.
  private func falling(
    _ averaging: ModelAverage<Linear>.Kind? = nil, until end: Double = -.infinity
  ) -> Trainer<Linear> {
    let start = Linear(1, 1, bias: false, initializer: .zeros).initialized(seed: 0, dtype: .float64)
    return Trainer(start, optimizer: SGD(learningRate: 1), averaging: averaging, objective: objective(end))
  }

  private func objective(_ end: Double) -> Trainer<Linear>.Objective {
    let ones = Tensor.ones([1, 1], dtype: .float64)
    return { model, _, _ in
      (Tensor(0), Gradients([model.weight.value.item <= end ? ones * Double.infinity : ones]))
    }
  }

  private let point = DataLoader(Dataset([[1]], targets: [0]), batchSize: 1)

  @Test("losses of batches are joined by what each divides by; a batch that counts nothing changes nothing")
  func classWeights() throws {
    let dataset = Dataset([[1, 2], [3, 4], [5, 6], [0, 1], [2, 2]], labels: [0, 0, 1, 0, 1])
    let loss = Loss.crossEntropy.weighing(classes: [0, 3])
    let start = Linear(2, 2).initialized(seed: 0)
    var trainer = Trainer(
      start, optimizer: SGD(learningRate: 0), divisor: { loss.divisor($0) }
    ) { loss($0($1.inputs), $1) }
    var reports: [BatchReport] = []
    try trainer.train(
      epochs: 1, on: DataLoader(dataset, batchSize: 2), validating: dataset
    ) { event, model in
      if case .batch(let report) = event { reports.append(report) }
      if reports.count == 1 { #expect(model.weight.value == start.weight.value) }
      return true
    }
    let expected = Evaluation(of: start, on: dataset, loss: loss).loss
    let report = trainer.progress.history[0]
    #expect(trainer.step == 3 && reports[0].meanLoss == 0 && reports[0].examples == 2)
    #expect(abs(report.meanLoss - expected) < 1e-6 && abs(report.validation("loss")! - expected) < 1e-6)
  }

  @Test("an average begins with the model after the first step, resumed before or after it")
  func average() throws {
    var trainer = falling(.uniform)
    #expect(trainer.average == nil)
    try trainer.checkpoint(to: scratch("c"))
    try trainer.train(epochs: 3, on: point)
    #expect(trainer.average?.count == 3 && trainer.model.weight.value.item == -2)
    var resumed = try Trainer(
      resuming: scratch("c"), Linear(1, 1, bias: false).initialized(seed: 0, dtype: .float64),
      optimizer: SGD(learningRate: 1), objective: objective(-.infinity))
    try resumed.train(epochs: 3, on: point)
    #expect(resumed.average?.count == 3 && resumed.model.weight.value.item == -2)
  }

  @Test("a model that has diverged is not written over the last one that was finite")
  func diverged() throws {
    var trainer = falling(until: -2)
    #expect {
      try trainer.train(epochs: 5, on: point, checkpoint: CheckpointPlan(to: scratch("c")))
    } throws: { error in
      "\(error)".contains("not written, for model/weight is no longer finite")
    }
    #expect(trainer.step == 3)
    let file = try Safetensors.load(scratch("c"))
    #expect(file.tensors["model/weight"]?.item == -2)
  }

  @Test("gradients are clipped to the norm, which is reported")
  func clipping() throws {
    let steep = Gradients([Tensor([3, 0], dtype: .float64).reshaped(to: [2, 1])])
    let start = Linear(2, 1, bias: false, initializer: .zeros).initialized(seed: 0, dtype: .float64)
    var trainer = Trainer(start, optimizer: SGD(learningRate: 1), clipNorm: 1.5) { _, _, _ in
      (Tensor(0), steep)
    }
    var norms: [Double?] = []
    try trainer.train(epochs: 1, on: DataLoader(Dataset([[1, 1]], targets: [0]), batchSize: 1)) { event, _ in
      if case .batch(let report) = event { norms.append(report.gradientNorm) }
      return true
    }
    #expect(norms == [3] && trainer.model.weight.value.elements(as: Double.self) == [-1.5, 0])
  }
}

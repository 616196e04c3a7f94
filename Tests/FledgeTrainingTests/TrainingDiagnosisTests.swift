import Fledge
import FledgeFiles
import Testing

/// What is seen inside a model: percentiles of known numbers, dead and saturated units, how far weights moved.
@Suite struct TrainingDiagnosisTests {
  private let loss: Trainer<MultilayerPerceptron>.LossFunction = {
    crossEntropy($0($1.inputs), labels: $1.labels)
  }

  /// Weights that make of x = ±1: h = (x, −x, −3 − …, 0·x) before the activation.
  private func model(_ activation: Activation) -> MultilayerPerceptron {
    var model = MultilayerPerceptron([1, 4, 2], activation: activation).initialized(seed: 0)
    model.layers[0].weight = Parameter(Tensor([[1, -1, 0.5, 0]]))
    model.layers[0].bias = Parameter(Tensor([0, 0, -3, 0]))
    return model
  }

  private var batch: Batch {
    DataLoader(Dataset(inputs: Tensor([[1], [-1]]), labels: [0, 1]), batchSize: 2).epoch(0).first { _ in true
    }!
  }

  @Test("a unit of relu is dead if no example passes it; the slope at 0 is 0")
  func relu() throws {
    let diagnosis = TrainingDiagnosis(of: model(.relu), on: batch, loss: loss)
    let activation = try #require(diagnosis.activations.first)
    #expect(diagnosis.activations.count == 1)
    // The third and the fourth are never above 0; each of the first two is so for one example.
    #expect(activation.dead == 0.5)
    #expect(activation.saturated == 6.0 / 8)
    #expect(activation.values.largest == 1)
  }

  @Test("sigmoid has no dead units, and a slope below 0.01 beyond 4.6")
  func sigmoid() throws {
    var model = model(.sigmoid)
    model.layers[0].bias = Parameter(Tensor([0, 0, -9, 0]))
    let activation = try #require(TrainingDiagnosis(of: model, on: batch, loss: loss).activations.first)
    #expect(activation.dead == 0)
    #expect(activation.saturated == 2.0 / 8)
  }

  @Test(
    "bands are percentiles of magnitudes, of a large tensor by a sample; the gradients are the loss's; ‖ΔW‖/‖W‖"
  )
  func bands() throws {
    let earlier = model(.tanh)
    var moved = earlier
    moved.layers[0].weight = Parameter(Tensor([[1, -1, 0.5, 0.75]]))
    let diagnosis = TrainingDiagnosis(of: moved, on: batch, since: earlier, loss: loss)
    let weight = try #require(diagnosis.parameters.first { $0.name == "layers.0.weight" })
    #expect(weight.weights.percentiles == [0.5375, 0.6875, 0.875, 1, 1] && weight.weights.largest == 1)
    #expect(abs(try #require(weight.change) - 0.75 / (2.25 + 0.5625).squareRoot()) < 1e-7)
    #expect(diagnosis.parameters.first { $0.name == "layers.0.bias" }?.change == 0)
    let gradient = valueAndGradients(of: moved) { loss($0, batch) }.gradients.named(by: moved)
      .first { $0.name == "layers.0.weight" }!.gradient
    #expect(weight.gradients?.largest == gradient.elements(as: Float.self).map { Double($0.magnitude) }.max())

    var wide = MultilayerPerceptron([1, 40_000, 2]).initialized(seed: 0)
    wide.layers[0].weight = Parameter(Tensor.range(40_000).reshaped(to: [1, 40_000]) / 40_000)
    let band = TrainingDiagnosis(of: wide, on: batch, loss: loss).parameters[0].weights
    for (share, percentile) in zip(MagnitudeBands.shares, band.percentiles) {
      #expect(abs(share - percentile) < 1e-3)
    }
  }

  @Test("weights that are all 0 have no share by which they moved; NaN is larger than every number")
  func edges() throws {
    let earlier = model(.tanh)
    var zero = earlier
    zero.layers[0].weight = Parameter(Tensor.zeros([1, 4]))
    for before in [earlier, zero] {
      let diagnosis = TrainingDiagnosis(of: zero, on: batch, since: before, loss: loss)
      #expect(diagnosis.parameters.first { $0.name == "layers.0.weight" }?.change == nil)
    }
    var broken = earlier
    broken.layers[0].weight = Parameter(Tensor([[1, -1, .nan, .nan]]))
    let bands = TrainingDiagnosis(of: broken, on: batch, loss: loss).parameters[0].weights
    #expect(bands.percentiles[1] == 1 && bands.percentiles[4] == .infinity && bands.largest.isNaN)
  }

  @Test("the training beside it keeps its bits, with noise and statistics")
  func apart() throws {
    let model = Sequential([Linear(1, 6), BatchNorm(6), Dropout(0.5), Linear(6, 2)])
    let examples = Dataset(inputs: Tensor([[1], [-1], [0.5], [2]]), labels: [0, 1, 0, 1])
    let data = DataLoader(examples, batchSize: 2)
    let loss: Trainer<Sequential>.LossFunction = { crossEntropy($0($1.inputs), labels: $1.labels) }
    let trained = try [false, true].map { isWatched in
      var trainer = Trainer(model.initialized(seed: 3), optimizer: Adam(), seed: 5, loss: loss)
      try trainer.train(epochs: 4, on: data) { event, model in
        if isWatched, case .epoch = event {
          let batch = data.epoch(0).first { _ in true }!
          _ = TrainingDiagnosis(of: model, on: batch, random: Random(seed: 1), loss: loss)
        }
        return true
      }
      return trainer.model.namedTensors.flatMap { $0.parameter.value.elements(as: Float.self) }
    }
    #expect(trained[0] == trained[1])
  }
}

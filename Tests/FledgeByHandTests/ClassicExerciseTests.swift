import Fledge
import TestSupport
import Testing

/// The published figures of the classic exercise, by backpropagation and by hand. The command's tests run the epochs
/// after the fifth of the larger network.
@Suite(.enabled(if: ClassicExercise.isAvailable), .serialized)
struct ClassicExerciseTests {
  enum Engine: CaseIterable {
    case automatic, byHand

    var objective: Trainer<MultilayerPerceptron>.Objective {
      switch self {
      case .automatic:
        { model, batch, _ in
          valueAndGradients(of: model) { crossEntropy($0(batch.inputs), labels: batch.labels) }
        }
      case .byHand: { model, batch, _ in ByHand.valueAndGradients(of: model, batch.inputs, batch.labels) }
      }
    }
  }

  private static let mnist = try! MNIST.load(from: ClassicExercise.directory! + "/mnist")

  @Test("60,000 rows of zero logits: log 10")
  func zeroLogits() {
    let labels = Self.mnist.train.labels
    let logits = Tensor.zeros([60_000, 10])
    #expect(abs(crossEntropy(logits, labels: labels).item - 2.3025851) < 1e-6)
    #expect(abs(ByHand.softmaxLoss(logits, labels).item - 2.3025851) < 1e-6)
  }

  @Test("softmax regression on the first 100 rows", arguments: Engine.allCases)
  func firstHundred(_ engine: Engine) throws {
    let few = Dataset(Self.mnist.train)[0..<100]
    var trainer = Trainer(
      ClassicExercise.network([.zeros([784, 10])]), optimizer: SGD(learningRate: 0.1),
      objective: engine.objective)
    try trainer.train(epochs: 1, on: DataLoader(few, batchSize: 10))
    let norm = ClassicExercise.norm(trainer.model.layers[0].weight.value)
    #expect(abs(norm / 1.0947356 - 1) < 1e-5)
  }

  @Test("the lecture's epochs are the same steps")
  func epochsByHand() throws {
    let few = Dataset(Self.mnist.train)[0..<1000]
    let all = DataLoader(few, batchSize: 1000).epoch(0).first { _ in true }!
    let weights = try ClassicExercise.initialWeights(hidden: 100, dtype: .float32)

    var network = ClassicExercise.network(weights)
    var optimizer = SGD(learningRate: 0.2)
    ByHand.twoLayersEpoch(all.inputs, all.labels, &network, optimizer: &optimizer, batchSize: 100)
    var trainer = Trainer(
      ClassicExercise.network(weights), optimizer: SGD(learningRate: 0.2),
      objective: Engine.automatic.objective)
    try trainer.train(epochs: 1, on: DataLoader(few, batchSize: 100))
    for (a, b) in zip(network.layers, trainer.model.layers) {
      expectClose(a.weight.value, b.weight.value, within: 1e-6)
    }

    var regression = Linear(784, 10, bias: false, initializer: .zeros).initialized(seed: 0)
    optimizer.learningRate = 0.1
    ByHand.softmaxRegressionEpoch(
      all.inputs[0..<100], all.labels[0..<100], &regression, optimizer: &optimizer, batchSize: 10)
    #expect(abs(ClassicExercise.norm(regression.weight.value) / 1.0947356 - 1) < 1e-5)
  }

  @Test(
    "the published epochs",
    arguments: [
      ClassicExercise.softmaxRegression, ClassicExercise.hidden100, ClassicExercise.hidden400InDouble,
      ClassicExercise.hidden400,
    ], Engine.allCases)
  func published(_ run: ClassicExercise.Run, _ engine: Engine) throws {
    let (train, test) = (Dataset(Self.mnist.train), Dataset(Self.mnist.test))
    var trainer = Trainer(
      ClassicExercise.network(try run.initialWeights()), optimizer: SGD(learningRate: 0.2),
      objective: engine.objective)
    let epochs = run.epochs <= 10 ? run.epochs : 2
    try trainer.train(epochs: epochs, on: DataLoader(train, batchSize: 100, dtype: run.dtype)) {
      event, model in
      guard case .epoch(let report) = event else { return true }
      if report.epoch == 1 {
        for (layer, norm) in zip(model.layers, run.norms) {
          let ratio = ClassicExercise.norm(layer.weight.value) / norm
          #expect(abs(ratio - 1) < run.normTolerance, "\(run.name): norm off by \(ratio - 1)")
        }
      }
      guard let figures = run.figures[report.epoch] else { return true }
      let (onTrain, onTest) = (Evaluation(of: model, on: train), Evaluation(of: model, on: test))
      let place = "\(run.name), epoch \(report.epoch)"
      #expect(figures.trainLoss.contains(onTrain.loss), "\(place)")
      #expect(figures.trainError.contains(onTrain.error), "\(place)")
      if let range = figures.testLoss { #expect(range.contains(onTest.loss), "\(place)") }
      if let range = figures.testError { #expect(range.contains(onTest.error), "\(place)") }
      return true
    }
  }
}

import Fledge

/// Forward, backward and update on one batch that stays in memory.
struct TrainingStep<Model: Layer, Procedure: Optimizer>: Workload {
  let operations: Double
  private var model: Model
  private var optimizer: Procedure
  private let inputs: Tensor  // (batch, inputs)
  private let labels: Tensor  // (batch)
  private let firstLoss: Double

  /// Trains `model`, which must be a network of the given sizes.
  init(_ network: Network, _ model: Model, _ optimizer: Procedure) {
    operations = network.operations
    self.model = model.initialized(seed: 0)
    self.optimizer = optimizer
    var random = Random(seed: 1)
    let classes = network.sizes.last!
    inputs = random.normal([network.batch, network.sizes[0]])
    labels = Tensor((0..<network.batch).map { _ in Int32.random(in: 0..<Int32(classes), using: &random) })
    firstLoss = crossEntropy(self.model(inputs), labels: labels).item
  }

  mutating func run(steps: Int) {
    let (x, y) = (inputs, labels)
    for _ in 0..<steps {
      let (_, gradients) = valueAndGradients(of: model) { crossEntropy($0(x), labels: y) }
      optimizer.update(&model, with: gradients)
    }
  }

  /// The labels are drawn by lot, but they can be learned by heart.
  func check() throws {
    let loss = crossEntropy(model(inputs), labels: labels).item
    guard loss.isFinite, loss < firstLoss else {
      throw WrongResult("the loss went from \(firstLoss) to \(loss)")
    }
  }
}

extension TrainingStep where Model == MultilayerPerceptron {
  init(_ network: Network, _ optimizer: Procedure) {
    self.init(network, MultilayerPerceptron(network.sizes, bias: network.hasBias), optimizer)
  }
}

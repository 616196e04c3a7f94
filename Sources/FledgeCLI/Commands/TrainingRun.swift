import ArgumentParser
import Fledge

/// One run of `fledge train` on loaded data: trains, shows how it goes, and saves the model.
struct TrainingRun {
  private let options: Train
  private let data: ClassificationData
  private let description: NetworkDescription
  private var output: TrainingOutput

  init(_ options: Train, _ data: ClassificationData) {
    self.options = options
    self.data = data
    let hidden = options.network.hidden.sizes
    description = NetworkDescription(
      sizes: [data.train.inputSize] + hidden + [data.train.classes],
      activation: hidden.isEmpty ? Activation.identity.name : options.network.activation.name,
      hasBias: !options.network.withoutBias, dtype: options.dtype,
      inputScale: data.train.scale, picture: data.picture)
    output = TrainingOutput(options)
  }

  mutating func run() throws {
    var trainer = Trainer(
      try initialModel(), optimizer: options.optimization.optimizer, objective: options.engine.objective)
    output.begin(data, description, parameters: trainer.model.parameterCount, options)
    let loader = DataLoader(
      data.train, batchSize: options.batchSize, shuffle: options.withoutShuffle ? .none : .seed(options.seed),
      dtype: options.dtype)

    var lastTest: Evaluation?
    do {
      try trainer.train(epochs: options.epochs, on: loader) { event, model in
        switch event {
        case .batch(let report): output.show(report)
        case .epoch(let report):
          let test = Evaluation(of: model, on: data.test)
          let train = options.evaluateTrain ? Evaluation(of: model, on: data.train) : nil
          output.show(report, test: test, train: train)
          lastTest = test
        }
        return !Interrupt.isRequested
      }
    } catch {
      output.clear()
      throw error
    }

    output.clear()
    let isInterrupted = Interrupt.isRequested
    if isInterrupted { output.showInterruption(trainer.epoch) }
    if let lastTest, !isInterrupted { output.showResult(lastTest) }
    if let path = options.save { try trainer.model.save(to: path, description: description) }
    output.showSaved(options.save)
    if isInterrupted { throw ExitCode(Interrupt.exitStatus) }
  }

  private func initialModel() throws -> MultilayerPerceptron {
    var model = options.network.network(inputs: data.train.inputSize, classes: data.train.classes)
    if let path = options.initial {
      try model.load(from: path, dtype: options.dtype)
      return model
    }
    return model.initialized(seed: options.seed, dtype: options.dtype)
  }
}

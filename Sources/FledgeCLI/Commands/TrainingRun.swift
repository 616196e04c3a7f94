import ArgumentParser
import Fledge

/// One run of `fledge train` on loaded data: trains, shows how it goes, and saves the model.
struct TrainingRun {
  private let options: Train
  private let data: ClassificationData
  private let description: NetworkDescription
  private let loader: DataLoader
  private var output: TrainingOutput
  private var lastTest: Evaluation?

  /// Throws `FileError` if the network does not fit into memory.
  init(_ options: Train, _ data: ClassificationData) throws {
    self.options = options
    self.data = data
    let hidden = options.network.hidden.sizes
    description = NetworkDescription(
      sizes: [data.train.inputSize] + hidden + [data.train.classes],
      activation: hidden.isEmpty ? Activation.identity.name : options.network.activation.name,
      hasBias: !options.network.withoutBias, dtype: options.dtype,
      inputScale: data.train.scale, picture: data.picture)
    loader = DataLoader(
      data.train, batchSize: min(options.batchSize, data.train.count),
      shuffle: options.withoutShuffle ? .none : .seed(options.seed), dtype: options.dtype)
    // Weights and gradients, and what the optimiser keeps.
    try MemoryNeed(sizes: description.sizes, hasBias: description.hasBias, dtype: description.dtype)
      .check("training", copies: 2 + options.optimization.name.slots, examples: loader.batchSize)
    output = TrainingOutput(options)
  }

  /// Trains until all epochs are done, a signal asks for the end, or nobody reads the output any more.
  ///
  /// Throws `FileError` if the first weights cannot be read or do not fit, or the model cannot be saved;
  /// `TrainingError` if the loss is no number any more, with nothing saved; what `Terminal.print` throws; and
  /// the `ExitCode` that belongs to a signal.
  mutating func run() throws {
    var trainer = Trainer(
      try options.model(description), optimizer: options.optimization.optimizer,
      objective: options.engine.objective)
    // Up to here a signal ends the command at once; from here on there is something to keep.
    Signals.askFirst()
    let printed = Result { try train(&trainer) }
    output.clear()
    if case .failure(let error as TrainingError) = printed { throw error }
    Signals.wait()
    // Where not even the heading could be printed nothing was trained, and an old file is worth more.
    if let path = options.save, trainer.step > 0 { try save(trainer.model, to: path) }
    try printed.get()
    try output.showSaved(options.save)
    if let signal = Signals.received { throw ExitCode(Signals.exitStatus(of: signal)) }
  }

  private mutating func train(_ trainer: inout Trainer<MultilayerPerceptron>) throws {
    try output.begin(data, description, trainer.model, options, batchSize: loader.batchSize)
    let schedule = options.schedule.schedule ?? .constant
    try trainer.train(epochs: options.epochs, on: loader, schedule: schedule) { event, model in
      switch event {
      case .batch(let report): output.show(report)
      case .epoch(let report): try finish(report, model)
      case .warning(let warning): output.showWarning("\(warning)")
      }
      return Signals.received == nil
    }
    output.clear()
    if Signals.received != nil {
      try output.showInterruption(inEpoch: trainer.epoch)
    } else if let lastTest {
      try output.showResult(lastTest)
      if let warning = lastTest.warning { output.showWarning(warning) }
    }
  }

  /// Measures the model at the end of an epoch and shows what comes of it; gives up at a signal.
  private mutating func finish(_ report: EpochReport, _ model: MultilayerPerceptron) throws {
    guard let test = evaluation(of: model, on: data.test) else { return }
    guard test.loss.isFinite else {
      throw TrainingError.lossNotFinite(
        loss: test.loss, epoch: report.epoch, step: report.epoch * loader.batchesPerEpoch)
    }
    var train: Evaluation?
    if options.evaluateTrain {
      train = evaluation(of: model, on: data.train)
      if train == nil { return }
    }
    try output.show(report, test: test, train: train)
    lastTest = test
  }

  private func evaluation(of model: MultilayerPerceptron, on dataset: Dataset) -> Evaluation? {
    Evaluation(of: model, on: dataset, batchSize: model.evaluationBatchSize) { Signals.received == nil }
  }

  private func save(_ model: MultilayerPerceptron, to path: String) throws {
    // The step that a signal came after may have spoilt the weights, and no loss was computed with them yet.
    if let name = model.firstNotFinite {
      throw FileError(
        path: path, found: "not written, for \(name) is no longer finite: try a smaller learning rate")
    }
    try model.save(to: path, description: description)
  }
}

extension Train {
  /// The network to start from.
  fileprivate func model(_ description: NetworkDescription) throws -> MultilayerPerceptron {
    var model = description.network()
    guard let initial else { return model.initialized(seed: seed, dtype: dtype) }
    try model.load(from: initial, dtype: dtype)
    try model.checkFinite(path: initial)
    return model
  }
}

import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// One run of `fledge train` on loaded data: trains, shows how it goes, and saves the model.
struct TrainingRun {
  private let options: Train
  private let data: ClassificationData
  private let initial: InitialModel?
  private let description: ModelDescription
  private let loader: DataLoader
  private let need: MemoryNeed
  private var output: TrainingOutput
  private var lastTest: Evaluation?

  /// Throws `FileError` if the network does not fit into memory, or the file of the first weights contradicts what
  /// was asked for.
  init(_ options: Train, _ data: ClassificationData) throws {
    self.options = options
    initial = try options.initial.map(InitialModel.init(path:))
    description =
      try initial?.description(options.network, data, dtype: options.dtype)
      ?? options.network.description(data, dtype: options.dtype)
    try options.engine.check(description.model)
    self.data = data.prepared(for: description.card)
    loader = DataLoader(
      self.data.train, batchSize: min(options.batchSize, data.train.count),
      shuffle: options.withoutShuffle ? .none : .seed(options.seed), dtype: options.dtype)
    // Weights and gradients, and what the optimiser keeps.
    need = try MemoryNeed(description.model, input: description.card.input, dtype: options.dtype)
    try description.model.checkBatches(
      of: description.card.input, count: data.train.count, batchSize: loader.batchSize)
    try need.check("training", copies: 2 + options.optimization.name.slots, examples: loader.batchSize)
    output = TrainingOutput(
      options.json ? .json : options.quiet ? .quiet : .table, epochs: options.epochs,
      showsRate: options.schedule.schedule != nil, showsTrainError: options.evaluateTrain)
  }

  /// Trains until all epochs are done, a signal asks for the end, or the output has lost its reader.
  ///
  /// Throws `FileError` if the first weights cannot be read or do not fit, or the model cannot be saved;
  /// `TrainingError` if the loss is no number any more, with nothing saved; what `Terminal.print` throws; and
  /// the `ExitCode` that belongs to a signal.
  mutating func run() throws {
    let model =
      try initial?.model(description)
      ?? AnyLayer(description.model).initialized(seed: options.seed, dtype: options.dtype)
    var trainer = Trainer(
      model, optimizer: options.optimization.optimizer,
      objective: options.engine.objective(seed: options.seed))
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

  private mutating func train(_ trainer: inout Trainer<AnyLayer>) throws {
    try output.begin(heading(trainer.model))
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

  /// What is trained, in lines for people.
  private func heading(_ model: AnyLayer) -> [String] {
    let network = description.model.briefly(for: description.card.input).printable
    let rate = "learning rate \(options.optimization.optimizer.learningRate)"
    let schedule = options.schedule.schedule.map { " by \($0.outline)" } ?? ""
    return [
      data.summary,
      "network \(network), \(NumberText.count(model.parameterCount, "parameter")) in \(options.dtype)",
    ] + (initial.map { [$0.summary] } ?? []) + [
      "\(options.optimization.name.rawValue), \(rate)\(schedule), "
        + "batches of \(NumberText.grouped(loader.batchSize)); "
        + "\(NumberText.count(Machine.threadCount, "thread")), \(Machine.instructionSet)"
    ]
  }

  /// Measures the model at the end of an epoch and shows what comes of it; gives up at a signal.
  private mutating func finish(_ report: EpochReport, _ model: AnyLayer) throws {
    guard let test = try evaluation(of: model, on: data.test, report) else { return }
    var train: Evaluation?
    if options.evaluateTrain {
      train = try evaluation(of: model, on: data.train, report)
      if train == nil { return }
    }
    try output.show(report, test: test, train: train)
    lastTest = test
  }

  /// `nil` at a signal. Throws `TrainingError` if the loss is no number any more.
  private func evaluation(
    of model: AnyLayer, on dataset: Dataset, _ report: EpochReport
  ) throws -> Evaluation? {
    let result = Evaluation(of: model, on: dataset, batchSize: need.batchSize) {
      Signals.received == nil
    }
    if let result, !result.loss.isFinite {
      throw TrainingError.lossNotFinite(
        loss: result.loss, epoch: report.epoch, step: report.epoch * loader.batchesPerEpoch)
    }
    return result
  }

  private func save(_ model: AnyLayer, to path: String) throws {
    // The step that a signal came after may have spoilt the weights, and no loss was computed with them yet.
    if let name = model.firstNotFinite {
      throw FileError(
        path: path, found: "not written, for \(name) is no longer finite: try a smaller learning rate")
    }
    try model.layer.save(to: path, card: description.card)
  }
}

import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// What a training of `fledge train` is made of: model, examples, loss and trainer, from the options or from a checkpoint.
struct TrainingSetup {
  private(set) var options: TrainingOptions
  let data: TrainingData
  let description: ModelDescription
  let loss: Loss
  let loader: DataLoader
  let need: MemoryNeed
  private let initial: InitialModel?
  private let checkpoint: SafetensorsFile?

  /// Throws `FileError` if the network does not fit into memory, or the file of the first weights or the checkpoint contradicts
  /// what was asked for; `ValidationError` for options that do not go with the examples.
  init(_ options: TrainingOptions, _ source: DataSource, resuming checkpoint: SafetensorsFile?) throws {
    self.options = options
    self.checkpoint = checkpoint
    // What a checkpoint says of the model is all that is left of the file of the first weights.
    initial = try checkpoint == nil ? options.initial.map(InitialModel.init(path:)) : nil
    let stored = try checkpoint.map { try ModelDescription(from: $0) }
    let card = (stored ?? initial?.description)?.card
    var data = try TrainingData(
      source, named: options.data.name, options.table, options.course, seed: options.seed,
      encoding: card.flatMap { try $0.tableEncoding })
    description =
      try stored ?? initial?.description(options.network, data, dtype: options.dtype)
      ?? options.network.description(data, dtype: options.dtype)
    if let checkpoint {
      try description.expectTakesExamples(path: checkpoint.path)
      try data.expectFit(description, path: checkpoint.path)
    }
    try options.engine.check(description.model, data.train)
    data = data.prepared(for: description.card)
    self.data = options.run.trial ? data.withoutTest : data
    guard options.course.stopping == nil || data.validation != nil else {
      throw ValidationError(CourseOptions.stoppingNeedsValidation)
    }
    let smoothing = options.engine == .byHand ? 0 : data.preset.labelSmoothing
    loss = try options.loss.loss(for: data.train, named: data.name, smoothing: smoothing)
    let batchSize = options.batchSize ?? data.preset.batchSize.size(for: data.train.count)
    loader = try options.batches.loader(
      for: data, batchSize: min(batchSize, max(1, data.train.count)), shuffles: !options.withoutShuffle,
      seed: options.seed, dtype: options.dtype, engine: options.engine)
    // Weights and gradients, what the optimiser keeps, the best weights, and in a run those of the last epoch and to be written.
    let copies =
      2 + options.optimization.copies + (options.course.stopping == nil ? 0 : 1)
      + (options.run.run != nil || checkpoint.map(RunFolder.isCheckpointOfRun) == true ? 2 : 0)
    need = try MemoryNeed(description.model, input: description.card.input, dtype: options.dtype)
    try description.model.checkBatches(
      of: description.card.input, count: data.train.count, batchSize: loader.batchSize)
    try need.check("training", copies: copies, examples: loader.batchSize)
    if options.optimization.learningRate == .auto {
      self.options.optimization.learningRate = .found(try foundRate(checkpoint))
    }
  }

  /// The trainer, new or as it was left.
  ///
  /// Throws `FileError` if weights cannot be read or do not fit.
  func trainer() throws -> Trainer<AnyLayer> {
    let (optimization, loss) = (options.optimization, loss)
    let schedule = options.schedule.schedule ?? .constant
    let lossFunction: Trainer<AnyLayer>.LossFunction = { loss($0($1.inputs), $1) }
    let divisor: Trainer<AnyLayer>.Divisor = { loss.divisor($0) }
    if let checkpoint {
      let model = AnyLayer(description.model)
      guard let objective = options.engine.objective else {
        return try Trainer(
          resuming: checkpoint, model, optimizer: optimization.optimizer, divisor: divisor, loss: lossFunction
        )
      }
      return try Trainer(
        resuming: checkpoint, model, optimizer: optimization.optimizer, divisor: divisor, loss: lossFunction,
        objective: objective)
    }
    let model =
      try initial?.model(description)
      ?? AnyLayer(description.model).initialized(seed: options.seed, dtype: options.dtype)
    guard let objective = options.engine.objective else {
      return Trainer(
        model, optimizer: optimization.optimizer, schedule: schedule, seed: options.seed,
        clipNorm: optimization.clipNorm, averaging: optimization.average, divisor: divisor, loss: lossFunction
      )
    }
    return Trainer(
      model, optimizer: optimization.optimizer, schedule: schedule, seed: options.seed,
      clipNorm: optimization.clipNorm, averaging: optimization.average, divisor: divisor,
      loss: lossFunction, objective: objective)
  }

  /// The epochs in all.
  var epochs: Int { options.epochs ?? data.preset.epochs(for: data.train.count) }

  /// The test part, where it is shown after each epoch: not where something is chosen on the way.
  var partToWatch: Dataset? { options.course.stopping == nil ? data.test : nil }

  /// The part whose figures are the result: nothing was chosen by the test part, if there is one.
  var partToReport: (name: String, examples: Dataset) {
    if let test = data.test { return ("test", test) }
    if let validation = data.validation { return ("validation", validation) }
    return ("training", data.train)
  }

  /// How the examples held back are measured; nothing at a signal.
  var validating: Validation<AnyLayer>? {
    data.validation.map { examples in
      Validation { [loss, need, scale = data.targetScale] model, continues in
        let evaluation = Evaluation(
          of: model, on: examples, loss: loss, targetScale: scale, batchSize: need.batchSize
        ) { continues() && Signals.received == nil }
        if let failure = examples.readFailure { throw failure }
        return evaluation?.figures
      }
    }
  }

  /// How well a model does on a part of the data; nil at a signal.
  func evaluation(
    of model: AnyLayer, on examples: Dataset, metrics: [any Metric] = []
  ) -> Evaluation? {
    Evaluation(
      of: model, on: examples, loss: loss, metrics: metrics, targetScale: data.targetScale,
      batchSize: need.batchSize
    ) { Signals.received == nil }
  }

  /// What is told of a table beside loss and error.
  var metrics: [any Metric] {
    Measure(for: data.train).metrics(
      outputs: data.outputs, targetScale: data.targetScale, isStreamed: data.train.isStreamed)
  }

  /// Where the training is written to as it runs: into its run, or to a file.
  ///
  /// Throws `FileError` for a model that no file can describe.
  func plan(
    _ arguments: StoredArguments?, _ fingerprint: DataFingerprint?, _ run: RunFolder?
  ) throws -> CheckpointPlan? {
    guard let path = run?.path ?? options.course.checkpoint, let arguments, let fingerprint else {
      return nil
    }
    let metadata = [
      ModelDescription.metadataKey: try description.json(path: path),
      StoredArguments.metadataKey: arguments.text, DataFingerprint.metadataKey: fingerprint.json.text,
    ].merging(rateMetadata) { $1 }
    if let run { return run.plan(options.course.every ?? .seconds(60), metadata: metadata) }
    return CheckpointPlan(in: .file(path), pace: options.course.every ?? .epochs) { metadata }
  }

  /// What is trained, in lines for people.
  func heading(_ trainer: Trainer<AnyLayer>) -> [String] {
    let network = description.model.briefly(for: description.card.input).printable
    let schedule = options.schedule.schedule.map { " by \($0.outline)" } ?? ""
    let count = NumberText.count(trainer.model.parameterCount, "parameter")
    var lines = data.summary + ["network \(network), \(count) in \(options.dtype)"]
    if let initial { lines.append(initial.summary) }
    if let checkpoint { lines.append(resumption(of: trainer, from: checkpoint.path)) }
    if options.loss.named != nil || !options.loss.isPlain || loss.labelSmoothing > 0 {
      lines.append("loss \(loss)")
    }
    lines += options.batches.outline
    return lines + [
      "\(options.optimization.kind.name), \(rateText)\(schedule), "
        + "batches of \(NumberText.grouped(loader.batchSize)); "
        + "\(NumberText.count(Machine.threadCount, "thread")), \(Machine.instructionSet)"
    ]
  }
}

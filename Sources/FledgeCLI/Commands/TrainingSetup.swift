import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// What a training of `fledge train` is made of: model, examples, loss and trainer, from the options or from a checkpoint.
struct TrainingSetup {
  let options: TrainingOptions
  /// The examples to train on and to test with; those held back are no longer among the former.
  let data: TrainingData
  let validation: Dataset?
  let description: ModelDescription
  let loss: Loss
  let loader: DataLoader
  let need: MemoryNeed
  private let initial: InitialModel?
  private let checkpoint: SafetensorsFile?

  /// Throws `FileError` if the network does not fit into memory, or the file of the first weights or the checkpoint contradicts
  /// what was asked for; `ValidationError` for options that do not go with the examples.
  init(_ options: TrainingOptions, _ data: TrainingData, resuming checkpoint: SafetensorsFile?) throws {
    self.options = options
    self.checkpoint = checkpoint
    // What a checkpoint says of the model is all that is left of the file of the first weights.
    initial = try checkpoint == nil ? options.initial.map(InitialModel.init(path:)) : nil
    description =
      try checkpoint.map { try ModelDescription(from: $0) }
      ?? initial?.description(options.network, data, dtype: options.dtype)
      ?? options.network.description(data, dtype: options.dtype)
    if let checkpoint { try data.expectFit(description, path: checkpoint.path) }
    try options.engine.check(description.model, data.train)
    var data = data.prepared(for: description.card)
    let parts = try options.course.parts(of: data.train, named: data.name, seed: options.seed)
    (data.train, validation) = parts
    self.data = data
    guard options.course.stopping == nil || validation != nil else {
      throw ValidationError(CourseOptions.stoppingNeedsValidation)
    }
    loss = try options.loss.loss(for: data.train, named: data.name)
    loader = DataLoader(
      data.train, batchSize: min(options.batchSize, max(1, data.train.count)),
      shuffle: options.withoutShuffle ? .none : .seed(options.seed), dtype: options.dtype)
    // Weights and gradients, what the optimiser keeps, and the best weights.
    let copies = 2 + options.optimization.copies + (options.course.stopping == nil ? 0 : 1)
    need = try MemoryNeed(description.model, input: description.card.input, dtype: options.dtype)
    try description.model.checkBatches(
      of: description.card.input, count: data.train.count, batchSize: loader.batchSize)
    try need.check("training", copies: copies, examples: loader.batchSize)
  }

  /// The trainer, new or as it was left.
  ///
  /// Throws `FileError` if weights cannot be read or do not fit.
  func trainer() throws -> Trainer<AnyLayer> {
    let (optimization, loss) = (options.optimization, loss)
    let schedule = options.schedule.schedule ?? .constant
    let lossFunction: Trainer<AnyLayer>.LossFunction = { loss($0($1.inputs), $1) }
    let objective = options.engine.objective(lossFunction)
    let divisor: Trainer<AnyLayer>.Divisor = { loss.divisor($0) }
    if let checkpoint {
      return try Trainer(
        resuming: checkpoint, AnyLayer(description.model), optimizer: optimization.optimizer,
        divisor: divisor,
        loss: lossFunction, objective: objective)
    }
    let model =
      try initial?.model(description)
      ?? AnyLayer(description.model).initialized(seed: options.seed, dtype: options.dtype)
    return Trainer(
      model, optimizer: optimization.optimizer, schedule: schedule, seed: options.seed,
      clipNorm: optimization.clipNorm, averaging: optimization.average, divisor: divisor,
      loss: lossFunction, objective: objective)
  }

  /// How the examples held back are measured; nothing at a signal.
  var validating: Validation<AnyLayer>? {
    validation.map { examples in
      Validation { [loss, need] model, continues in
        Evaluation(of: model, on: examples, loss: loss, batchSize: need.batchSize) {
          continues() && Signals.received == nil
        }?.figures
      }
    }
  }

  /// Where the training is written to as it runs.
  ///
  /// Throws `FileError` for a model that no file can describe.
  func plan(_ arguments: StoredArguments?) throws -> CheckpointPlan? {
    guard let path = options.course.checkpoint, let arguments else { return nil }
    return CheckpointPlan(
      to: path, everySteps: options.course.every,
      metadata: [
        ModelDescription.metadataKey: try description.json(path: path),
        StoredArguments.metadataKey: arguments.text,
      ])
  }

  /// What is trained, in lines for people.
  func heading(_ trainer: Trainer<AnyLayer>) -> [String] {
    let network = description.model.briefly(for: description.card.input).printable
    let rate = "learning rate \(options.optimization.optimizer.learningRate)"
    let schedule = options.schedule.schedule.map { " by \($0.outline)" } ?? ""
    let count = NumberText.count(trainer.model.parameterCount, "parameter")
    var lines = [data.summary, "network \(network), \(count) in \(options.dtype)"]
    if let initial { lines.append(initial.summary) }
    if let checkpoint {
      let place = "epoch \(trainer.progress.epochsDone + 1), after step \(NumberText.grouped(trainer.step))"
      lines.append("goes on from \(checkpoint.path.printable) in \(place)")
    }
    if let validation {
      lines.append("\(NumberText.count(validation.count, "example")) held back to validate")
    }
    if options.loss.named != nil || !options.loss.isPlain { lines.append("loss \(loss)") }
    return lines + [
      "\(options.optimization.kind.name), \(rate)\(schedule), "
        + "batches of \(NumberText.grouped(loader.batchSize)); "
        + "\(NumberText.count(Machine.threadCount, "thread")), \(Machine.instructionSet)"
    ]
  }
}

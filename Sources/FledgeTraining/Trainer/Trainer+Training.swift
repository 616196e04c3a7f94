import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

extension Trainer {
  /// Trains until `epochs` epochs are done in all, those of earlier calls and of a file that was resumed from included.
  ///
  /// `continues` is told what happens and may stop the training: after each batch with the model after the step, after each epoch
  /// with the model that is to be measured. So does the cancellation of the task that it runs in, between two steps. What it is
  /// told are values that may be sent anywhere.
  ///
  /// The schedule is a function of the step and of the steps planned: with more epochs than were planned before, the remaining
  /// steps have the rates of a training planned so from its start. Its factors are shares of the optimiser's learning rate as
  /// it was before the call, which it has again afterwards.
  ///
  /// - Parameters:
  ///   - epochs: the total, not those to add.
  ///   - loader: the batches; where a training goes on they must be the same.
  ///   - validating: what is measured after each epoch.
  ///   - stopping: when to stop early; the model is then the best one.
  ///   - checkpoint: the file that the training is written to as it runs, at the end, and where it is interrupted.
  ///   - continues: is told what happens, and gives whether to go on.
  /// - Returns: whether the training came to its end rather than being interrupted.
  /// - Throws: `TrainingError` for a loss that is not finite, with the model as it was before the step in question, for a loader
  ///   without batches or with others than before; `FileError` for a checkpoint that cannot be written and examples that cannot be
  ///   read from their file; and what `continues` and the validation throw.
  @discardableResult
  public mutating func train(
    epochs: Int, on loader: DataLoader, validating: Validation<Model>? = nil, stopping: EarlyStopping? = nil,
    checkpoint: CheckpointPlan? = nil, continues: (TrainingEvent, Model) throws -> Bool = { _, _ in true }
  ) throws -> Bool {
    defer { hub.finish() }
    require(epochs >= 0, "Trainer: expected 0 or more epochs, got \(epochs)")
    require(
      stopping == nil || validating != nil, "Trainer: early stopping looks at a validation, and there is none"
    )
    try plan(epochs, loader)
    let rate = optimizer.learningRate
    let plan = TrainingPlan(
      epochs: epochs, rate: rate, loader: loader, validation: validating, stopping: stopping,
      checkpoint: checkpoint)
    (isRestored, writing) = (false, CheckpointWriting())
    let result = Result {
      try run(plan) { [hub] event, model in
        hub.send(event)
        return try continues(event, model)
      }
    }
    optimizer.learningRate = rate
    if case .failure(let error as TrainingError) = result { throw error }
    isRestored = stopping != nil && best != nil
    // First what a process that has been asked to end may have little time for.
    let writing = Result { if let checkpoint { try write(checkpoint) } }
    _ = try measureAverage(loader) { _, _ in true }
    try writing.get()
    return try result.get()
  }

  /// The same, measuring the mean loss on the examples of `validating` after each epoch, with the trainer's own loss.
  @discardableResult
  public mutating func train(
    epochs: Int, on loader: DataLoader, validating dataset: Dataset, stopping: EarlyStopping? = nil,
    checkpoint: CheckpointPlan? = nil, continues: (TrainingEvent, Model) throws -> Bool = { _, _ in true }
  ) throws -> Bool {
    guard let lossFunction else {
      fatalError("Trainer: a data set is validated by the loss, and this trainer has its objective alone")
    }
    let batches = DataLoader(dataset, batchSize: loader.batchSize, dtype: current.parameterType)
    return try train(
      epochs: epochs, on: loader, validating: Validation(batches, divisor, lossFunction), stopping: stopping,
      checkpoint: checkpoint, continues: continues)
  }

  private mutating func plan(_ epochs: Int, _ loader: DataLoader) throws {
    guard epochs > progress.epochsDone else { return }
    if loader.batchesPerEpoch == 0 {
      throw TrainingError.noBatches(examples: loader.dataset.count, batchSize: loader.batchSize)
    }
    let outline = DataOutline(loader)
    if let before = progress.data, progress.step > 0, before != outline {
      throw TrainingError.otherBatches(before: "\(before)", now: "\(outline)")
    }
    guard progress.batch <= loader.batchesPerEpoch else {
      throw TrainingError.otherBatches(
        before: "more than \(progress.batch) in an epoch", now: "\(loader.batchesPerEpoch)")
    }
    progress.data = outline
    // As many epochs as an Int holds may be asked for, by a caller who means to stop them.
    let (steps, overflow) = epochs.multipliedReportingOverflow(by: loader.batchesPerEpoch)
    progress.plannedSteps = overflow ? .max : steps
  }

  private mutating func run(
    _ plan: TrainingPlan<Model>, _ continues: (TrainingEvent, Model) throws -> Bool
  ) throws -> Bool {
    var isFirst = true
    if progress.epochsDone < plan.epochs { progress.watch(plan.stopping != nil) }
    while progress.epochsDone < plan.epochs {
      if let stopping = plan.stopping, progress.hasWaited(stopping.patience) {
        return try continues(.stopped(bestEpoch: progress.bestEpoch), best ?? evaluated)
      }
      var clock = LapClock()
      for batch in plan.loader.epoch(progress.epochsDone + 1, from: progress.batch) {
        if Task.isCancelled { return false }
        guard try takeStep(batch, plan, isFirst: &isFirst, &clock, continues) else { return false }
        // What the observers and the checkpoint took is no waiting for the next batch.
        _ = clock.lap()
      }
      if let failure = plan.loader.dataset.readFailure { throw failure }
      guard try finishEpoch(plan, continues) else { return false }
    }
    return true
  }

  /// What comes after an epoch's last batch: the validation, the report, the file.
  private mutating func finishEpoch(
    _ plan: TrainingPlan<Model>, _ continues: (TrainingEvent, Model) throws -> Bool
  ) throws -> Bool {
    guard try measureAverage(plan.loader, continues) else { return false }
    var figures: [Figure] = []
    if let validation = plan.validation {
      var clock = LapClock()
      guard let measured = try validation.measure(evaluated, { !Task.isCancelled }) else { return false }
      figures = measured
      progress.sums.times.evaluate = clock.lap()
    }
    let isBest = try plan.stopping.map { try progress.note(figures, $0) } ?? false
    if isBest { best = evaluated }
    let report = progress.finishEpoch(figures, isBest: isBest)
    let goesOn = try continues(.epoch(report), evaluated)
    if let checkpoint = plan.checkpoint, goesOn, isDue(checkpoint, atEpochEnd: true) {
      let path = try write(checkpoint)
      return try continues(.checkpoint(path: path, step: progress.step), evaluated)
    }
    return goesOn
  }

  /// Measures the statistics of the average anew, over the training examples, unless that was done since the last step; gives
  /// whether it came to the end.
  private mutating func measureAverage(
    _ loader: DataLoader, _ continues: (TrainingEvent, Model) throws -> Bool
  ) throws -> Bool {
    guard let average, let lossFunction, measured == nil, current.observesBatches else { return true }
    let random = Random(seed: seed).named("statistics")
    var done = 0
    do {
      measured = try average.model.measuringStatistics(
        over: loader.epoch(0), random: random
      ) { model, batch in
        let event = TrainingEvent.statistics(batch: done, of: loader.batchesPerEpoch)
        guard !Task.isCancelled, try continues(event, average.model) else { throw CancellationError() }
        _ = lossFunction(model, batch)
        done += 1
      }
    } catch is CancellationError { return false }
    if let failure = loader.dataset.readFailure {
      measured = nil
      throw failure
    }
    return true
  }
}

extension Module {
  /// Whether training moves a statistic: not those that were fitted once, as a `Standardizer`'s, nor those that are frozen.
  var observesBatches: Bool {
    namedStatistics.contains { $0.statistic.momentum > 0 && !$0.statistic.isFrozen }
  }
}

import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// One run of `fledge train` on loaded data: trains, shows how it goes, and saves the model.
struct TrainingRun {
  private let setup: TrainingSetup
  private let options: TrainingOptions
  /// What a checkpoint is written to and keeps beside the training; nil where none is written.
  private let plan: CheckpointPlan?
  /// The run's folder, where there is one.
  private var record: RunRecording?
  private let board: TensorBoardLog?
  private var output: TrainingOutput
  private var watch: LossWatch
  private let classes: PartClasses
  /// What the part that is reported last came to, if that was measured with the model as it is.
  private var result: Evaluation?
  private var note: KeepingNote
  private let pause: TrainingPause
  private var isPaused = false

  init(
    _ setup: TrainingSetup, _ plan: CheckpointPlan?, _ record: RunRecording?, _ board: TensorBoardLog?
  ) {
    (self.setup, options) = (setup, setup.options)
    watch = LossWatch(setup.data.train, loss: setup.loss)
    classes = PartClasses(setup.data)
    (self.plan, self.record, self.board) = (plan, record, board)
    pause = TrainingPause(after: options.course.pauseAfter, of: setup.epochs)
    note = KeepingNote(isNeeded: record == nil && options.save == nil && options.course.checkpoint == nil)
    output = TrainingOutput(
      options.json ? .json : options.quiet ? .quiet : .table,
      .init(
        epochs: setup.epochs, showsRate: options.schedule.schedule != nil,
        showsTrainError: options.evaluateTrain, showsValidation: setup.data.validation != nil,
        showsTest: setup.partToWatch != nil,
        waitsForResult: setup.data.encoding != nil || options.course.stopping != nil,
        measure: Measure(for: setup.data.train)))
  }

  /// Trains until all epochs are done, a signal asks for the end, or the output has lost its reader.
  ///
  /// Throws `FileError` if the first weights cannot be read or do not fit, or the model cannot be saved;
  /// `TrainingError` if the loss is no number any more, and `DivergedTraining`, with nothing saved; what `Terminal.print` throws; and
  /// the `ExitCode` that belongs to a signal.
  mutating func run() throws {
    // What ended the training is worth more than that the log cannot say so.
    do { try trainAndSave() } catch let code as ExitCode {
      try? record?.end("interrupted")
      throw code
    } catch {
      try? record?.end("failed", problem: "\(error)")
      throw error
    }
    try record?.end(isPaused ? "paused" : "finished")
  }

  private mutating func trainAndSave() throws {
    var trainer = try setup.trainer()
    let start = trainer.step
    // Up to here a signal ends the command at once; from here on there is something to keep.
    Signals.askFirst()
    let printed = Result {
      do { try train(&trainer) } catch {
        // What goes wrong hides no epoch that was done.
        try? output.flush()
        throw error
      }
      try output.flush()
    }
    output.clear()
    if case .failure(let error as TrainingError) = printed { throw error }
    if case .failure(let error as DivergedTraining) = printed { throw error }
    // Where not even the heading could be printed nothing was trained, and an old file is worth more.
    if trainer.step > start || result != nil || isPaused { try save(trainer.model) }
    try printed.get()
    try output.showSaved(options.save, checkpoint: options.course.checkpoint, run: record?.folder.path)
    if let signal = Signals.received { throw ExitCode(Signals.exitStatus(of: signal)) }
  }

  private mutating func train(_ trainer: inout Trainer<AnyLayer>) throws {
    try output.begin(setup.heading(trainer))
    for warning in setup.data.warnings + classes.warnings { output.showWarning(warning) }
    try trainer.train(
      epochs: pause.epochs(from: trainer.progress.epochsDone), on: setup.loader, validating: setup.validating,
      stopping: options.course.stopping, checkpoint: plan
    ) { event, model in
      switch event {
      case .batch(let report):
        watch.note(report)
        try output.show(report)
        if let text = note.text { output.showWarning(text) }
      case .epoch(let report): try finish(report, model)
      case .warning(let warning): output.showWarning("\(warning)")
      case .stopped: try output.show(event)
      case .checkpoint, .statistics: break
      }
      if case .epoch = event {} else { try record?.record(event) }
      try board?.record(event)
      return Signals.received == nil && !pause.isDue(at: event)
    }
    output.clear()
    if Signals.received != nil { return try output.showInterruption(inEpoch: trainer.epoch) }
    isPaused = pause.isDue(after: trainer.progress.epochsDone)
    if isPaused { return try output.showPause(after: trainer.epoch) }
    // The last epoch's figures are not those of the best model, a resumed training may have had no epoch left, and of a table more is
    // told.
    let (part, isTable) = (setup.partToReport, setup.data.encoding != nil)
    if options.course.stopping != nil || result == nil || isTable {
      result = try evaluation(
        of: trainer.model, on: part.examples, epoch: trainer.epoch, step: trainer.step,
        metrics: isTable ? setup.metrics : [])
    }
    guard let result else { return }
    try output.show(
      TrainingResult(
        part: part.name, evaluation: result, isStreamed: part.examples.isStreamed,
        kept: options.course.stopping == nil ? nil : KeptEpoch(trainer.progress),
        linear: isTable && !output.isQuiet
          ? LinearBaseline(setup.data, on: part.examples, loss: setup.loss) : nil), epoch: trainer.epoch)
    try judge(result, of: part.name, steps: trainer.step)
  }

  /// Says what is to be known of a result. Throws `DivergedTraining`.
  private mutating func judge(_ result: Evaluation, of part: String, steps: Int) throws {
    // Where classes are missing a guess comes to so little that it says nothing of the training.
    guard classes.areEven(in: part) else {
      if result.withoutPrediction > 0, let warning = result.warning { output.showWarning(warning) }
      return
    }
    try watch.check(result, steps: steps)
    if let warning = result.warning ?? watch.remark(on: result) { output.showWarning(warning) }
  }

  /// Measures the model at the end of an epoch and shows what comes of it; gives up at a signal.
  private mutating func finish(_ report: EpochReport, _ model: AnyLayer) throws {
    let (epoch, step) = (report.epoch, report.step)
    var (test, train): (Evaluation?, Evaluation?)
    if let part = setup.partToWatch {
      test = try evaluation(of: model, on: part, epoch: epoch, step: step)
      // The epoch is done all the same, and its checkpoint will count it.
      if test == nil { return try record?.record(report, model, []) ?? () }
    }
    if options.evaluateTrain {
      train = try evaluation(of: model, on: setup.data.train, epoch: epoch, step: step)
      if train == nil { return try record?.record(report, model, []) ?? () }
    }
    try output.show(report, test: test, train: train)
    let isEven = classes.areEven(in: setup.data.validation == nil ? "test" : "validation")
    let measured = isEven ? report.validation("loss") ?? test?.loss : nil
    if let warning = watch.warning(after: report, measured: measured) { output.showWarning(warning) }
    try record?.record(report, model, output.members(test: test, train: train))
    result = test
  }

  /// `nil` at a signal. Throws `TrainingError` if the loss is no number any more.
  private func evaluation(
    of model: AnyLayer, on examples: Dataset, epoch: Int, step: Int, metrics: [any Metric] = []
  ) throws -> Evaluation? {
    let result = setup.evaluation(of: model, on: examples, metrics: metrics)
    if let failure = examples.readFailure { throw failure }
    if let result, !result.loss.isFinite {
      throw TrainingError.lossNotFinite(loss: result.loss, epoch: epoch, step: step)
    }
    return result
  }

  private mutating func save(_ model: AnyLayer) throws {
    // The step that a signal came after may have spoilt the weights, and no loss was computed with them yet.
    if let path = options.save ?? record?.folder.bestPath, let name = model.firstNotFinite {
      throw FileError.notFinite(name, notWrittenTo: path)
    }
    if let path = options.save { try model.layer.save(to: path, card: setup.description.card) }
    let figures = result.map { output.members(of: $0, part: setup.partToReport.name) }
    try record?.finish(model, figures)
  }
}

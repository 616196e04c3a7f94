import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// Cross-validation: a training for each part of the data, measured on that part.
struct FoldRun {
  private let options: TrainingOptions
  private let data: FoldedData
  private var report: FoldReport?
  private var predictions: FoldPredictions
  private var bar: ProgressBar

  /// Throws as `FoldedData` does.
  init(_ options: TrainingOptions, _ source: DataSource, folds: Int) throws {
    var options = options
    // Nothing would look at these, and the model would not learn from them.
    if options.course.stopping == nil { options.course.validation = nil }
    self.options = options
    data = try FoldedData(source, options, folds: folds)
    predictions = FoldPredictions(data)
    bar = ProgressBar(on: options.json ? STDERR_FILENO : STDOUT_FILENO, isQuiet: options.quiet)
  }

  /// Trains one model after the other, shows how each does, and writes what they predicted.
  ///
  /// Throws `TrainingError` for a loss that is no number, with nothing written, and what `TrainingSetup` and `AtomicFile` throw.
  mutating func run() throws {
    if let path = options.folds.path { try AtomicFile.checkWritable(path) }
    for number in 0..<data.count {
      let setup = try TrainingSetup(options, data.source(number), resuming: nil)
      var report = try self.report ?? begin(setup)
      try report.show(train(setup, number), number)
      self.report = report
    }
    if let path = options.folds.path { try predictions.write(to: path) }
    try report?.showMeans()
  }

  private func begin(_ setup: TrainingSetup) throws -> FoldReport {
    let style: TrainingOutput.Style = options.json ? .json : options.quiet ? .quiet : .table
    let report = FoldReport(style, Measure(for: setup.data.train), data)
    try report.begin(try setup.heading(setup.trainer()), name: options.data.name)
    setup.data.warnings.forEach(Terminal.warn)
    return report
  }

  /// Trains on all other parts and predicts this one.
  private mutating func train(_ setup: TrainingSetup, _ number: Int) throws -> FoldResult {
    guard let part = setup.data.test else { fatalError("a fold has no part to test") }
    var trainer = try setup.trainer()
    let (clock, label) = (ContinuousClock(), "fold \(number + 1) of \(data.count)")
    let began = clock.now
    try trainer.train(
      epochs: setup.epochs, on: setup.loader, validating: setup.validating, stopping: options.course.stopping
    ) { event, _ in
      if case .batch(let batch) = event {
        bar.draw(Double(batch.examples) / Double(batch.examplesInEpoch), label: label) {
          "epoch \(batch.epoch), loss \(NumberText.significant(batch.meanLoss))"
        }
      }
      return true
    }
    bar.clear()
    let seconds = began.duration(to: clock.now).seconds
    let evaluation = Evaluation(
      of: trainer.model, on: part, loss: setup.loss, metrics: setup.metrics,
      targetScale: setup.data.targetScale, batchSize: setup.need.batchSize)
    guard evaluation.loss.isFinite else {
      throw TrainingError.lossNotFinite(loss: evaluation.loss, epoch: trainer.epoch, step: trainer.step)
    }
    predictions.add(trainer.model, setup, part, fold: number)
    return FoldResult(
      evaluation: evaluation, epochs: trainer.progress.epochsDone, seconds: seconds,
      linear: setup.data.encoding == nil ? nil : LinearBaseline(setup.data, on: part, loss: setup.loss))
  }
}

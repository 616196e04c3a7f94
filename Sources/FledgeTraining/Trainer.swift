import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// Minibatch training: the loop that joins a hypothesis class, a loss and an optimisation procedure.
///
/// ```swift
/// var trainer = Trainer(model, optimizer: SGD(learningRate: 0.2)) { model, batch in
///   valueAndGradients(of: model) { crossEntropy($0(batch.inputs), labels: batch.labels) }
/// }
/// try trainer.train(epochs: 10, on: loader, schedule: .cosine)
/// ```
public struct Trainer<Model: Module>: Sendable {
  /// The loss of a batch, averaged over its examples, and its gradients.
  public typealias Objective = @Sendable (Model, Batch) -> (value: Tensor, gradients: Gradients)

  /// The model as trained so far.
  public private(set) var model: Model
  /// The procedure; its learning rate may be changed between epochs.
  public var optimizer: any Optimizer
  /// Epochs done.
  public private(set) var epoch = 0
  /// Steps taken.
  public private(set) var step = 0
  private let objective: Objective

  /// A trainer for a model whose parameters are drawn. A faulty `visit` (see `Module.visitFaults`) stops the program.
  public init(_ model: Model, optimizer: any Optimizer, objective: @escaping Objective) {
    model.requireSoundVisit(in: "Trainer")
    self.model = model
    self.optimizer = optimizer
    self.objective = objective
  }

  /// Trains for `epochs` more epochs. After each batch and each epoch `continues` is told and may stop the training.
  ///
  /// The schedule runs once over all of these epochs. Its factors are shares of the optimiser's learning rate as it was
  /// before, which it has again afterwards.
  ///
  /// - Returns: whether every epoch was finished.
  /// - Throws: `TrainingError.lossNotFinite`, with the model as it was before the step in question;
  ///   `TrainingError.noBatches` if an epoch has none; and what `continues` throws.
  @discardableResult
  public mutating func train(
    epochs: Int, on loader: DataLoader, schedule: LearningRateSchedule = .constant,
    continues: (TrainingEvent, Model) throws -> Bool = { _, _ in true }
  ) throws -> Bool {
    require(epochs >= 0, "Trainer: expected 0 or more epochs, got \(epochs)")
    if epochs > 0 && loader.batchesPerEpoch == 0 {
      throw TrainingError.noBatches(examples: loader.dataset.count, batchSize: loader.batchSize)
    }
    let (rate, before) = (optimizer.learningRate, step)
    defer { optimizer.learningRate = rate }
    // As many epochs as an Int holds may be asked for, by a caller who means to stop them.
    let (product, overflow) = epochs.multipliedReportingOverflow(by: loader.batchesPerEpoch)
    let steps = overflow ? .max : product
    for _ in 0..<epochs {
      epoch += 1
      let clock = ContinuousClock()
      let start = clock.now
      var (loss, examples) = (0.0, 0)
      for batch in loader.epoch(epoch) {
        optimizer.learningRate = rate * schedule.factor(at: step - before, of: steps)
        let (meanLoss, unreached) = try takeStep(batch)
        if !unreached.isEmpty && step == before + 1 {
          let names = model.parameterNames
          guard try continues(.warning(.unreached(unreached.map { names[$0] })), model) else { return false }
        }
        loss += meanLoss * Double(batch.count)
        examples += batch.count
        let report = BatchReport(
          epoch: epoch, examples: examples, examplesInEpoch: loader.examplesPerEpoch,
          meanLoss: loss / Double(examples), learningRate: optimizer.learningRate,
          seconds: start.duration(to: clock.now).seconds)
        guard try continues(.batch(report), model) else { return false }
      }
      let report = EpochReport(
        epoch: epoch, meanLoss: loss / Double(examples), examples: examples,
        learningRate: optimizer.learningRate, seconds: start.duration(to: clock.now).seconds)
      guard try continues(.epoch(report), model) else { return false }
    }
    return true
  }

  /// One step on one batch; gives the mean loss before the step, and which parameters did not reach it.
  private mutating func takeStep(_ batch: Batch) throws -> (loss: Double, unreached: [Int]) {
    let (value, gradients) = objective(model, batch)
    step += 1
    let loss = value.item
    guard loss.isFinite else { throw TrainingError.lossNotFinite(loss: loss, epoch: epoch, step: step) }
    optimizer.update(&model, with: gradients)
    return (loss, gradients.unreached)
  }
}

import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// Minibatch training: the loop that joins a hypothesis class, a loss and an optimisation procedure.
///
/// ```swift
/// var trainer = Trainer(model, optimizer: Adam(learningRate: 0.001), schedule: .cosine, seed: 1) { model, batch in
///   crossEntropy(model(batch.inputs), labels: batch.labels)
/// }
/// try trainer.train(
///   epochs: 20, on: loader, validating: validation, stopping: EarlyStopping(patience: 3),
///   checkpoint: CheckpointPlan(to: path))
/// ```
///
/// It is a value: the model, the optimiser and how far they have come. `checkpoint(to:)` writes all of it to a file, and
/// `init(resuming:…)` goes on from there with the same bits.
public struct Trainer<Model: Module>: Sendable {
  /// The mean loss of a batch.
  public typealias LossFunction = @Sendable (_ model: Model, _ batch: Batch) -> Tensor
  /// What the mean loss of a batch divides by: 0 where its examples count nothing, which makes a step that changes nothing.
  public typealias Divisor = @Sendable (_ batch: Batch) -> Double
  /// The mean loss of a batch and its gradients; `random` belongs to the step.
  public typealias Objective =
    @Sendable (_ model: Model, _ batch: Batch, _ random: Random) -> (
      value: Tensor, gradients: Gradients
    )

  /// An objective that tells how many seconds the forward pass took, where it knows.
  typealias TimedObjective =
    @Sendable (_ model: Model, _ batch: Batch, _ random: Random, _ forward: inout Double) -> (
      value: Tensor, gradients: Gradients
    )

  /// The procedure; its learning rate may be changed between epochs.
  public var optimizer: any Optimizer
  /// How the learning rate runs over all epochs.
  public let schedule: LearningRateSchedule
  /// What the noise of layers is drawn from, a step at a time.
  public let seed: UInt64
  /// Longer gradients are scaled to this global norm; nil: none are.
  public let clipNorm: Double?
  /// The average of the weights after each step, where one is kept; nil before the first.
  public internal(set) var average: ModelAverage<Model>?
  /// How far the training has come.
  public internal(set) var progress = TrainingProgress()
  /// The model after the last step.
  var current: Model
  /// The model of the best epoch, where one is looked for.
  var best: Model?
  /// The average with its statistics measured anew; nil from the next step on.
  var measured: Model?
  /// Whether training has ended with the best model.
  var isRestored = false
  /// What the call of `train` has written to its checkpoint.
  var writing = CheckpointWriting()
  let averaging: AverageKind?
  let hub = EventHub()
  let divisor: Divisor
  /// nil where the objective alone is known.
  let lossFunction: LossFunction?
  let timedObjective: TimedObjective

  /// A trainer for a model whose parameters are drawn. A faulty `visit` (see `Module.visitFaults`) stops the program.
  ///
  /// - Parameters:
  ///   - model: what is trained.
  ///   - optimizer: the procedure.
  ///   - schedule: how the learning rate runs over all epochs.
  ///   - seed: what the noise of layers is drawn from.
  ///   - clipNorm: the largest global norm of the gradients, above 0.
  ///   - averaging: the average of the weights that is evaluated in the model's place.
  ///   - divisor: what `loss` divides by, if that is not the batch's own divisor; `Loss.divisor` where classes are weighed.
  ///   - loss: the mean loss of a batch.
  public init(
    _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule = .constant, seed: UInt64 = 0,
    clipNorm: Double? = nil, averaging: AverageKind? = nil,
    divisor: @escaping Divisor = { $0.divisor }, loss: @escaping LossFunction
  ) {
    self.init(
      model, optimizer: optimizer, schedule: schedule, seed: seed, clipNorm: clipNorm, averaging: averaging,
      divisor: divisor, loss: loss, timedObjective: Self.backpropagation(of: loss))
  }

  /// A trainer whose gradients come from elsewhere than backpropagation: `objective` gives them beside the loss.
  ///
  /// An objective trains, so a model cannot be measured by it: to validate on a `Dataset`, and to average the weights of a model with
  /// statistics, the plain `loss` is needed, too.
  public init(
    _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule = .constant, seed: UInt64 = 0,
    clipNorm: Double? = nil, averaging: AverageKind? = nil,
    divisor: @escaping Divisor = { $0.divisor }, loss: LossFunction? = nil, objective: @escaping Objective
  ) {
    self.init(
      model, optimizer: optimizer, schedule: schedule, seed: seed, clipNorm: clipNorm, averaging: averaging,
      divisor: divisor, loss: loss
    ) { model, batch, random, _ in objective(model, batch, random) }
  }

  init(
    _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule, seed: UInt64,
    clipNorm: Double?, averaging: AverageKind?, divisor: @escaping Divisor, loss: LossFunction?,
    timedObjective: @escaping TimedObjective
  ) {
    model.requireSoundVisit(in: "Trainer")
    require(clipNorm ?? 1 > 0, "Trainer: expected a norm above 0 to clip to, got \(clipNorm ?? 0)")
    (current, self.optimizer, self.schedule, self.seed) = (model, optimizer, schedule, seed)
    require(
      loss != nil || averaging == nil || !model.observesBatches,
      "Trainer: the average of a model with statistics is measured by the loss, and there is none")
    (self.clipNorm, self.averaging, self.divisor) = (clipNorm, averaging, divisor)
    (lossFunction, self.timedObjective) = (loss, timedObjective)
  }

  static func backpropagation(of loss: @escaping LossFunction) -> TimedObjective {
    { model, batch, random, forward in
      var (clock, seconds) = (LapClock(), 0.0)
      let result = valueAndGradients(of: model, random: random) { model in
        let value = loss(model, batch)
        seconds = clock.lap()
        return value
      }
      forward = seconds
      return result
    }
  }

  /// The model as trained so far: the average of its weights where one is kept, and the best one after a training with early
  /// stopping. Training goes on from the last step all the same. The statistics of an average are those of the last model where
  /// the task was cancelled.
  public var model: Model { isRestored ? best ?? evaluated : evaluated }

  /// What happens from now on, for a task that watches the training: see `TrainingEvents`.
  public var events: TrainingEvents { hub.subscribe() }

  /// Epochs begun.
  public var epoch: Int { progress.epochsDone + (progress.batch > 0 ? 1 : 0) }
  /// Steps taken.
  public var step: Int { progress.step }

  /// The model that is to be measured now.
  var evaluated: Model { measured ?? average?.model ?? current }
}

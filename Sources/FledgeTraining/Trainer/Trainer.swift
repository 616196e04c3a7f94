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
  /// The mean loss of a batch and its gradients; `random` belongs to the step.
  public typealias Objective =
    @Sendable (_ model: Model, _ batch: Batch, _ random: Random) -> (
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
  /// The average of the weights, where one is kept.
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
  let lossFunction: LossFunction
  let objective: Objective

  /// A trainer for a model whose parameters are drawn. A faulty `visit` (see `Module.visitFaults`) stops the program.
  ///
  /// - Parameters:
  ///   - model: what is trained.
  ///   - optimizer: the procedure.
  ///   - schedule: how the learning rate runs over all epochs.
  ///   - seed: what the noise of layers is drawn from.
  ///   - clipNorm: the largest global norm of the gradients, above 0.
  ///   - averaging: the average of the weights that is evaluated in the model's place.
  ///   - loss: the mean loss of a batch.
  public init(
    _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule = .constant, seed: UInt64 = 0,
    clipNorm: Double? = nil, averaging: ModelAverage<Model>.Kind? = nil, loss: @escaping LossFunction
  ) {
    self.init(
      model, optimizer: optimizer, schedule: schedule, seed: seed, clipNorm: clipNorm, averaging: averaging,
      loss: loss
    ) { model, batch, random in
      valueAndGradients(of: model, random: random) { loss($0, batch) }
    }
  }

  /// A trainer whose gradients come from elsewhere than backpropagation: `objective` gives them beside the loss.
  public init(
    _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule = .constant, seed: UInt64 = 0,
    clipNorm: Double? = nil, averaging: ModelAverage<Model>.Kind? = nil, objective: @escaping Objective
  ) {
    self.init(
      model, optimizer: optimizer, schedule: schedule, seed: seed, clipNorm: clipNorm, averaging: averaging,
      loss: { objective($0, $1, Random(seed: 0)).value }, objective)
  }

  private init(
    _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule, seed: UInt64, clipNorm: Double?,
    averaging: ModelAverage<Model>.Kind?, loss: @escaping LossFunction, _ objective: @escaping Objective
  ) {
    model.requireSoundVisit(in: "Trainer")
    require(clipNorm ?? 1 > 0, "Trainer: expected a norm above 0 to clip to, got \(clipNorm ?? 0)")
    (current, self.optimizer, self.schedule, self.seed) = (model, optimizer, schedule, seed)
    (self.clipNorm, lossFunction, self.objective) = (clipNorm, loss, objective)
    average = averaging.map { ModelAverage(model, $0) }
  }

  /// The model as trained so far: the average of its weights where one is kept, and the best one after a training with early
  /// stopping. Training goes on from the last step all the same.
  public var model: Model { isRestored ? best ?? evaluated : evaluated }

  /// Epochs begun.
  public var epoch: Int { progress.epochsDone + (progress.batch > 0 ? 1 : 0) }
  /// Steps taken.
  public var step: Int { progress.step }

  /// The model that is to be measured now.
  var evaluated: Model { measured ?? average?.model ?? current }
}

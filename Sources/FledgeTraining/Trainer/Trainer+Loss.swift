import FledgeNN

extension Trainer where Model: Layer {
  /// A trainer by a loss of the library's, of what the model makes of a batch's inputs, beside the batch's targets.
  ///
  /// ```swift
  /// var trainer = Trainer(model, optimizer: Adam(), loss: .crossEntropy)
  /// ```
  ///
  /// - Parameters:
  ///   - model: what is trained: it gives logits (m, classes) for targets that are classes, and numbers of the targets' shape, or (m, 1)
  ///     beside (m), for any other.
  ///   - optimizer: the procedure.
  ///   - schedule: how the learning rate runs over all epochs.
  ///   - seed: what the noise of layers is drawn from.
  ///   - clipNorm: the largest global norm of the gradients, above 0.
  ///   - averaging: the average of the weights that is evaluated in the model's place.
  ///   - loss: the loss, which weighs examples as the batch says.
  public init(
    _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule = .constant, seed: UInt64 = 0,
    clipNorm: Double? = nil, averaging: AverageKind? = nil, loss: Loss
  ) {
    self.init(
      model, optimizer: optimizer, schedule: schedule, seed: seed, clipNorm: clipNorm, averaging: averaging,
      divisor: { loss.divisor($0) }, loss: { loss($0($1.inputs), $1) })
  }

  /// Goes on with a training by such a loss that was written to a file.
  ///
  /// - Parameters:
  ///   - path: the file, which `checkpoint(to:)` or `train` wrote.
  ///   - model: one with the same parameters, drawn or not: its values come from the file.
  ///   - optimizer: the same optimiser, as new: what it keeps comes from the file.
  ///   - schedule: the schedule, if it is none of the standard ones, which the file knows by name.
  ///   - loss: the same loss.
  /// - Throws: `FileError` for a file that is no checkpoint, is damaged, or does not fit the model and the optimiser.
  public init(
    resuming path: String, _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule? = nil,
    loss: Loss
  ) throws {
    try self.init(
      resuming: path, model, optimizer: optimizer, schedule: schedule, divisor: { loss.divisor($0) },
      loss: { loss($0($1.inputs), $1) })
  }
}

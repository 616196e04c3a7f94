import FledgeFiles
import FledgeModelIO
import FledgeNN
import FledgeTensor

// A checkpoint is one safetensors file:
//
//   model/…        the parameters and statistics after the last step, by their paths
//   optimizer/…    what the optimiser keeps: m/layers.0.weight
//   best/…         the model of the best epoch, where one is looked for
//   average/…      the average of the weights, where one is kept
//
// and in its metadata, under "fledge.training", everything else as JSON. Random numbers belong to (seed, step), so they have
// no state to be kept.
extension Trainer {
  /// Writes the whole training to a file, from which `init(resuming:…)` goes on with the same bits; atomically: whenever the
  /// process is killed, the file is the old one or the new one.
  ///
  /// `metadata` is what else is to stand in the file's metadata. Throws `FileError` if the file cannot be written.
  public func checkpoint(to path: String, metadata: [String: String] = [:]) throws {
    var tensors = current.tensors(under: "model/")
    tensors += optimizer.namedState(of: current).map { ("optimizer/" + $0.name, $0.tensor) }
    if let best { tensors += best.tensors(under: "best/") }
    if let average { tensors += average.model.tensors(under: "average/") }
    let content = CheckpointContent(
      seed: seed, schedule: schedule, clipNorm: clipNorm, average: average.map(\.outline),
      optimizer: "\(optimizer)", counters: optimizer.stateCounters(of: current), progress: progress)
    let text: String
    do { text = try JSONValue(encoding: content).text } catch let error as EncodingError {
      throw FileError(path: path, found: "not written, for a figure is not finite: \(error)")
    }
    try Safetensors.save(
      tensors, metadata: metadata.merging([CheckpointContent.key: text]) { $1 }, to: path)
  }

  mutating func write(_ plan: CheckpointPlan) throws {
    try checkpoint(to: plan.path, metadata: plan.metadata)
  }
}

extension Trainer {
  /// Goes on with a training that was written to a file: `train` then gives the bits of the training that was never stopped, on any
  /// number of threads.
  ///
  /// Seed, progress, clipping, the average and the schedule come from the file.
  ///
  /// - Parameters:
  ///   - path: the file, which `checkpoint(to:)` or `train` wrote.
  ///   - model: one with the same parameters, drawn or not: its values come from the file.
  ///   - optimizer: the same optimiser, as new: what it keeps comes from the file.
  ///   - schedule: the schedule, if it is none of the standard ones, which the file knows by name.
  ///   - loss: the mean loss of a batch.
  /// - Throws: `FileError` for a file that is no checkpoint, is damaged, or does not fit the model and the optimiser.
  public init(
    resuming path: String, _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule? = nil,
    loss: @escaping LossFunction
  ) throws {
    let resumed = try ResumedTraining(path, model, optimizer, schedule)
    self.init(
      resumed.model, optimizer: resumed.optimizer, schedule: resumed.schedule, seed: resumed.content.seed,
      clipNorm: resumed.content.clipNorm, loss: loss)
    take(resumed)
  }

  /// The same for a trainer whose gradients come from elsewhere than backpropagation.
  public init(
    resuming path: String, _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule? = nil,
    objective: @escaping Objective
  ) throws {
    let resumed = try ResumedTraining(path, model, optimizer, schedule)
    self.init(
      resumed.model, optimizer: resumed.optimizer, schedule: resumed.schedule, seed: resumed.content.seed,
      clipNorm: resumed.content.clipNorm, objective: objective)
    take(resumed)
  }

  private mutating func take(_ resumed: ResumedTraining<Model>) {
    (best, average, progress) = (resumed.best, resumed.average, resumed.content.progress)
  }
}

extension ModelAverage {
  /// What is to be said of it beside its tensors.
  fileprivate var outline: CheckpointContent.Average {
    switch kind {
    case .uniform: .init(decay: nil, count: count)
    case .exponential(let decay): .init(decay: decay, count: count)
    }
  }
}

extension Module {
  /// Parameters and statistics with their paths behind a prefix.
  fileprivate func tensors(under prefix: String) -> [(name: String, tensor: Tensor)] {
    namedTensors.map { (prefix + $0.name, $0.parameter.value) }
  }
}

import FledgeBasics
import FledgeData
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
// and in its metadata, under "fledge.training", everything else as JSON, and under "fledge.sha256" the digest of all of it (`CheckpointDigest`).
// Random numbers belong to (seed, step), so they have no state to be kept.
extension Trainer {
  /// Writes the whole training to a file, from which `init(resuming:…)` goes on with the same bits; atomically: whenever the
  /// process is killed, the file is the old one or the new one.
  ///
  /// `metadata` is what else is to stand in the file's metadata. Throws `FileError` if the file cannot be written, and for a model or
  /// optimiser with a number that is not finite: the file of before is worth more.
  public func checkpoint(to path: String, metadata: [String: String] = [:]) throws {
    var tensors = current.tensors(under: "model/")
    tensors += optimizer.namedState(of: current).map { ("optimizer/" + $0.name, $0.tensor) }
    if let best { tensors += best.tensors(under: "best/") }
    if let average { tensors += average.model.tensors(under: "average/") }
    if let broken = tensors.first(where: { !$0.tensor.allFinite }) {
      throw FileError.notFinite(broken.name, notWrittenTo: path)
    }
    let content = CheckpointContent(
      seed: seed, schedule: schedule, clipNorm: clipNorm,
      average: averaging.map { .init($0, count: average?.count ?? 0) },
      optimizer: "\(optimizer)", counters: optimizer.stateCounters(of: current), progress: progress)
    let text: String
    do { text = try JSONValue(encoding: content).text } catch let error as EncodingError {
      throw FileError(path: path, found: "not written, for a figure is not finite: \(error)")
    }
    var metadata = metadata
    metadata[CheckpointContent.key] = text
    metadata[CheckpointDigest.key] = CheckpointDigest.of(metadata, tensors: Safetensors.digest(of: tensors))
    try Safetensors.save(tensors, metadata: metadata, to: path)
  }

  /// Whether it is time for the next file of a plan.
  func isDue(_ plan: CheckpointPlan, atEpochEnd: Bool) -> Bool {
    switch plan.pace {
    case .epochs: return atEpochEnd
    case .steps(let count): return !atEpochEnd && progress.step % count == 0
    case .seconds(let count):
      // A Duration does not hold every Double.
      let passed = writing.time.duration(to: .now).seconds
      return passed >= count || atEpochEnd && passed >= writing.duration.seconds * 20
    }
  }

  /// Writes the whole training to the file of a plan, unless it stands there as it is now; gives the file's path.
  @discardableResult
  mutating func write(_ plan: CheckpointPlan) throws -> String {
    let path =
      switch plan.place {
      case .file(let path): path
      case .folder(let path, _): CheckpointFolder(path).path(ofStep: progress.step)
      }
    guard writing.written != progress else { return path }
    let start = ContinuousClock.now
    try checkpoint(to: path, metadata: plan.metadata())
    // Only once the new file is safe on the disk is an older one of no more use.
    if case .folder(let path, let count) = plan.place {
      try CheckpointFolder(path).prune(keeping: count, upTo: progress.step)
    }
    let end = ContinuousClock.now
    writing = CheckpointWriting(written: progress, time: end, duration: start.duration(to: end))
    return path
  }
}

extension Trainer {
  /// Goes on with a training that was written to a file: `train` then gives the bits of the training that was never stopped, on any
  /// number of threads.
  ///
  /// Seed, progress, clipping, the average and the schedule come from the file.
  ///
  /// - Parameters:
  ///   - path: the file, which `checkpoint(to:)` or `train` wrote, or a folder of them, of which the newest is taken that is whole.
  ///   - model: one with the same parameters, drawn or not: its values come from the file.
  ///   - optimizer: the same optimiser, as new: what it keeps comes from the file.
  ///   - schedule: the schedule, if it is none of the standard ones, which the file knows by name.
  ///   - divisor: what `loss` divides by, if that is not the batch's own divisor.
  ///   - loss: the mean loss of a batch.
  /// - Throws: `FileError` for a file that is no checkpoint, is damaged, or does not fit the model and the optimiser.
  public init(
    resuming path: String, _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule? = nil,
    divisor: @escaping Divisor = { $0.divisor }, loss: @escaping LossFunction
  ) throws {
    try self.init(
      resuming: CheckpointFolder.file(at: path), model, optimizer: optimizer, schedule: schedule,
      divisor: divisor, loss: loss)
  }

  /// The same for an open file.
  public init(
    resuming file: SafetensorsFile, _ model: Model, optimizer: any Optimizer,
    schedule: LearningRateSchedule? = nil, divisor: @escaping Divisor = { $0.divisor },
    loss: @escaping LossFunction
  ) throws {
    let resumed = try ResumedTraining(file, model, optimizer, schedule)
    self.init(
      resumed.model, optimizer: resumed.optimizer, schedule: resumed.schedule, seed: resumed.content.seed,
      clipNorm: resumed.content.clipNorm, averaging: resumed.averaging, divisor: divisor, loss: loss)
    take(resumed)
  }

  /// The same for a trainer whose gradients come from elsewhere than backpropagation.
  public init(
    resuming path: String, _ model: Model, optimizer: any Optimizer, schedule: LearningRateSchedule? = nil,
    divisor: @escaping Divisor = { $0.divisor }, loss: LossFunction? = nil, objective: @escaping Objective
  ) throws {
    try self.init(
      resuming: CheckpointFolder.file(at: path), model, optimizer: optimizer, schedule: schedule,
      divisor: divisor, loss: loss, objective: objective)
  }

  /// The same for an open file.
  public init(
    resuming file: SafetensorsFile, _ model: Model, optimizer: any Optimizer,
    schedule: LearningRateSchedule? = nil, divisor: @escaping Divisor = { $0.divisor },
    loss: LossFunction? = nil, objective: @escaping Objective
  ) throws {
    let resumed = try ResumedTraining(file, model, optimizer, schedule)
    self.init(
      resumed.model, optimizer: resumed.optimizer, schedule: resumed.schedule, seed: resumed.content.seed,
      clipNorm: resumed.content.clipNorm, averaging: resumed.averaging, divisor: divisor, loss: loss,
      objective: objective)
    take(resumed)
  }

  /// The steps that the training in a checkpoint has taken.
  ///
  /// Throws `FileError` for a file that is none.
  package static func stepsDone(in file: SafetensorsFile) throws -> Int {
    try CheckpointContent(from: file).progress.step
  }

  private mutating func take(_ resumed: ResumedTraining<Model>) {
    (best, average, progress) = (resumed.best, resumed.average, resumed.content.progress)
  }
}

extension CheckpointContent.Average {
  /// What is to be said of an average beside its tensors.
  fileprivate init(_ kind: AverageKind, count: Int) {
    switch kind {
    case .uniform: self.init(decay: nil, count: count)
    case .exponential(let decay): self.init(decay: decay, count: count)
    }
  }
}

extension Module {
  /// Parameters and statistics with their paths behind a prefix.
  fileprivate func tensors(under prefix: String) -> [(name: String, tensor: Tensor)] {
    namedTensors.map { (prefix + $0.name, $0.parameter.value) }
  }
}

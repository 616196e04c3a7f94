import FledgeFiles
import FledgeModelIO
import FledgeNN
import FledgeTensor

/// What a checkpoint gives for a model and an optimiser.
struct ResumedTraining<Model: Module> {
  let content: CheckpointContent
  let model: Model
  let optimizer: any Optimizer
  let schedule: LearningRateSchedule
  let best: Model?
  let averaging: AverageKind?
  let average: ModelAverage<Model>?

  /// Throws `FileError` for a file that is no checkpoint, is damaged, or does not fit.
  init(
    _ file: SafetensorsFile, _ model: Model, _ optimizer: any Optimizer, _ schedule: LearningRateSchedule?
  ) throws {
    let content = try CheckpointContent(verifying: file)
    for entry in file.entries where !Self.prefixes.contains(where: entry.name.hasPrefix) {
      throw FileError(
        path: file.path, place: "tensor \(entry.name.quoted)",
        expected: "a name that begins with \(Self.prefixes.joined(separator: ", "))", found: "another")
    }
    var (model, optimizer) = (model, optimizer)
    try model.load(from: file, prefix: "model/")
    try Self.restore(&optimizer, from: file, content, of: model)
    (self.content, self.model, self.optimizer) = (content, model, optimizer)
    self.schedule = try schedule ?? Self.schedule(content, file.path)
    best = try content.progress.bestEpoch.map { _ in try Self.loaded(model, "best/", from: file) }
    let kind = content.average.map { $0.decay.map { .exponential($0) } ?? AverageKind.uniform }
    averaging = kind
    guard let kind, let count = content.average?.count, count > 0 else {
      average = nil
      return
    }
    average = ModelAverage(
      resuming: try Self.loaded(model, "average/", from: file), kind, count: count)
  }

  private static var prefixes: [String] { ["model/", "optimizer/", "best/", "average/"] }

  private static func loaded(_ model: Model, _ prefix: String, from file: SafetensorsFile) throws -> Model {
    var copy = model
    try copy.load(from: file, prefix: prefix)
    return copy
  }

  private static func restore(
    _ optimizer: inout any Optimizer, from file: SafetensorsFile, _ content: CheckpointContent,
    of model: Model
  ) throws {
    let prefix = "optimizer/"
    var tensors: [String: Tensor] = [:]
    for entry in file.entries where entry.name.hasPrefix(prefix) {
      tensors[String(entry.name.dropFirst(prefix.count))] = try file.tensor(entry)
    }
    do {
      try optimizer.restoreState(tensors, counters: content.counters, of: model)
    } catch let error as OptimizerStateError {
      throw FileError(
        path: file.path, place: "\(prefix)\(error.place)".printable,
        expected: "\(error.expected), for \(optimizer)",
        found: "\(error.found), of \(content.optimizer.printable)")
    }
  }

  private static func schedule(_ content: CheckpointContent, _ path: String) throws -> LearningRateSchedule {
    let (name, warmUp) = (content.schedule.name, content.schedule.warmUp)
    let known = LearningRateSchedule.standard
    guard let schedule = known.first(where: { $0.name == name }), (0..<1).contains(warmUp) else {
      throw FileError(
        path: path, place: "schedule",
        expected:
          "one of \(known.map(\.name).joined(separator: ", ")) with a warm-up from 0 to below 1, or the schedule given",
        found: "\(name.quoted) with a warm-up of \(warmUp)")
    }
    return schedule.warmUp == warmUp ? schedule : schedule.warmingUp(over: warmUp)
  }
}

import Fledge
import FledgeBasics
import FledgeFiles

/// Writes down in the folder of a run what 'fledge train' does.
struct RunRecording {
  let folder: RunFolder
  private let setup: TrainingSetup
  /// The batch that the inside of the model is looked at with.
  private let batch: Batch?
  private let loss: Trainer<AnyLayer>.LossFunction
  /// The model of the last epoch.
  private var earlier: AnyLayer?
  /// A model that is better than the one in the file.
  private var best: AnyLayer?

  /// Opens the run that goes on, or makes the one that is asked for, and writes the files that tell what the training is; nil if there is no
  /// run.
  ///
  /// Throws `FileError` if a new run cannot be made, which then leaves nothing, or one that goes on has lost its log.
  init?(_ setup: TrainingSetup, _ request: TrainingRequest, _ fingerprint: DataFingerprint) throws {
    let options = setup.options
    guard let folder = try request.folder ?? options.run.folder(for: options.data.name) else { return nil }
    (self.folder, self.setup) = (folder, setup)
    batch = setup.loader.epoch(0).first { _ in true }
    earlier = nil
    let loss = setup.loss
    self.loss = { loss($0($1.inputs), $1) }
    do { try begin(request, fingerprint) } catch {
      if request.folder == nil { try? folder.remove() }
      throw error
    }
  }

  private func begin(_ request: TrainingRequest, _ fingerprint: DataFingerprint) throws {
    let settings = RunSettings(setup, request)
    let environment = RunEnvironment(setup: setup, fingerprint: fingerprint)
    if let checkpoint = request.checkpoint { try folder.cutLog(backTo: checkpoint) }
    try AtomicFile.write(Array(settings.text(run: folder.name).utf8), to: folder.configurationPath)
    try AtomicFile.write(Array((environment.json.text + "\n").utf8), to: folder.path + "/environment.json")
    let schema = try JSONValue(encoding: setup.description.card)
    try AtomicFile.write(Array((schema.text + "\n").utf8), to: folder.path + "/schema.json")
    try folder.record(
      request.checkpoint == nil ? "start" : "resume", [.init(key: "settings", value: settings.json)])
  }

  /// Takes down what the trainer tells, but for the ends of epochs.
  mutating func record(_ event: TrainingEvent) throws {
    try folder.record(event)
    if case .checkpoint = event { try saveBest() }
  }

  /// Takes down an epoch, with what was measured beside it, and how it looks inside the model.
  mutating func record(_ report: EpochReport, _ model: AnyLayer, _ further: [JSONValue.Member]) throws {
    try folder.record(report, with: further)
    if let batch {
      let diagnosis = TrainingDiagnosis(of: model, on: batch, since: earlier, loss: loss)
      try folder.record(diagnosis, epoch: report.epoch)
    }
    earlier = model
    // Where none is chosen, the best is the last.
    if report.isBest || setup.options.course.stopping == nil { best = model }
  }

  /// Keeps the model that the training ended with.
  mutating func finish(_ model: AnyLayer, _ result: [JSONValue.Member]?) throws {
    best = model
    try saveBest()
    if let result { try folder.record("result", result) }
  }

  /// Takes down how it ended.
  func end(_ status: String, problem: String? = nil) throws {
    try folder.record(
      "end",
      [.init(key: "status", value: .string(status))]
        + (problem.map { [.init(key: "problem", value: .string($0))] } ?? []))
    try folder.synchronize()
  }

  private mutating func saveBest() throws {
    guard let model = best, model.firstNotFinite == nil else { return }
    try model.layer.save(to: folder.bestPath, card: setup.description.card)
    best = nil
  }
}

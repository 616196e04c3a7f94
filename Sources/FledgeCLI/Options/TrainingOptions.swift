import ArgumentParser
import Fledge
import FledgeFiles

/// What a training is told: all options of `fledge train`.
struct TrainingOptions: ParsableArguments {
  @OptionGroup var data: DataOptions
  @OptionGroup var table: TableOptions
  @OptionGroup var pictures: PictureDataOptions
  @OptionGroup var network: NetworkOptions

  @OptionGroup var loss: LossOptions
  @OptionGroup var optimization: OptimizerOptions
  @OptionGroup var schedule: ScheduleOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Passes over the training set in all, a training that is resumed included (default: \(Preset.pictures.epochs), for tables \(Preset.table.epochs), fewer above \(Preset.table.mostExamples / Preset.table.epochs) rows).",
      valueName: "count"),
    transform: Number.count)
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Examples in a batch (default: \(Preset.pictures.batchSize), for tables \(Preset.table.batchSize)).",
      valueName: "count"), transform: Number.count)
  var batchSize: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Draws the weights, the order of the examples and the noise of layers (default: 0).",
      valueName: "number"),
    transform: Number.seed)
  var seed: UInt64 = 0

  @Flag(name: .customLong("no-shuffle"), help: "Take the examples in the order of the file, every epoch.")
  var withoutShuffle = false

  @OptionGroup var batches: BatchOptions

  @OptionGroup var course: CourseOptions
  @OptionGroup var folds: FoldOptions
  @OptionGroup var run: RunOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Processors to use (default: all).", valueName: "count"), transform: Number.threads)
  var threads: Int?

  @Option(
    help: ArgumentHelp("Arithmetic in float32 or float64 (default: float32).", valueName: "type"),
    transform: {
      try choice($0, among: [("float32", DType.float32), ("float64", DType.float64)], ForeignNames.types)
    })
  var dtype = DType.float32

  @Option(
    help: ArgumentHelp(
      """
      Start from the weights in this safetensors file, and with the network that it describes: options may \
      only confirm it.
      """, valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var initial: String?

  @Option(
    help: ArgumentHelp("Write the trained model to this safetensors file.", valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var save: String?

  @Option(
    help: ArgumentHelp(
      "How gradients are computed: autodiff or by-hand (default: autodiff).", valueName: "name"),
    transform: { try choice($0, among: Engine.allCases.map { ($0.rawValue, $0) }, ForeignNames.engines) })
  var engine = Engine.autodiff

  @Flag(help: "After each epoch, measure loss and error on the whole training set too.")
  var evaluateTrain = false

  @Flag(help: "Print one JSON object an epoch on standard output, and nothing else there.")
  var json = false

  @Flag(help: "Print only the result.")
  var quiet = false

  func validate() throws {
    try checkFiles()
    for (given, name) in [(course.checkpoint, "--checkpoint"), (course.resume, "--resume")]
    where run.run != nil && given != nil {
      throw ValidationError("--run begins a new run, which keeps checkpoints of its own: leave \(name) out")
    }
    // What is not said may stand in the file of --resume or --config.
    if course.resume == nil && run.config == nil { try checkTogether() }
    if run.runs != nil && run.run == nil {
      throw ValidationError("--runs says where --run keeps the training, which is missing")
    }
    if engine == .byHand && !loss.isPlain {
      throw ValidationError("--engine by-hand knows the plain cross-entropy alone: leave it out")
    }
    if let save, let checkpoint = course.checkpoint, (try? AtomicFile.isSame(save, as: checkpoint)) ?? false {
      throw ValidationError("--save and --checkpoint name one file: a model and a training need two")
    }
  }

  /// Throws `ValidationError` for options that do not go together, once all are known.
  func checkTogether() throws {
    if let name = run.run, name != RunOptions.counted, !data.isSaid, File.exists(name) || data.isKnown(name) {
      throw ValidationError(
        "--run \(name.printable) would call the run so, and no data are named: put them first, \(name.printable) --run"
      )
    }
    try optimization.check()
    try folds.check(self)
  }

  /// Throws `ValidationError` where checkpoints are to be written at a pace or at a pause, and none are. What a run keeps of its options
  /// does not say that it is one.
  func checkPace() throws {
    guard course.checkpoint == nil && run.run == nil else { return }
    if course.every != nil {
      throw ValidationError(
        "--every says how often the file of --checkpoint is written, which is missing; --run keeps checkpoints, too"
      )
    }
    if course.pauseAfter != nil {
      throw ValidationError(
        "--pause-after leaves a training to go on with, and nothing keeps it: --run or --checkpoint is missing"
      )
    }
  }

  /// Throws `ValidationError` for a file that would be read and written.
  private func checkFiles() throws {
    let read = data.paths + [table.test, run.config].compactMap { $0 }
    for (name, path) in [("--save", save), ("--checkpoint", course.checkpoint), ("--output", folds.path)] {
      if let path, let same = read.first(where: { (try? AtomicFile.isSame(path, as: $0)) ?? false }) {
        throw ValidationError("\(name) names \(same.printable), which is read: name another file")
      }
    }
  }
}

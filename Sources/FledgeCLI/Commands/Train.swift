import ArgumentParser
import Fledge
import FledgeFiles

/// `fledge train`: the main job.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a network to classify pictures, or to predict numbers.",
    discussion: """
      Without other words a fully connected network learns to classify: the softmax cross-entropy of the \
      examples is minimised.

      Examples:
        fledge train --data mnist --hidden 512,256 --epochs 5 --save m.safetensors
        fledge train --validation 0.1 --early-stopping 3 --checkpoint c.safetensors
        fledge train --resume c.safetensors --epochs 30
      """)

  @OptionGroup var data: DataOptions
  @OptionGroup var network: NetworkOptions

  @OptionGroup var loss: LossOptions
  @OptionGroup var optimization: OptimizerOptions
  @OptionGroup var schedule: ScheduleOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Passes over the training set in all, a training that is resumed included (default: 10).",
      valueName: "count"),
    transform: Number.count)
  var epochs = 10

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Examples in a batch (default: 100).", valueName: "count"), transform: Number.count)
  var batchSize = 100

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Draws the weights, the order of the examples and the noise of layers (default: 0).",
      valueName: "number"),
    transform: Number.seed)
  var seed: UInt64 = 0

  @Flag(name: .customLong("no-shuffle"), help: "Take the examples in the order of the file, every epoch.")
  var withoutShuffle = false

  @OptionGroup var course: CourseOptions

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
    if engine == .byHand && !loss.isPlain {
      throw ValidationError("--engine by-hand knows the plain cross-entropy alone: leave it out")
    }
    if let save, let checkpoint = course.checkpoint, (try? AtomicFile.isSame(save, as: checkpoint)) ?? false {
      throw ValidationError("--save and --checkpoint name one file: a model and a training need two")
    }
  }

  func run() throws {
    let words = Array(try Arguments.read().drop { $0 == "train" })
    guard let path = course.resume else { return try start(StoredArguments(words), resuming: nil) }
    let file = try SafetensorsFile(path: path)
    let arguments = try StoredArguments(from: file).merged(with: StoredArguments(words), path: path)
    var train = try arguments.train()
    // A file never says what is written where.
    (train.save, train.course.checkpoint) = (save, course.checkpoint ?? path)
    try train.start(arguments, resuming: file)
  }

  private func start(_ arguments: StoredArguments, resuming file: SafetensorsFile?) throws {
    for path in [save, course.checkpoint] { if let path { try AtomicFile.checkWritable(path) } }
    if let threads { Machine.threadCount = threads }
    var run = try TrainingRun(self, data.load(), arguments, resuming: file)
    try run.run()
  }
}

/// Where gradients come from.
enum Engine: String, CaseIterable, Sendable {
  /// Backpropagation through the record.
  case autodiff
  /// The lecture's formulas.
  case byHand = "by-hand"

  /// Throws `ValidationError` if it has no gradients for such a model or such examples.
  func check(_ model: any DescribedLayer, _ examples: Dataset) throws {
    guard self == .byHand else { return }
    guard model is MultilayerPerceptron else {
      throw ValidationError(
        "--engine by-hand knows fully connected networks alone, such as --hidden gives: leave it out")
    }
    guard examples.hasClasses else {
      throw ValidationError(
        "--engine by-hand knows classes alone, and the targets of the examples are numbers: leave it out")
    }
  }

  /// The loss and its gradients by the lecture's formulas; nil for backpropagation, which needs the loss alone.
  var objective: Trainer<AnyLayer>.Objective? {
    guard self == .byHand else { return nil }
    return { model, batch, _ in
      guard let network = model.layer as? MultilayerPerceptron else {
        fatalError("Engine: expected a MultilayerPerceptron, got \(type(of: model.layer))")
      }
      return ByHand.valueAndGradients(of: network, Flatten()(batch.inputs), batch.labels)
    }
  }
}

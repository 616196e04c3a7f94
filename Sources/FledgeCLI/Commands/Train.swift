import ArgumentParser
import Fledge
import FledgeFiles

/// `fledge train`: the main job.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a fully connected network to classify pictures.",
    discussion: """
      The softmax cross-entropy of the examples is minimised.

      Example:
        fledge train --data mnist --hidden 512,256 --epochs 5 --save mnist.safetensors
      """)

  @OptionGroup var data: DataOptions
  @OptionGroup var network: NetworkOptions

  @OptionGroup var optimization: OptimizerOptions
  @OptionGroup var schedule: ScheduleOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Passes over the training set (default: 10).", valueName: "count"),
    transform: Number.count)
  var epochs = 10

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Examples in a batch (default: 100).", valueName: "count"), transform: Number.count)
  var batchSize = 100

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draws the weights and the order of the examples (default: 0).", valueName: "number"),
    transform: Number.seed)
  var seed: UInt64 = 0

  @Flag(name: .customLong("no-shuffle"), help: "Take the examples in the order of the file, every epoch.")
  var withoutShuffle = false

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

  func run() throws {
    if let save { try AtomicFile.checkWritable(save) }
    if let threads { Machine.threadCount = threads }
    var run = try TrainingRun(self, data.load())
    try run.run()
  }
}

/// Where gradients come from.
enum Engine: String, CaseIterable, Sendable {
  /// Backpropagation through the record.
  case autodiff
  /// The lecture's formulas.
  case byHand = "by-hand"

  var objective: Trainer<MultilayerPerceptron>.Objective {
    switch self {
    case .autodiff:
      { model, batch in
        valueAndGradients(of: model) { crossEntropy($0(batch.inputs), labels: batch.labels) }
      }
    case .byHand:
      { model, batch in ByHand.valueAndGradients(of: model, batch.inputs, batch.labels) }
    }
  }
}

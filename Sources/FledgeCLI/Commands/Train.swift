import ArgumentParser
import Fledge
import FledgeBasics
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

  /// Throws `ValidationError` if it has no gradients for such a model.
  func check(_ model: any DescribedLayer) throws {
    guard self == .byHand, !(model is MultilayerPerceptron) else { return }
    throw ValidationError(
      "--engine by-hand knows fully connected networks alone, such as --hidden gives: leave it out")
  }

  /// The loss and its gradients; the seed draws a step's noise.
  func objective(seed: UInt64) -> Trainer<AnyLayer>.Objective {
    let (random, steps) = (Random(seed: seed), Locked(0))
    switch self {
    case .autodiff:
      return { model, batch in
        let step = steps.withLock { count in
          count += 1
          return count
        }
        return valueAndGradients(of: model, random: random.numbered(step)) {
          crossEntropy($0(batch.inputs), labels: batch.labels)
        }
      }
    case .byHand:
      return { model, batch in
        guard let network = model.layer as? MultilayerPerceptron else {
          fatalError("Engine: expected a MultilayerPerceptron, got \(type(of: model.layer))")
        }
        return ByHand.valueAndGradients(of: network, Flatten()(batch.inputs), batch.labels)
      }
    }
  }
}

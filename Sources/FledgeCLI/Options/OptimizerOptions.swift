import ArgumentParser
import Fledge

/// Which optimiser, and its hyperparameters.
struct OptimizerOptions: ParsableArguments {
  @Option(
    name: .customLong("optimizer"),
    help: ArgumentHelp(
      """
      \(OptimizerChoice.all.map(\.name).joined(separator: ", ")) (default: \(OptimizerChoice.standard.name), for \
      tables \(Preset.table.optimizer.name)).
      """, valueName: "name"),
    transform: { try choice($0, among: OptimizerChoice.all.map { ($0.name, $0) }, ForeignNames.optimizers) })
  var named: OptimizerChoice?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Step size (default: \(Self.defaultLearningRates), and \(OptimizerChoice.neuralTangentAdam.rate) with \
      --preset tabular); auto tries rates that rise on a copy of the model, and takes the one at which the loss falls most \
      steeply (Smith, 2017).
      """, valueName: "rate"),
    transform: LearningRateOption.init(parsing:))
  var learningRate: LearningRateOption?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "For \(OptimizerChoice.names(where: \.usesMomentum)) (default: 0.9).", valueName: "share"),
    transform: Number.fraction)
  var momentum: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Pull of the weights towards 0: L2, and decoupled for \(OptimizerChoice.names(where: \.decaysApart)), \
      which spare biases, norms and embeddings (default: 0, adamw 0.01).
      """,
      valueName: "rate"),
    transform: Number.nonNegative)
  var weightDecay: Double?

  @Flag(help: "Let a decoupled weight decay pull biases, norms and embeddings too.")
  var decayAll = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Scale longer gradients to this norm, that of all parameters together.", valueName: "norm"),
    transform: Number.positive)
  var clipNorm: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Evaluate and save an average of the weights over the steps: uniform, or one that fades by this share \
      each step, such as 0.999; 0 is the weights themselves (default for tables: \
      \(Preset.table.averaging?.text ?? "none")).
      """,
      valueName: "share"),
    transform: AverageKind.init(parsing:))
  var average: AverageKind?

  var kind: OptimizerChoice { named ?? .standard }

  func validate() throws {
    if momentum != nil && !kind.usesMomentum {
      throw ValidationError(
        "--momentum goes with --optimizer \(OptimizerChoice.names(where: \.usesMomentum)), not \(kind.name)"
      )
    }
    if decayAll && !kind.decaysApart {
      throw ValidationError(
        "--decay-all goes with --optimizer \(OptimizerChoice.names(where: \.decaysApart)), not \(kind.name)"
      )
    }
  }

  var optimizer: any Optimizer {
    var result = kind.make(
      .init(momentum: momentum ?? 0.9, weightDecay: weightDecay, decaysAll: decayAll))
    if let rate = learningRate?.rate { result.learningRate = rate }
    return result
  }

  /// How many copies of the parameters are kept beside the weights and the gradients.
  var copies: Int { kind.slots + (average == nil ? 0 : 1) }

  /// The learning rate of each, for the help.
  private static var defaultLearningRates: String {
    OptimizerChoice.all.map { "\($0.name) \($0.rate)" }.joined(separator: ", ")
  }
}

extension AverageKind {
  /// As it is asked for.
  var text: String {
    switch self {
    case .uniform: "uniform"
    case .exponential(let share): "\(share)"
    }
  }

  /// `uniform`, or a share from 0 to below 1.
  init(parsing text: String) throws {
    if text == "uniform" {
      self = .uniform
      return
    }
    guard let share = Double(text), share >= 0, share < 1 else {
      throw ValidationError("expected uniform, or a share from 0 to below 1 such as 0.999")
    }
    self = .exponential(share)
  }
}

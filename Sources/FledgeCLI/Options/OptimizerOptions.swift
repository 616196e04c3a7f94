import ArgumentParser
import Fledge

/// The optimisation procedure, each with a learning rate that suits it.
enum OptimizerName: String, CaseIterable, Sendable {
  case sgd, momentum, nesterov, adam, adamw

  var usesMomentum: Bool { self == .momentum || self == .nesterov }

  /// How many numbers it keeps beside each parameter.
  var slots: Int {
    switch self {
    case .sgd: 0
    case .momentum, .nesterov: 1
    case .adam, .adamw: 2
    }
  }

  /// The optimiser with its own learning rate.
  func optimizer(momentum: Double = 0.9, weightDecay: Double? = nil) -> any Optimizer {
    let decay = weightDecay ?? (self == .adamw ? 0.01 : 0)
    let l2: WeightDecay = decay == 0 ? .none : .l2(decay)
    return switch self {
    case .sgd: SGD(decay: l2)
    case .momentum: SGD(momentum: .heavyBall(momentum), decay: l2)
    case .nesterov: SGD(momentum: .nesterov(momentum), decay: l2)
    case .adam: Adam(decay: l2)
    case .adamw: Adam.adamW(weightDecay: decay)
    }
  }

  /// The learning rate of each, for the help.
  static var defaultLearningRates: String {
    allCases.map { "\($0.rawValue) \($0.optimizer().learningRate)" }.joined(separator: ", ")
  }
}

/// Which optimiser, and its hyperparameters.
struct OptimizerOptions: ParsableArguments {
  @Option(
    name: .customLong("optimizer"),
    help: ArgumentHelp(
      "\(OptimizerName.allCases.map(\.rawValue).joined(separator: ", ")) (default: sgd).", valueName: "name"),
    transform: {
      try choice($0, among: OptimizerName.allCases.map { ($0.rawValue, $0) }, ForeignNames.optimizers)
    })
  var name = OptimizerName.sgd

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Step size (default: \(OptimizerName.defaultLearningRates)).", valueName: "rate"),
    transform: Number.positive)
  var learningRate: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("For momentum and nesterov (default: 0.9).", valueName: "share"),
    transform: Number.fraction)
  var momentum: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Pull of the weights towards 0: L2, and decoupled for adamw (default: 0, adamw 0.01).",
      valueName: "rate"),
    transform: Number.nonNegative)
  var weightDecay: Double?

  func validate() throws {
    if momentum != nil && !name.usesMomentum {
      throw ValidationError("--momentum goes with --optimizer momentum or nesterov, not \(name.rawValue)")
    }
  }

  var optimizer: any Optimizer {
    var result = name.optimizer(momentum: momentum ?? 0.9, weightDecay: weightDecay)
    if let learningRate { result.learningRate = learningRate }
    return result
  }
}

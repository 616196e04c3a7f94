import Fledge

/// An optimiser of the command line: one row of the table.
struct OptimizerChoice: Sendable {
  /// What the options say, with the defaults put in.
  struct Settings: Sendable {
    var momentum = 0.9
    /// nil: the optimiser's own.
    var weightDecay: Double?
    /// Whether biases, norms and embeddings decay too, where the decay is decoupled.
    var decaysAll = false

    /// The decay as a part of the gradient.
    var l2: WeightDecay { weightDecay.map { $0 == 0 ? .none : .l2($0) } ?? .none }

    /// The decay apart from the gradient.
    func decoupled(_ standard: Double) -> WeightDecay {
      let decay = weightDecay ?? standard
      return decay == 0 ? .none : .decoupled(decay)
    }

    /// Groups for a decoupled decay.
    var groups: [ParameterGroup] { decaysAll ? [] : [.withoutDecay] }
  }

  let name: String
  /// Whether --momentum is its.
  var usesMomentum = false
  /// Whether its weight decay is decoupled, and spares what is no weight of a product.
  var decaysApart = false
  /// The optimiser with its own learning rate.
  let make: @Sendable (Settings) -> any Optimizer

  /// Its own learning rate.
  var rate: Double { make(Settings()).learningRate }

  /// How many numbers it keeps beside each parameter.
  var slots: Int { make(Settings()).stateNames.count }

  /// Every optimiser, in the order of the help.
  static let all: [OptimizerChoice] = [
    .init(name: "sgd") { SGD(decay: $0.l2) },
    .init(name: "momentum", usesMomentum: true) { SGD(momentum: .heavyBall($0.momentum), decay: $0.l2) },
    .init(name: "nesterov", usesMomentum: true) { SGD(momentum: .nesterov($0.momentum), decay: $0.l2) },
    .init(name: "adam") { Adam(decay: $0.l2) },
    .init(name: "adamw", decaysApart: true) { Adam(decay: $0.decoupled(0.01), groups: $0.groups) },
    .init(name: "amsgrad") { Adam(decay: $0.l2, amsgrad: true) },
    .init(name: "rmsprop") { RMSprop(decay: $0.l2) },
    .init(name: "adagrad") { Adagrad(decay: $0.l2) },
    .init(name: "lion", decaysApart: true) { Lion(decay: $0.decoupled(0), groups: $0.groups) },
  ]

  /// The one that is taken where none is asked for.
  static var standard: OptimizerChoice { all[0] }

  /// The names of those for which something holds: `momentum or nesterov`.
  static func names(where holds: (OptimizerChoice) -> Bool) -> String {
    all.filter(holds).map(\.name).joined(separator: " or ")
  }
}

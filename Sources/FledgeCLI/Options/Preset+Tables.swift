import Fledge

extension Preset {
  /// A preset of tables, by its name.
  enum Name: String, CaseIterable, Sendable {
    case plain, tabular

    /// What it says.
    var preset: Preset {
      switch self {
      case .plain: .plain
      case .tabular: .tabular
      }
    }

    /// One line on what it is.
    var summary: String {
      switch self {
      case .plain: "standardised inputs, ReLU and AdamW"
      case .tabular:
        "robust scaling, learnt scales of the inputs, SELU or Mish, smoothed labels (RealMLP-TD-S)"
      }
    }

    /// What a table gets that nothing is said of: `Benchmarks/presets` measures which is better.
    static let standard = Name.tabular
  }

  /// What a table gets that nothing is said of.
  static var table: Preset { Name.standard.preset }

  /// Two layers of ReLU and AdamW, until the validation has not become better for 16 epochs.
  static let plain = Preset(
    hidden: HiddenSizes(sizes: [128, 128]), optimizer: .named("adamw"), epochs: 500,
    batchSize: .byCount(16...256), validation: 0.2, earlyStopping: 16)

  /// RealMLP-TD-S (Holzmüller, Grinsztajn and Steinwart, 2024). Other than there: smaller batches for few rows and fewer epochs for many, an
  /// average of the weights, Mish at the rate of SELU, and the epoch of the smallest loss rather than the smallest error.
  static let tabular = Preset(
    hidden: HiddenSizes(sizes: [256, 256, 256]), activation: (.selu, .mish), optimizer: .neuralTangentAdam,
    schedule: .cosineLog, averaging: .exponential(0.99), epochs: 256, mostExamples: 256 << 13,
    batchSize: .byCount(64...256), validation: 0.2, earlyStopping: 256,
    labelSmoothing: 0.1, scaling: .robust, isNeuralTangent: true)
}

extension OptimizerChoice {
  /// The choice of this name, which is known to be there.
  static func named(_ name: String) -> OptimizerChoice {
    guard let choice = all.first(where: { $0.name == name }) else {
      fatalError("OptimizerChoice: there is none called \(name)")
    }
    return choice
  }

  /// Adam with the rates of the neural tangent parametrisation, and a short memory of squares.
  static let neuralTangentAdam = OptimizerChoice(name: "adam") {
    Adam(learningRate: 0.04, beta2: 0.95, decay: $0.l2, groups: ParameterGroup.neuralTangent)
  }
}

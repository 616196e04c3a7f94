import Fledge

/// What is taken where the options say nothing.
struct Preset: Sendable {
  /// How many examples are in a batch.
  enum BatchSize: Sendable {
    /// So many.
    case fixed(Int)
    /// About a 32nd of the examples to train on, so that an epoch has some 32 steps, within these bounds.
    case byCount(ClosedRange<Int>)
  }

  var hidden = HiddenSizes.standard
  /// The function after each hidden layer, where classes and where numbers are predicted.
  var activation: (classes: Activation, numbers: Activation) = (.relu, .relu)
  var optimizer = OptimizerChoice.standard
  var schedule: LearningRateSchedule?
  /// The average of the weights that is evaluated in their place.
  var averaging: AverageKind?
  let epochs: Int
  /// How many examples are gone through at the most, those of all epochs together: for more rows there are fewer epochs.
  var mostExamples = Int.max
  var batchSize = BatchSize.fixed(100)
  /// The share held back to validate with.
  var validation: Double?
  var earlyStopping: Int?
  var labelSmoothing = 0.0
  /// How a table's numbers become inputs.
  var scaling = NumberEncoding.Scaling.standard
  /// Whether the network has the scales of the inputs learnt, and is drawn and trained in the neural tangent parametrisation.
  var isNeuralTangent = false

  /// Pictures, and arrays in parts of their own.
  static let pictures = Preset(epochs: 10)

  /// Other data without parts of their own: a fifth is held back to measure on.
  static let examples = Preset(epochs: 10, validation: 0.2)
}

extension Preset {
  /// The options in whose place it says something, by their names without hyphens.
  var settings: Set<String> {
    var names: Set = ["hidden", "activation", "optimizer", "learning-rate", "epochs", "batch-size"]
    if schedule != nil { names.formUnion(["schedule", "warm-up"]) }
    if averaging != nil { names.insert("average") }
    if validation != nil { names.insert("validation") }
    if earlyStopping != nil { names.insert("early-stopping") }
    if labelSmoothing > 0 { names.insert("label-smoothing") }
    return names
  }

  /// The epochs for so many examples to train on.
  func epochs(for count: Int) -> Int { min(epochs, max(1, mostExamples / max(1, count))) }
}

extension Preset.BatchSize: CustomStringConvertible {
  /// The size for so many examples to train on; a power of two where it depends on them.
  func size(for count: Int) -> Int {
    switch self {
    case .fixed(let size): return size
    case .byCount(let bounds):
      var size = bounds.lowerBound
      while size < bounds.upperBound, size * 2 * 32 <= count { size *= 2 }
      return size
    }
  }

  /// `100`, or `16 to 256 by the rows`.
  var description: String {
    switch self {
    case .fixed(let size): "\(size)"
    case .byCount(let bounds): "\(bounds.lowerBound) to \(bounds.upperBound), a 32nd of the rows"
    }
  }
}

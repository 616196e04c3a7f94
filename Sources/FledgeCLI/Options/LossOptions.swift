import ArgumentParser
import Fledge

/// How much each class counts.
enum ClassWeights: Sendable, Equatable, CustomStringConvertible {
  /// Every class as much as every other, however many examples it has.
  case balanced
  /// These.
  case given([Double])

  /// `balanced`, or numbers of 0 or more such as `1,0.5,2`.
  init(parsing text: String) throws {
    if text == "balanced" {
      self = .balanced
      return
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let weights = parts.compactMap { Double($0) }.filter { $0 >= 0 && $0.isFinite }
    guard weights.count == parts.count, weights.contains(where: { $0 > 0 }) else {
      throw ValidationError("expected balanced, or a weight of 0 or more for each class such as 1,0.5,2")
    }
    self = .given(weights)
  }

  var description: String {
    switch self {
    case .balanced: "balanced"
    case .given(let weights): weights.map { "\($0)" }.joined(separator: ",")
    }
  }
}

/// What is minimised.
struct LossOptions: ParsableArguments {
  @Option(
    name: .customLong("loss"),
    help: ArgumentHelp(
      """
      What is minimised: \(Loss.standard.map { "\($0.name), \($0.summary)" }.joined(separator: "; ")) \
      (default: \(Loss.crossEntropy.name) for classes, \(Loss.meanSquaredError.name) for numbers).
      """,
      valueName: "name"),
    transform: { try choice($0, among: Loss.standard.map { ($0.name, $0) }, ForeignNames.losses) })
  var named: Loss?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How much each class counts: balanced, or a number for each such as 1,0.5,2.", valueName: "weights"),
    transform: ClassWeights.init(parsing:))
  var classWeights: ClassWeights?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Share of each target that is spread over all classes, for cross-entropy (default: 0, for tables \(Preset.table.labelSmoothing)).",
      valueName: "share"),
    transform: Number.fraction)
  var labelSmoothing: Double?

  func validate() throws {
    if let named, named.takesNumbers, labelSmoothing != nil {
      throw ValidationError("--label-smoothing goes with --loss cross-entropy, not \(named.name)")
    }
  }

  /// Whether it is the mean cross-entropy of classes, nothing weighed and nothing smoothed.
  var isPlain: Bool {
    named?.name ?? Loss.crossEntropy.name == Loss.crossEntropy.name && classWeights == nil
      && labelSmoothing ?? 0 == 0
  }

  /// The loss for these examples, by cross-entropy with so much smoothing where no option says it. Throws `ValidationError` for what does
  /// not go with their targets.
  func loss(for examples: Dataset, named name: String, smoothing: Double = 0) throws -> Loss {
    guard examples.hasClasses else {
      let loss = named ?? .meanSquaredError
      for (option, isGiven) in [
        ("--loss \(loss.name)", !loss.takesNumbers), ("--class-weights", classWeights != nil),
        ("--label-smoothing", labelSmoothing != nil),
      ] where isGiven {
        throw ValidationError("\(option) goes with classes, and the targets of \(name) are numbers")
      }
      return loss
    }
    var loss = named ?? .crossEntropy
    if !loss.takesNumbers { loss = loss.smoothingLabels(by: labelSmoothing ?? smoothing) }
    switch classWeights {
    case nil: return loss
    case .balanced:
      return loss.weighing(
        classes: Loss.balancedWeights(labels: examples.labels, classes: examples.classes))
    case .given(let weights):
      guard weights.count == examples.classes else {
        throw ValidationError(
          "--class-weights: expected a weight for each of the \(examples.classes) classes of \(name), got \(weights.count)"
        )
      }
      return loss.weighing(classes: weights)
    }
  }
}

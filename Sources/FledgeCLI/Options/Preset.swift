import Fledge

/// What is taken where the options say nothing.
struct Preset {
  let hidden: HiddenSizes
  let optimizer: String
  let epochs: Int
  let batchSize: Int
  /// The share held back to validate with.
  var validation: Double?
  var earlyStopping: Int?

  /// Pictures, and arrays in parts of their own.
  static let pictures = Preset(hidden: .standard, optimizer: "sgd", epochs: 10, batchSize: 100)

  /// Other data without parts of their own: a fifth is held back to measure on.
  static let examples = Preset(
    hidden: .standard, optimizer: "sgd", epochs: 10, batchSize: 100, validation: 0.2)

  /// Tables: a fifth is held back, and the best model by that part is kept.
  static let table = Preset(
    hidden: HiddenSizes(sizes: [128, 128]), optimizer: "adamw", epochs: 500, batchSize: 32, validation: 0.2,
    earlyStopping: 16)
}

extension DataKind {
  /// What the options leave open, as far as the kind of data tells.
  var preset: Preset {
    switch self {
    case .table: .table
    case .digits, .mnist, .parts: .pictures
    case .arrays, .archive, .pictures: .examples
    }
  }
}

extension TrainingOptions {
  /// With a preset in the place of what was not said, for a comparison: what was said may be the same.
  var completed: TrainingOptions {
    var result = self
    result.complete(with: (try? data.kind)?.preset ?? .pictures)
    return result
  }

  /// Puts a preset in the place of what was not said.
  mutating func complete(with preset: Preset) {
    optimization.named = optimization.named ?? OptimizerChoice.all.first { $0.name == preset.optimizer }
    (epochs, batchSize) = (epochs ?? preset.epochs, batchSize ?? preset.batchSize)
    course.validation = course.validation ?? preset.validation
    if course.validation ?? 0 > 0 { course.earlyStopping = course.earlyStopping ?? preset.earlyStopping }
  }
}

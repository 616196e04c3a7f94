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

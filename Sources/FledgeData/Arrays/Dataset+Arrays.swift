import FledgeBasics
import FledgeFiles
import FledgeTensor

extension Dataset {
  /// Examples from two arrays; `targets` says how the second is understood.
  ///
  /// Throws `FileError`, which names the array, if they do not go together or hold what cannot be learned from.
  init(
    inputs: Tensor, at inputPlace: ArrayPlace, targets: Tensor, at targetPlace: ArrayPlace,
    _ understood: ArrayTargets
  ) throws {
    try Self.checkFit(
      inputs: inputs.shape, "\(inputs.dtype)", at: inputPlace, targets: targets, at: targetPlace)
    try inputPlace.naming { try inputs.checkFinite(path: inputPlace.path) }
    // A truth value is the number 0 or 1, and one number an example is a row of one.
    let numbers = inputs.dtype == .bool ? inputs.converted(to: .float32) : inputs
    let rows = numbers.rank == 1 ? numbers.reshaped(to: [numbers.count, 1]) : numbers
    self = try understood.dataset(inputs: rows, targets: targets, at: targetPlace)
  }

  /// Throws `FileError` unless inputs of this shape and type and targets go together.
  static func checkFit(
    inputs: Shape, _ type: String, at inputPlace: ArrayPlace, targets: Tensor, at targetPlace: ArrayPlace
  ) throws {
    guard inputs.rank >= 1, inputs.elementCount > 0 else {
      throw inputPlace.error(
        expected: "numbers of shape (m, …), one row an example", found: "\(type) \(inputs)")
    }
    guard targets.rank >= 1, targets.count > 0 else {
      throw targetPlace.error(
        expected: "labels of shape (m), or numbers of shape (m) or (m, …)",
        found: "\(targets.dtype) \(targets.shape)")
    }
    guard inputs[0] == targets.shape[0], inputs[0] <= Int(Int32.max) else {
      let count = NumberText.count(inputs[0], "target")
      throw targetPlace.error(
        expected: "\(count), one for each row of \(inputPlace.description)",
        found: NumberText.grouped(targets.shape[0]))
    }
  }
}

import FledgeBasics
import FledgeFiles
import FledgeTensor

/// How an array of targets is to be understood.
struct ArrayTargets {
  /// What is learned; nil: what `TargetFinding` says, or what goes with `known`.
  var task: Dataset.Task?
  /// The classes that the labels must be of; nil: those that occur.
  var known: ClassLabels?

  /// As the targets of a data set were understood.
  init(matching dataset: Dataset) {
    task = dataset.hasClasses ? .classification : .regression
    if dataset.hasClasses { known = ClassLabels(count: dataset.classes, names: dataset.classNames) }
  }

  init(task: Dataset.Task? = nil, known: ClassLabels? = nil) { (self.task, self.known) = (task, known) }

  /// The examples of inputs (m, …) with these targets (m, …).
  ///
  /// Throws `FileError` for numbers that are not finite and labels that are no whole numbers, or none of the known classes'.
  func dataset(inputs: Tensor, targets: Tensor, at place: ArrayPlace) throws -> Dataset {
    try place.naming {
      try targets.checkFinite(path: place.path)
      guard try isClassification(targets) else {
        return Dataset(inputs: inputs, targets: targets.inFloatingPoint)
      }
      let labels = try labels(targets, place)
      let classes = try known ?? ClassLabels(of: labels, path: place.path)
      let numbers = try classes.classes(of: labels, path: place.path)
      return Dataset(inputs: inputs, labels: numbers, classes: classes.count, classNames: classes.names)
    }
  }

  private func isClassification(_ targets: Tensor) throws -> Bool {
    if let task { return task == .classification }
    // Few whole numbers or many: beside a model of classes they are labels.
    if known != nil, targets.count == targets.shape[0], targets.firstFraction == nil { return true }
    return TargetFinding(of: targets).task == .classification
  }

  /// The labels (m), Int64.
  private func labels(_ targets: Tensor, _ place: ArrayPlace) throws -> Tensor {
    guard targets.count == targets.shape[0] else {
      throw FileError(
        path: place.path, expected: "labels of classes, of shape (m)",
        found: "\(targets.dtype) \(targets.shape)")
    }
    if let index = targets.firstFraction {
      let number = targets.reshaped(to: [targets.count])[index..<index + 1].elements(as: Double.self)[0]
      throw FileError(
        path: place.path, place: "label \(index)", expected: "a whole number, which stands for a class",
        found: NumberText.significant(number))
    }
    return targets.reshaped(to: [targets.count]).converted(to: .int64)
  }
}

extension Tensor {
  /// The place of the first element that is no whole number of 64 bits.
  fileprivate var firstFraction: Int? {
    switch dtype {
    case .float32: withElements(as: Float.self) { $0.firstIndex { Int64(exactly: $0) == nil } }
    case .float64: withElements(as: Double.self) { $0.firstIndex { Int64(exactly: $0) == nil } }
    case .int32, .int64, .uint8, .bool: nil
    }
  }

  /// The same numbers in the narrowest floating-point type that holds them all, or nearly.
  fileprivate var inFloatingPoint: Tensor {
    switch dtype {
    case .float32, .float64: self
    case .bool, .uint8: converted(to: .float32)
    case .int32, .int64:
      // Up to 2²⁴ every whole number is a Float.
      elements(as: Int64.self).allSatisfy { $0.magnitude <= 1 << 24 }
        ? converted(to: .float32) : converted(to: .float64)
    }
  }
}

import FledgeTensor

extension NPY {
  /// The files of a data set: what a row is, and what is to be predicted of it, in two parts.
  static let datasetFiles = ["x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy"]

  /// Reads a data set from two files: inputs (m, …) of any type, where (m) becomes (m, 1), and targets.
  ///
  /// Targets (m) or (m, 1) are labels of classes or numbers to predict, as `TargetFinding` says; targets (m, k) are numbers. Labels
  /// that are exactly 0..<k are the numbers of their classes; any others become `classNames`, in ascending order.
  ///
  /// Throws `FileError` as `read(from:)` does, if the files disagree in number, for a number that is not finite, and for a label
  /// that is no whole number or none of the known classes.
  ///
  /// - Parameters:
  ///   - inputs: the path of the file of inputs.
  ///   - targets: the path of the file of targets.
  ///   - task: what the targets are taken for, whatever they look like.
  ///   - classes: the labels are those of the classes 0..<classes.
  public static func readDataset(
    inputs: String, targets: String, task: Dataset.Task? = nil, classes: Int? = nil
  ) throws -> Dataset {
    let known = classes.map { ClassLabels(count: $0) }
    return try readDataset(inputs: inputs, targets: targets, ArrayTargets(task: task, known: known))
  }

  /// Reads a test part, whose targets are understood as those of the training part were: the labels are of its classes.
  ///
  /// Throws `FileError` as `readDataset(inputs:targets:task:classes:)` does.
  public static func readDataset(
    inputs: String, targets: String, matching train: Dataset
  ) throws -> Dataset {
    try readDataset(inputs: inputs, targets: targets, ArrayTargets(matching: train))
  }

  static func readDataset(
    inputs: String, targets: String, _ understood: ArrayTargets
  ) throws -> Dataset {
    // The targets are the smaller file.
    let targetArray = try read(from: targets)
    return try Dataset(
      inputs: read(from: inputs), at: ArrayPlace(path: inputs), targets: targetArray,
      at: ArrayPlace(path: targets), understood)
  }
}

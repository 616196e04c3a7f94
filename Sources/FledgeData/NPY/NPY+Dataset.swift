import FledgeBasics
import FledgeFiles
import FledgeTensor

extension NPY {
  /// The files of a data set: what a row is, and what is to be predicted of it, in two parts.
  static let datasetFiles = ["x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy"]

  /// Reads a data set from two files: inputs (m, …) of any type but bool, and targets.
  ///
  /// Targets that are integers (m) are labels of classes; floating-point numbers (m) or (m, k) are numbers to predict.
  ///
  /// Throws `FileError` as `read(from:)` does, if the files disagree in number, for a number that is not finite, and for a label
  /// that is negative or not less than `classes`.
  public static func readDataset(
    inputs inputsPath: String, targets targetsPath: String, classes: Int? = nil
  ) throws -> Dataset {
    let targets = try read(from: targetsPath)
    guard targets.rank == 1 || targets.rank == 2 && targets.dtype.isFloatingPoint, targets.dtype != .bool
    else {
      throw FileError(
        path: targetsPath, expected: "integers of shape (m), or numbers of shape (m) or (m, k)",
        found: "\(targets.dtype) \(targets.shape)")
    }
    let inputs = try read(from: inputsPath)
    guard inputs.rank >= 2, inputs.dtype != .bool, inputs.count > 0 else {
      throw FileError(
        path: inputsPath, expected: "numbers of shape (m, …), one row an example",
        found: "\(inputs.dtype) \(inputs.shape)")
    }
    guard inputs.shape[0] == targets.shape[0], inputs.shape[0] <= Int(Int32.max) else {
      throw FileError(
        path: targetsPath,
        expected:
          "\(NumberText.count(inputs.shape[0], "target")), one for each row of \(inputsPath.printable)",
        found: NumberText.grouped(targets.shape[0]))
    }
    try inputs.checkFinite(path: inputsPath)
    try targets.checkFinite(path: targetsPath)
    if targets.dtype.isFloatingPoint { return Dataset(inputs: inputs, targets: targets) }
    try checkLabels(targets, classes: classes, path: targetsPath)
    return Dataset(inputs: inputs, labels: targets, classes: classes)
  }

  private static func checkLabels(_ labels: Tensor, classes: Int?, path: String) throws {
    let limit = classes ?? Dataset.mostClasses
    for (index, label) in labels.elements(as: Int64.self).enumerated() where label < 0 || label >= limit {
      throw FileError(
        path: path, place: "label \(index)", expected: "a class of 0 to \(limit - 1)", found: "\(label)")
    }
  }
}

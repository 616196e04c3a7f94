import FledgeFiles
import FledgeTensor

extension NPZ {
  /// The arrays of a data set in two parts, as Keras's mnist.npz has them.
  static let datasetNames = ["x_train", "y_train", "x_test", "y_test"]

  /// Reads a data set from two arrays. What stands in them is understood as by `NPY.readDataset`.
  ///
  /// Throws `FileError` as `NPY.readDataset` does, and if there are no such arrays, or more than one that may be the inputs.
  ///
  /// - Parameters:
  ///   - inputs: the name of the inputs; without it the only other array.
  ///   - targets: the name of the targets.
  ///   - task: what the targets are taken for, whatever they look like.
  public func dataset(
    inputs: String? = nil, targets: String, task: Dataset.Task? = nil
  ) throws -> Dataset {
    try dataset(inputs: inputs, targets: targets, ArrayTargets(task: task))
  }

  /// Reads a test part, whose targets are understood as those of the training part were: the labels are of its classes.
  ///
  /// Throws `FileError` as `dataset(inputs:targets:task:)` does.
  public func dataset(
    inputs: String? = nil, targets: String, matching train: Dataset
  ) throws -> Dataset {
    try dataset(inputs: inputs, targets: targets, ArrayTargets(matching: train))
  }

  /// Whether the archive has the arrays of a data set in two parts.
  public var holdsDatasets: Bool { Set(names).isSuperset(of: Self.datasetNames) }

  /// Reads the two parts of a data set from the arrays x_train, y_train, x_test and y_test.
  ///
  /// Throws `FileError` as `dataset(inputs:targets:task:)` does.
  public func datasets(task: Dataset.Task? = nil) throws -> (train: Dataset, test: Dataset) {
    let names = Self.datasetNames
    let train = try dataset(inputs: names[0], targets: names[1], task: task)
    let test = try dataset(inputs: names[2], targets: names[3], matching: train)
    try test.checkFit(to: train, path: path)
    return (train, test)
  }

  func dataset(
    inputs: String?, targets: String, _ understood: ArrayTargets
  ) throws -> Dataset {
    // The targets are the smaller array.
    let targetArray = try array(targets)
    let inputs = try inputs ?? onlyOther(than: targets)
    return try Dataset(
      inputs: array(inputs), at: place(inputs), targets: targetArray, at: place(targets), understood)
  }

  private func onlyOther(than targets: String) throws -> String {
    let others = names.filter { $0 != targets }
    guard others.count == 1 else {
      throw FileError(
        path: path, expected: "the name of the inputs, or one array beside \(targets.printable)",
        found: others.isEmpty ? "no other" : "\(others.count): \(Folder.summary(of: others))")
    }
    return others[0]
  }
}

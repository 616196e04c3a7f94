import FledgeBasics
import FledgeFiles
import FledgeTensor

/// A file of named arrays, of which any may be read: an `NPZ` archive, a safetensors file.
public protocol NamedArrays: Sendable {
  /// The file's name.
  var path: String { get }
  /// The names of the arrays, in the order of the file.
  var names: [String] { get }
  /// Reads one array. Throws `FileError` if there is none of this name, or it cannot be read.
  func array(_ name: String) throws -> Tensor
}

/// The arrays of a data set in two parts, as Keras's mnist.npz has them.
let partNames = ["x_train", "y_train", "x_test", "y_test"]

extension NamedArrays {
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

  /// Whether the file has the arrays of a data set in two parts.
  public var holdsDatasets: Bool { Set(names).isSuperset(of: partNames) }

  /// Reads the two parts of a data set from the arrays x_train, y_train, x_test and y_test.
  ///
  /// Throws `FileError` as `dataset(inputs:targets:task:)` does.
  public func datasets(task: Dataset.Task? = nil) throws -> (train: Dataset, test: Dataset) {
    let train = try dataset(inputs: partNames[0], targets: partNames[1], task: task)
    let test = try dataset(inputs: partNames[2], targets: partNames[3], matching: train)
    try test.checkFit(to: train, path: path)
    return (train, test)
  }

  /// The error of a name that no array has.
  package func missing(_ name: String) -> FileError {
    let meant = nearestName(to: name, among: names).map { ", perhaps \($0.printable)" } ?? ""
    return FileError(
      path: path, expected: "one of the arrays \(Folder.summary(of: names))\(meant)", found: "no such array")
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

  /// Where an array stands, for messages.
  func place(_ name: String) -> ArrayPlace { ArrayPlace(path: path, name: name) }

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

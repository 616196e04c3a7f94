import FledgeBasics
import FledgeFiles
import FledgeTensor

extension Dataset {
  /// Reads the two parts of a data set from a directory.
  ///
  /// It holds either `x_train.npy`, `y_train.npy`, `x_test.npy` and `y_test.npy` (see `NPY.readDataset`), or the four IDX files
  /// under the names of MNIST, plain or `.gz`, whose targets may be labels or numbers (see `IDX.readTargets`). Examples keep
  /// their shape: pictures are (rows, columns).
  ///
  /// Throws `FileError` for what is missing, damaged or does not fit together.
  public static func load(from directory: String) throws -> (train: Dataset, test: Dataset) {
    try load(from: directory) { _, _ in }
  }

  /// The same; `accept` throws if pictures of such dimensions are of no use, before they are read.
  package static func load(
    from directory: String, accept: @escaping Images.Acceptance
  ) throws -> (train: Dataset, test: Dataset) {
    let parts: (train: Dataset, test: Dataset)
    if holdsArrays(directory) {
      parts = try loadArrays(from: directory)
    } else if let files = try MNIST.findNumbers(in: directory) {
      let test = try pictures(files[1], accept)
      parts = (try pictures(files[0], accept), test)
    } else {
      let (train, test) = try MNIST.load(from: directory, accept: accept)
      return (Dataset(train, flattened: false), Dataset(test, flattened: false))
    }
    try parts.test.checkFit(to: parts.train, path: directory)
    return parts
  }

  /// The test part alone, with labels of at most `classes` classes, or with numbers.
  package static func loadTest(
    from directory: String, classes: Int?, accept: Images.Acceptance
  ) throws -> Dataset {
    let names = NPY.datasetFiles
    if holdsArrays(directory) {
      return try NPY.readDataset(
        inputs: directory + "/" + names[2], targets: directory + "/" + names[3], classes: classes)
    }
    if let files = try MNIST.findNumbers([.test], in: directory) { return try pictures(files[0], accept) }
    let images = try MNIST.load(.test, from: directory, classes: classes ?? 10, accept: accept)
    return Dataset(images, flattened: false)
  }

  private static func holdsArrays(_ directory: String) -> Bool {
    NPY.datasetFiles.contains { File.exists(directory + "/" + $0) }
  }

  private static func loadArrays(from directory: String) throws -> (train: Dataset, test: Dataset) {
    let paths = NPY.datasetFiles.map { directory + "/" + $0 }
    let missing = zip(NPY.datasetFiles, paths).filter { !File.exists($1) }.map(\.0)
    guard missing.isEmpty else {
      throw FileError(path: directory, found: "no \(missing.joined(separator: ", no "))")
    }
    let train = try NPY.readDataset(inputs: paths[0], targets: paths[1])
    let classes = train.hasClasses ? train.classes : nil
    return (train, try NPY.readDataset(inputs: paths[2], targets: paths[3], classes: classes))
  }

  private static func pictures(
    _ files: (images: String, labels: String), _ accept: Images.Acceptance
  ) throws -> Dataset {
    let targets = try IDX.readTargets(from: files.labels)
    guard targets.dtype.isFloatingPoint else {
      throw FileError(path: files.labels, expected: "numbers, as in the other part", found: "labels")
    }
    let stream = try InflateStream(path: files.images)
    let images = try IDX.readImages(stream, accept: accept)
    guard images.count == targets.shape[0] else {
      throw FileError(
        path: files.labels,
        expected:
          "\(NumberText.count(images.count, "number")), one for each picture in \(files.images.printable)",
        found: NumberText.grouped(targets.shape[0]))
    }
    return Dataset(inputs: images.pixels, targets: targets)
  }

  /// Throws unless examples and targets have the shapes of those of another part, and inputs are bytes where its are.
  private func checkFit(to train: Dataset, path: String) throws {
    let describe = { (dataset: Dataset) in
      let target = Shape(Array(dataset.store.targets.shape.dimensions.dropFirst()))
      return "inputs of \(dataset.inputShape) and \(dataset.hasClasses ? "labels" : "numbers of \(target)")"
    }
    guard (store.inputs.dtype == .uint8) == (train.store.inputs.dtype == .uint8) else {
      throw FileError(
        path: path, place: "test part",
        expected: "inputs of \(train.store.inputs.dtype), as in the training part",
        found: "\(store.inputs.dtype); bytes are scaled, and other numbers are not")
    }
    guard describe(self) == describe(train) else {
      throw FileError(
        path: path, place: "test part", expected: describe(train) + ", as in the training part",
        found: describe(self))
    }
  }
}

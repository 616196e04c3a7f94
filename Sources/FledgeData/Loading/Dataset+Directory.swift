import FledgeBasics
import FledgeFiles
import FledgeTensor

extension Dataset {
  /// Reads the two parts of a data set from a directory, or from an archive of arrays (see `NPZ.datasets`).
  ///
  /// The directory holds either `x_train.npy`, `y_train.npy`, `x_test.npy` and `y_test.npy` (see `NPY.readDataset`), or four IDX files under one
  /// of the names that `MNIST.load` knows, whose targets may be labels or numbers (see `IDX.readTargets`) and whose pixels may be
  /// of any type. Examples keep their shape: pictures are (rows, columns). Labels that are exactly 0..<k are the numbers of their
  /// classes; any others, such as 1 to 26, become `classNames` in ascending order, and the test part has no further ones.
  ///
  /// Throws `FileError` for what is missing, damaged or does not fit together.
  public static func load(from directory: String) throws -> (train: Dataset, test: Dataset) {
    try load(from: directory) { _, _ in }
  }

  /// The same; `accept` throws if pictures of such dimensions are of no use, before they are read.
  package static func load(
    from directory: String, accept: @escaping Images.Acceptance
  ) throws -> (train: Dataset, test: Dataset) {
    if let archive = try archive(at: directory) { return try archive.datasets() }
    if holdsArrays(directory) {
      let (train, test) = try loadArrays(from: directory)
      try test.checkFit(to: train, path: directory)
      return (train, test)
    }
    let files = try IDXFolder.find(MNIST.Part.allCases, in: directory, others: [NPY.datasetFiles[0]])
    let (train, test) = try loadPictures(files[0], files[1], accept)
    try test.checkFit(to: train, path: directory)
    return (train, test)
  }

  /// The test part alone, with the labels of `classes` classes that may have names (see `ClassLabels`), or with numbers.
  package static func loadTest(
    from directory: String, classes: Int?, classNames: [String]? = nil, accept: Images.Acceptance
  ) throws -> Dataset {
    let names = NPY.datasetFiles
    let model = classes.map { ClassLabels(count: $0, names: classNames) }
    let understood = understood(classes, classNames)
    if let archive = try archive(at: directory) {
      return try archive.dataset(inputs: partNames[2], targets: partNames[3], understood)
    }
    if holdsArrays(directory) {
      return try NPY.readDataset(
        inputs: directory + "/" + names[2], targets: directory + "/" + names[3], understood)
    }
    let files = try IDXFolder.find([.test], in: directory, others: [names[2]])[0]
    let pair = try IDXPair(files, accept: accept)
    let targets = try pair.targets()
    if pair.predictsNumbers { return Dataset(inputs: try pair.pixels(), targets: targets) }
    let known = try model ?? ClassLabels(of: targets, path: files.targets)
    return try known.dataset(pair, targets)
  }

  /// Examples from two arrays for a model of so many classes, which may have names, or of numbers; if they are streamed, the inputs stay in
  /// their file.
  package static func arrays(
    inputs: String, targets: String, classes: Int?, classNames: [String]?, areStreamed: Bool = false
  ) throws -> Dataset {
    let understood = understood(classes, classNames)
    return try areStreamed
      ? NPY.streamDataset(inputs: inputs, targets: targets, understood)
      : NPY.readDataset(inputs: inputs, targets: targets, understood)
  }

  /// The same from two arrays of an archive; without a name of the targets from x_test and y_test.
  package static func arrays(
    of archive: some NamedArrays, inputs: String?, targets: String?, classes: Int?, classNames: [String]?
  ) throws -> Dataset {
    try archive.dataset(
      inputs: targets == nil ? partNames[2] : inputs, targets: targets ?? partNames[3],
      understood(classes, classNames))
  }

  /// How targets are understood beside a model: where it gives numbers, whole numbers are numbers, too.
  private static func understood(_ classes: Int?, _ classNames: [String]?) -> ArrayTargets {
    let model = classes.map { ClassLabels(count: $0, names: classNames) }
    return ArrayTargets(task: model == nil ? .regression : nil, known: model)
  }

  /// Whether any file of a data set in parts stands in a directory, or under a path that ends with its prefix.
  package static func holdsParts(_ path: String) -> Bool {
    holdsArrays(path) || IDXFolder.holdsSets(path)
  }

  /// The archive that stands there; nil for a directory, and for a file of another kind.
  private static func archive(at path: String) throws -> NPZ? {
    guard File.exists(path), !File.isDirectory(path) else { return nil }
    let start = try FileReader(path: path, kind: .regular).readUpTo(2)
    return start == Array("PK".utf8) ? try NPZ(path: path) : nil
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
    return (train, try NPY.readDataset(inputs: paths[2], targets: paths[3], matching: train))
  }

  private static func loadPictures(
    _ trainFiles: IDXFiles, _ testFiles: IDXFiles, _ accept: @escaping Images.Acceptance
  ) throws -> (train: Dataset, test: Dataset) {
    // The headers of all files come first, and the labels before the pictures.
    let test = try IDXPair(testFiles, accept: accept)
    let train = try IDXPair(trainFiles, accept: accept)
    guard test.predictsNumbers == train.predictsNumbers else {
      let kinds = ["labels", "numbers"]
      throw FileError(
        path: testFiles.targets, expected: "\(kinds[train.predictsNumbers ? 1 : 0]), as in the other part",
        found: kinds[test.predictsNumbers ? 1 : 0])
    }
    let size = { (pair: IDXPair) in "\(pair.dimensions.rows) × \(pair.dimensions.columns)" }
    guard size(test) == size(train) else {
      throw FileError(
        path: testFiles.images, place: "header",
        expected: "pictures of \(size(train)), as in \(trainFiles.images.printable)", found: size(test))
    }
    let (testTargets, trainTargets) = (try test.targets(), try train.targets())
    if train.predictsNumbers {
      return (
        Dataset(inputs: try train.pixels(), targets: trainTargets),
        Dataset(inputs: try test.pixels(), targets: testTargets)
      )
    }
    let known = try ClassLabels(of: trainTargets, path: trainFiles.targets)
    // A stream stays on the thread that opened it.
    let (testSet, trainSet) = try simultaneously(
      { try known.dataset(IDXPair(testFiles, accept: accept), testTargets) },
      { try known.dataset(train, trainTargets) })
    return (trainSet, testSet)
  }

  /// Throws unless examples and targets have the shapes of those of another part, and inputs are bytes where its are.
  func checkFit(to train: Dataset, path: String) throws {
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

extension ClassLabels {
  /// The pictures of a pair of files with the classes of their labels (m).
  fileprivate func dataset(_ pair: IDXPair, _ labels: Tensor) throws -> Dataset {
    let labels = try classes(of: labels, path: pair.files.targets)
    return Dataset(inputs: try pair.pixels(), labels: labels, classes: count, classNames: names)
  }
}

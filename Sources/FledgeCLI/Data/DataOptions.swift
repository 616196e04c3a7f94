import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// Where the examples come from.
struct DataOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      digits (built in, the default), mnist (see 'fledge help data fetch'), a table (CSV, TSV, JSON lines), a folder of \
      class folders of pictures, two NPY files (inputs and targets), an NPZ or safetensors file of arrays, or a directory with the four \
      IDX files, whose targets are labels or numbers, or with x_train.npy, y_train.npy, x_test.npy and y_test.npy.
      """,
      valueName: "data"),
    completion: .file())
  var places: [String] = []

  @Option(name: .customLong("data"), help: ArgumentHelp("The same.", valueName: "data"), completion: .file())
  var named: String?

  @Option(
    help: ArgumentHelp(
      "What stands there, whatever it looks like: \(DataFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "format"),
    transform: { try choice($0, among: DataFormat.allCases.map { ($0.rawValue, $0) }, ForeignNames.formats) })
  var format: DataFormat?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Leave the rows of a table, or the inputs of two NPY files, in files and read them when their batch is due, in blocks that are \
      shuffled (default: for files of more than a quarter of the memory; compressed ones count four times).
      """)
  var stream: Bool?

  private static let names = ["digits", "mnist"]

  func validate() throws {
    if let place = places.first, let named {
      throw ValidationError(
        "the data are given twice, \(place.printable) and --data \(named.printable): leave one of them out")
    }
    // Every other text is a path; one that does not exist may be a misspelt name.
    if format == nil, !Self.names.contains(name), !File.exists(name),
      suggestion(for: name, among: Self.names) != nil
    {
      throw unknown("data set", name, among: Self.names)
    }
  }

  /// What was asked for.
  var name: String { named ?? places.first ?? "digits" }

  /// Whether it was asked for at all.
  var isSaid: Bool { named != nil || !places.isEmpty }

  /// Whether data that are no file have this name.
  func isKnown(_ name: String) -> Bool { Self.names.contains(name) }

  /// What it is. Throws as `DataKind` does.
  var kind: DataKind {
    get throws {
      let places = named.map { [$0] } ?? places
      return try format.map { try DataKind(places, as: $0) } ?? DataKind(places)
    }
  }

  /// The files and folders that are read, as far as the user names them.
  var paths: [String] { format == nil && Self.names.contains(name) ? [] : named.map { [$0] } ?? places }

  /// What there is to train on.
  ///
  /// Throws `FileError` for what is missing, damaged or does not fit together; `ValidationError` for options that do not go with the
  /// kind of data.
  func load(_ options: TableOptions, _ pictures: PictureDataOptions) throws -> DataSource {
    let kind = try kind
    try checkStream(kind)
    try options.check(for: kind, named: name)
    try pictures.check(for: kind, named: name)
    switch kind {
    case .digits: return .parts(Self.shaped((Digits.train(), Digits.test())))
    case .mnist: return .parts(try Self.shaped(MNIST.load(from: nil, accept: Self.checkPictures)))
    case .parts(let path): return .parts(try Dataset.load(from: path, accept: Self.checkPictures))
    case .table(let path):
      let (format, written) = (format?.applied(to: options.format) ?? options.format, format?.table)
      guard !streams([path]) else {
        return .stream(
          try TableStream(path, format: format, kind: written),
          test: try options.test.map { try TableStream($0, format: format, kind: written) })
      }
      return .table(
        try TableFile(path, format: format, kind: written),
        test: try options.test.map { try Table(contentsOf: $0, format: format, kind: written) })
    case .arrays(let inputs, let targets):
      let task = options.datasetTask
      return .examples(
        train: try streams([inputs])
          ? NPY.streamDataset(inputs: inputs, targets: targets, task: task)
          : NPY.readDataset(inputs: inputs, targets: targets, task: task), validation: nil, test: nil)
    case .archive(let path):
      let archive = try namedArrays(at: path, as: format)
      if options.target == nil && archive.holdsDatasets {
        return .parts(try archive.datasets(task: options.datasetTask))
      }
      return .examples(
        train: try options.dataset(of: archive), validation: nil, test: nil)
    case .pictures(let path):
      let (train, validation, test) = try pictures.load(path)
      return .examples(train: train, validation: validation, test: test)
    }
  }

  /// The examples to test a model with that knows so many classes, nil for one that predicts numbers; where its classes have names,
  /// labels are those. `accept` throws for pictures of a size that it does not take.
  func loadTest(
    classes: Int?, classNames: [String]? = nil, accept: Images.Acceptance
  ) throws -> Dataset {
    switch name {
    case "digits":
      let digits = Digits.test()
      try accept(digits.images.dimensions, name)
      if let classNames { return try digits.dataset(labelledBy: classNames, path: name) }
      return Dataset(try classes.map(digits.widened) ?? digits, flattened: false)
    case "mnist":
      let classCount = classNames == nil ? classes ?? 10 : 10
      let pictures = try MNIST.load(.test, from: nil, classes: classCount, accept: accept)
      if let classNames { return try pictures.dataset(labelledBy: classNames, path: name) }
      return Dataset(pictures, flattened: false)
    default:
      return try Dataset.loadTest(from: name, classes: classes, classNames: classNames, accept: accept)
    }
  }

  private static let mostPixels = 1 << 24

  /// Throws `FileError` for pictures that are too many or too large for the library.
  @Sendable private static func checkPictures(_ pictures: Images.Dimensions, path: String) throws {
    let (rows, columns, limit) = (pictures.rows, pictures.columns, Self.mostPixels)
    guard rows <= limit, columns <= limit, rows * columns <= limit else {
      throw FileError(
        path: path, expected: "pictures of at most \(limit) pixels", found: "\(rows)×\(columns)")
    }
    guard pictures.count <= Int(Int32.max) else {
      throw FileError(path: path, expected: "at most \(Int32.max) pictures", found: "\(pictures.count)")
    }
  }

  private static func shaped(
    _ parts: (train: LabelledImages, test: LabelledImages)
  ) -> (train: Dataset, test: Dataset) {
    (Dataset(parts.train, flattened: false), Dataset(parts.test, flattened: false))
  }
}

extension LabelledImages {
  /// The same for a model whose classes have these names: a picture labelled 7 is of the class that is called 7.
  fileprivate func dataset(labelledBy names: [String], path: String) throws -> Dataset {
    let labels = try ClassLabels(count: names.count, names: names).classes(of: labels, path: path)
    return Dataset(inputs: images.pixels, labels: labels, classes: names.count, classNames: names)
  }

  /// The same for a model that knows further classes. Throws `FileError` if it knows fewer.
  fileprivate func widened(to modelClasses: Int) throws -> LabelledImages {
    guard modelClasses >= classes else {
      throw FileError(
        path: "digits", expected: "labels of the \(modelClasses) classes that the model knows",
        found: "\(classes) classes")
    }
    return LabelledImages(images: images, labels: labels, classes: modelClasses)
  }
}

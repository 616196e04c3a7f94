import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// Where the examples come from.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      digits (built in), mnist (see 'fledge help data fetch'), or a directory: with the four IDX files, whose \
      targets are labels or numbers, or with x_train.npy, y_train.npy, x_test.npy and y_test.npy.
      """,
      valueName: "name"))
  var data = "digits"

  func validate() throws {
    // Every other text is a directory; one that does not exist may be a misspelt name.
    let names = ["digits", "mnist"]
    if !names.contains(data), !File.exists(data), suggestion(for: data, among: names) != nil {
      throw unknown("data set", data, among: names)
    }
  }

  /// Both parts of the data set.
  func load() throws -> TrainingData {
    switch data {
    case "digits":
      TrainingData(data, Self.shaped((Digits.train(), Digits.test())))
    case "mnist":
      try TrainingData(data, Self.shaped(MNIST.load(from: nil, accept: TrainingData.check)))
    default: try TrainingData(data, Dataset.load(from: data, accept: TrainingData.check))
    }
  }

  /// The examples to test a model with that knows so many classes, nil for one that predicts numbers; where its classes have names,
  /// labels are those. `accept` throws for pictures of a size that it does not take.
  func loadTest(
    classes: Int?, classNames: [String]? = nil, accept: Images.Acceptance
  ) throws -> Dataset {
    switch data {
    case "digits":
      let digits = Digits.test()
      try accept(digits.images.dimensions, data)
      if let classNames { return try digits.dataset(labelledBy: classNames, path: data) }
      return Dataset(try classes.map(digits.widened) ?? digits, flattened: false)
    case "mnist":
      let classCount = classNames == nil ? classes ?? 10 : 10
      let pictures = try MNIST.load(.test, from: nil, classes: classCount, accept: accept)
      if let classNames { return try pictures.dataset(labelledBy: classNames, path: data) }
      return Dataset(pictures, flattened: false)
    default:
      return try Dataset.loadTest(from: data, classes: classes, classNames: classNames, accept: accept)
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

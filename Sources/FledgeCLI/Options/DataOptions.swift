import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// Where the examples come from.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "digits (built in), mnist (see 'fledge help data fetch'), or a directory with the four IDX files.",
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
  func load() throws -> ClassificationData {
    switch data {
    case "digits": ClassificationData("digits", (Digits.train(), Digits.test()))
    default:
      try ClassificationData(data, MNIST.load(from: directory, accept: ClassificationData.check))
    }
  }

  /// The examples to test a model of so many classes with; `accept` throws for pictures of a size that it does not take.
  func loadTest(classes: Int, accept: Images.Acceptance) throws -> LabelledImages {
    guard data == "digits" else {
      return try MNIST.load(.test, from: directory, classes: classes, accept: accept)
    }
    let digits = Digits.test()
    try accept(digits.images.dimensions, data)
    return try digits.widened(to: classes)
  }

  /// Where the files of the data set are; nil for the usual place.
  private var directory: String? { data == "mnist" ? nil : data }
}

extension LabelledImages {
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

/// A data set in its two parts.
struct ClassificationData {
  let name: String
  /// The shape of one example.
  let input: Shape
  private(set) var train: Dataset
  private(set) var test: Dataset

  init(_ name: String, _ parts: (train: LabelledImages, test: LabelledImages)) {
    self.name = name
    train = Dataset(parts.train)
    test = Dataset(parts.test)
    input = [parts.train.images.rows, parts.train.images.columns]
  }

  private static let mostPixels = 1 << 24

  /// Throws `FileError` for pictures that are too many or too large for the library.
  @Sendable static func check(_ pictures: Images.Dimensions, path: String) throws {
    let (rows, columns, limit) = (pictures.rows, pictures.columns, Self.mostPixels)
    guard rows <= limit, columns <= limit, rows * columns <= limit else {
      throw FileError(
        path: path, expected: "pictures of at most \(limit) pixels", found: "\(rows)×\(columns)")
    }
    guard pictures.count <= Int(Int32.max) else {
      throw FileError(path: path, expected: "at most \(Int32.max) pictures", found: "\(pictures.count)")
    }
  }

  /// The same examples, whose inputs are `scale` times the bytes, in the shape that a model takes.
  func prepared(for card: ModelCard) -> ClassificationData {
    var result = self
    for part in [\ClassificationData.train, \.test] {
      let dataset = self[keyPath: part]
      result[keyPath: part] = Dataset(
        inputs: dataset.inputs, labels: dataset.labels, classes: dataset.classes, scale: card.scale
      ).shaped(card.input)
    }
    return result
  }

  var summary: String {
    "\(name.printable): \(NumberText.count(train.count, "picture")) to train on, "
      + "\(NumberText.grouped(test.count)) to test; "
      + "\(input[0])×\(input[1]) pixels, \(NumberText.count(train.classes, "class", "classes"))"
  }
}

extension Dataset {
  /// The same examples, each of this shape; the numbers stay where they are.
  func shaped(_ shape: Shape) -> Dataset {
    Dataset(
      inputs: inputs.reshaped(to: Shape([count] + shape.dimensions)), labels: labels, classes: classes,
      scale: scale)
  }
}

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
    case "digits": try ClassificationData("digits", (Digits.train(), Digits.test()))
    case "mnist": try ClassificationData("mnist", MNIST.load())
    default: try ClassificationData(data, MNIST.load(from: data))
    }
  }

  /// The examples to test a model of so many classes with.
  func loadTest(classes: Int) throws -> LabelledImages {
    switch data {
    case "digits": try Digits.test().widened(to: classes)
    case "mnist": try MNIST.load(.test, classes: classes)
    default: try MNIST.load(.test, from: data, classes: classes)
    }
  }
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
  let train: Dataset
  let test: Dataset
  let picture: NetworkDescription.Picture

  /// Throws `FileError` for pictures that are too many or too large for the library.
  init(_ name: String, _ parts: (train: LabelledImages, test: LabelledImages)) throws {
    let images = parts.train.images
    let (pixels, limit) = (images.rows * images.columns, NetworkDescription.largestSize)
    guard pixels <= limit else {
      throw FileError(
        path: name, expected: "pictures of at most \(limit) pixels",
        found: "\(images.rows)×\(images.columns)")
    }
    for count in [images.count, parts.test.count] where count > Int(Int32.max) {
      throw FileError(path: name, expected: "at most \(Int32.max) pictures", found: "\(count)")
    }
    self.name = name
    train = Dataset(parts.train)
    test = Dataset(parts.test)
    picture = .init(rows: images.rows, columns: images.columns)
  }

  var summary: String {
    "\(name): \(NumberText.count(train.count, "picture")) to train on, "
      + "\(NumberText.grouped(test.count)) to test; "
      + "\(picture.rows)×\(picture.columns) pixels, \(NumberText.count(train.classes, "class", "classes"))"
  }
}

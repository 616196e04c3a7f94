import ArgumentParser
import Fledge

/// Where the examples come from.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "digits (built in), mnist (see 'fledge data fetch mnist'), or a directory with the four IDX files.",
      valueName: "name"))
  var data = "digits"

  func load() throws -> ClassificationData {
    switch data {
    case "digits": ClassificationData("digits", train: Digits.train(), test: Digits.test())
    case "mnist": try ClassificationData("mnist", MNIST.load())
    default: try ClassificationData(data, MNIST.load(from: data))
    }
  }

  /// The examples to test with alone.
  func loadTest(classes: Int) throws -> LabelledImages {
    switch data {
    case "digits": Digits.test()
    case "mnist": try MNIST.load(.test, classes: classes)
    default: try MNIST.load(.test, from: data, classes: classes)
    }
  }
}

/// A data set in its two parts.
struct ClassificationData {
  let name: String
  let train: Dataset
  let test: Dataset
  let picture: NetworkDescription.Picture

  init(_ name: String, train: LabelledImages, test: LabelledImages) {
    self.name = name
    self.train = Dataset(train)
    self.test = Dataset(test)
    picture = .init(rows: train.images.rows, columns: train.images.columns)
  }

  init(_ name: String, _ parts: (train: LabelledImages, test: LabelledImages)) {
    self.init(name, train: parts.train, test: parts.test)
  }

  var summary: String {
    "\(name): \(train.count.groupedByThousands) pictures to train on, \(test.count.groupedByThousands) to test; "
      + "\(picture.rows)×\(picture.columns) pixels, \(train.classes) classes"
  }
}

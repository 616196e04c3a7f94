import Fledge
import FledgeBasics
import FledgeFiles

/// A data set in its two parts.
struct TrainingData {
  let name: String
  /// The shape of one example.
  let input: Shape
  var train: Dataset
  private(set) var test: Dataset

  init(_ name: String, _ parts: (train: Dataset, test: Dataset)) {
    (self.name, train, test) = (name, parts.train, parts.test)
    input = parts.train.inputShape
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

  /// How many numbers a model gives for an example: one for each class, or for each number of a target.
  var outputs: Int { train.outputs }

  /// The same examples, whose inputs are scaled and shaped as a model takes them.
  func prepared(for card: ModelCard) -> TrainingData {
    var result = self
    result.train = train.scaled(by: card.scale).shaped(card.input)
    result.test = test.scaled(by: card.scale).shaped(card.input)
    return result
  }

  /// Throws `FileError` unless the model takes such examples and gives what is compared with their targets; `path` is the file
  /// that describes it, if any does.
  func expectFit(_ description: ModelDescription, path: String?) throws {
    guard let path else { return }
    let (taken, output) = (description.card.input, try description.outputShape)
    guard taken.elementCount == input.elementCount, output.rank == 2, output[1] == outputs else {
      throw FileError(
        path: name,
        expected:
          "examples of \(taken) and \(output.rank == 2 ? output[1] : 0) outputs, as in \(path.printable)",
        found: "\(input) and \(outputs)")
    }
  }

  /// For people: how many examples there are and of what kind.
  var summary: String {
    let isPicture = input.rank == 2 && train.inputs.dtype == .uint8
    let example = isPicture ? "picture" : "example"
    let size =
      isPicture ? "\(input[0])×\(input[1]) pixels" : NumberText.count(input.elementCount, "input")
    let target =
      train.hasClasses
      ? NumberText.count(train.classes, "class", "classes")
      : "\(NumberText.count(outputs, "number")) to predict"
    return "\(name.printable): \(NumberText.count(train.count, example)) to train on, "
      + "\(NumberText.grouped(test.count)) to test; \(size), \(target)"
  }
}

extension Dataset {
  /// How many numbers a model gives for an example.
  var outputs: Int { hasClasses ? classes : targets.shape.count(over: 1...) }
}

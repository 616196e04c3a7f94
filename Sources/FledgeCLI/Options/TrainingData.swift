import Fledge
import FledgeBasics
import FledgeFiles

/// A data set in its two parts.
struct TrainingData {
  let name: String
  /// The shape of one example.
  let input: Shape
  private let holdsPictures: Bool
  var train: Dataset
  private(set) var test: Dataset

  init(_ name: String, _ parts: (train: Dataset, test: Dataset)) {
    (self.name, train, test) = (name, parts.train, parts.test)
    (input, holdsPictures) = (parts.train.inputShape, parts.train.holdsPictures)
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

  /// Throws `FileError` unless the model that the file `path` describes takes such examples, in their shape or in one row, and gives
  /// what is compared with their targets.
  func expectFit(_ description: ModelDescription, path: String) throws {
    func contradiction(_ expected: String, _ found: String, _ place: String) -> FileError {
      FileError(
        path: path, place: place, expected: "\(expected) in the data \(name.printable)", found: found)
    }
    let taken = description.card.input
    if taken != input, taken != [input.elementCount] {
      let size = { (shape: Shape) in
        shape.rank == 2 ? "\(shape[0])×\(shape[1])" : "\(shape.elementCount) inputs"
      }
      guard input.rank == 2 else { throw contradiction(size(input), size(taken), "inputs") }
      throw contradiction("pictures of \(size(input))", size(taken), "pictures")
    }
    let output = try description.outputShape
    guard output.rank == 2, output[1] == outputs else {
      let found = output.rank == 2 ? "\(output[1])" : "results of shape \(output)"
      let what = train.hasClasses ? "classes" : "numbers"
      throw contradiction("\(outputs) \(what)", found, what)
    }
  }

  /// For people: how many examples there are and of what kind.
  var summary: String {
    let example = holdsPictures ? "picture" : "example"
    let size =
      holdsPictures ? "\(input[0])×\(input[1]) pixels" : NumberText.count(input.elementCount, "input")
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

  /// Whether its inputs are pictures as they are read: bytes in rows and columns.
  var holdsPictures: Bool { inputShape.rank == 2 && inputs.dtype == .uint8 }
}

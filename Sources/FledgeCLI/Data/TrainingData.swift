import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// The examples of a training, in their parts.
struct TrainingData {
  let name: String
  /// The shape of one example.
  let input: Shape
  private let holdsPictures: Bool
  /// The examples to train on.
  private(set) var train: Dataset
  /// Those held back, by which a training may be stopped and its model chosen.
  private(set) var validation: Dataset?
  /// Those that nothing is chosen by.
  private(set) var test: Dataset?
  /// What makes inputs and targets of a table's rows.
  let encoding: TableEncoding?
  /// What the options leave open.
  let preset: Preset
  /// What was found of a table, in lines for people.
  private let findings: [String]
  /// What of a table is hardly meant, likewise.
  let warnings: [String]

  /// Splits what was loaded.
  ///
  /// - Parameters:
  ///   - name: what the user calls it.
  ///   - table: what a table's columns are, and what of the data is held back to test.
  ///   - course: what is held back to validate.
  ///   - seed: draws what is held back.
  ///   - encoding: what a model that is there already takes of a table's rows; nil: it is learnt from the training part.
  ///
  /// Throws `ValidationError` for shares too small to hold an example back, and as `TableSchema` and `TableEncoding` do.
  init(
    _ source: DataSource, named name: String, _ table: TableOptions, _ course: CourseOptions, seed: UInt64,
    encoding: TableEncoding?
  ) throws {
    (self.name, preset) = (name, source.preset(table))
    switch source {
    case .examples(let examples, let validation, let test):
      (self.encoding, findings, warnings) = (nil, [], [])
      (input, holdsPictures) = (examples.inputShape, examples.holdsPictures)
      self.test = test
      var rest = examples
      if test == nil, let fraction = table.testFraction {
        (rest, self.test) = try CourseOptions.parts(
          of: rest, fraction, named: name, seed: seed &+ 1, option: "--test-fraction")
      }
      if let validation {
        (train, self.validation) = (rest, validation)
      } else {
        (train, self.validation) = try CourseOptions.parts(
          of: rest, course.validation, named: name, seed: seed, option: "--validation",
          standard: preset.validation)
      }
    case .table(let file, let test, let kept):
      let parts = try TableParts(file, test, kept, table, course, seed: seed, encoding: encoding)
      (self.encoding, findings, warnings) = (parts.encoding, parts.findings, parts.warnings)
      (train, validation, self.test) = (parts.train, parts.validation, parts.test)
      (input, holdsPictures) = ([parts.encoding.width], false)
    case .stream(let stream, let test):
      let parts = try TableParts(streaming: stream, test, table, course, seed: seed, encoding: encoding)
      (self.encoding, findings, warnings) = (parts.encoding, parts.findings, parts.warnings)
      (train, validation, self.test) = (parts.train, parts.validation, parts.test)
      (input, holdsPictures) = ([parts.encoding.width], false)
    }
  }

  /// How many numbers a model gives for an example: one for each class, or for each number of a target.
  var outputs: Int { train.outputs }

  /// What a unit of the targets is in the units of the data.
  var targetScale: Double {
    if case .number(_, let scale) = encoding?.target { scale } else { 1 }
  }

  /// The same examples, whose inputs are scaled and shaped as a model takes them.
  func prepared(for card: ModelCard) -> TrainingData {
    var result = self
    let prepare = { (part: Dataset) in part.scaled(by: card.scale).shaped(card.input) }
    (result.train, result.validation, result.test) = (
      prepare(train), validation.map(prepare), test.map(prepare)
    )
    return result
  }

  /// The same where nothing may be measured on the test part.
  var withoutTest: TrainingData {
    var result = self
    result.test = nil
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

  /// For people: how many examples there are and of what kind, and what was found of a table.
  var summary: [String] {
    let example = holdsPictures ? "picture" : encoding == nil ? "example" : "row"
    let size =
      holdsPictures
      ? "\(input[0])×\(input[1]) pixels\(input.rank == 3 ? " in colour" : "")"
      : NumberText.count(input.elementCount, "input")
    let target =
      train.hasClasses
      ? NumberText.count(train.classes, "class", "classes")
      : "\(NumberText.count(outputs, "number")) to predict"
    var parts = ["\(NumberText.count(train.count, example)) to train on"]
    if let validation { parts.append("\(NumberText.grouped(validation.count)) held back to validate") }
    if let test { parts.append("\(NumberText.grouped(test.count)) to test") }
    let streamed = train.blockingOutline.map {
      "streamed, not held in memory: read \($0); --no-stream holds it"
    }
    return ["\(name.printable): \(parts.joined(separator: ", ")); \(size), \(target)"] + findings
      + [streamed].compactMap(\.self)
  }
}

extension Dataset {
  /// How many numbers a model gives for an example.
  var outputs: Int { hasClasses ? classes : targetShape.elementCount }

  /// Whether its inputs are pictures as they are read: bytes in rows and columns.
  var holdsPictures: Bool { [2, 3].contains(inputShape.rank) && inputType == .uint8 }
}

import Fledge
import FledgeBasics
import FledgeFiles

/// A saved model that classifies or predicts numbers, and the name of its file.
struct SavedPredictor {
  /// The result for one example may be as wide as one layer of a network of the first version.
  private static let mostOutputs = 1 << 24

  let path: String
  let saved: SavedModel
  /// The number of classes, or of numbers that it predicts.
  let outputs: Int
  /// Whether it predicts numbers.
  let predictsNumbers: Bool
  /// What it takes of a table's rows; nil for a model of other data.
  let encoding: TableEncoding?
  /// How many examples to run at a time.
  let batchSize: Int

  /// Reads a file that `fledge train --save` wrote, or any other with the description of a model.
  ///
  /// Throws `FileError` for a file that is no safetensors file, has no description, does not fit its description, holds
  /// numbers that are not finite, or a model that does not give a row of numbers, needs more than an example at a time,
  /// or more memory than there is.
  init(path: String) throws {
    let file = try SafetensorsFile(path: path)
    try file.expectModel()
    saved = try SavedModel(from: file)
    guard saved.outputShape.rank == 2, saved.outputShape[0] == 1,
      (1...Self.mostOutputs).contains(saved.outputShape[1])
    else {
      throw FileError(
        path: path,
        expected: "a model that gives (1, outputs) for an example, \(Self.mostOutputs) outputs at the most",
        found: "\(saved.outputShape)")
    }
    try ModelDescription(saved.model, saved.card).expectTakesExamples(path: path)
    let need = try MemoryNeed(saved.model, input: saved.card.input, dtype: saved.card.dtype)
    batchSize = need.batchSize
    try need.check(path, copies: 1, examples: batchSize)
    try saved.model.checkFinite(path: path)
    (self.path, outputs) = (path, saved.outputShape[1])
    predictsNumbers = saved.card.predictsNumbers
    encoding = try saved.card.tableEncoding
    if let encoding { try check(encoding) }
  }

  /// Throws unless the model is one of the rows that the card describes.
  private func check(_ encoding: TableEncoding) throws {
    let found =
      encoding.target.classNames.map { NumberText.count($0.count, "class", "classes") } ?? "a number"
    let isSame =
      saved.card.input == [encoding.width] && saved.card.classNames == encoding.target.classNames
      && (encoding.target.classNames?.count ?? 1) == outputs
      && predictsNumbers == (encoding.target.classNames == nil)
    guard isSame else {
      throw FileError(
        path: path, place: "model card, table",
        expected:
          "what the model takes and gives: \(saved.card.input) inputs, \(NumberText.count(outputs, "output"))",
        found: "\(encoding.width) inputs, \(found)")
    }
  }

  /// What numbers to predict are multiplied by where their errors are counted.
  var targetScale: Double {
    if case .number(_, let scale) = encoding?.target { scale } else { 1 }
  }

  var model: AnyLayer { AnyLayer(saved.model) }

  /// Whether the model takes pictures of this size, which come from `source`, in grey or in colour, whichever they are. Throws if it takes
  /// other ones.
  func channels(ofPictures pictures: PictureSize, from source: String) throws -> PictureChannels {
    let (rows, columns, input) = (pictures.rows, pictures.columns, saved.card.input)
    for channels in PictureChannels.allCases {
      let shape = PictureSize(rows: rows, columns: columns, channels: channels).shape
      if input == shape || input == [shape.elementCount] { return channels }
    }
    let expected =
      input.rank == 2 || input.rank == 3
      ? "pictures of \(input[0])×\(input[1])" : "\(NumberText.grouped(input.elementCount)) inputs"
    throw FileError(
      path: source, expected: "\(expected), which the model \(path.printable) takes",
      found: "pictures of \(rows)×\(columns)")
  }

  /// Throws unless the model takes pictures of this size, which come from `source`.
  func expectPictures(_ pictures: Images.Dimensions, from source: String) throws {
    let size = PictureSize(rows: pictures.rows, columns: pictures.columns, channels: .grey)
    _ = try channels(ofPictures: size, from: source)
  }

  /// Throws for a model of so many classes that what it takes for what cannot be counted.
  func expectCountableClasses() throws {
    guard predictsNumbers || outputs <= Dataset.mostClasses else {
      throw FileError(
        path: path,
        expected: "a model of at most \(NumberText.grouped(Dataset.mostClasses)) classes to evaluate",
        found: NumberText.grouped(outputs))
    }
  }

  /// Throws unless the examples, which come from `source`, are such as the model takes, and their targets what it predicts.
  func expectFit(of examples: Dataset, from source: String) throws {
    let (inputs, size) = (examples.inputSize, saved.card.input.elementCount)
    guard inputs == size else {
      throw FileError(
        path: source, expected: "\(NumberText.grouped(size)) inputs, which the model \(path.printable) takes",
        found: NumberText.grouped(inputs))
    }
    guard examples.hasClasses == !predictsNumbers, examples.hasClasses || examples.outputs == outputs else {
      throw FileError(
        path: source,
        expected: predictsNumbers
          ? "\(NumberText.count(outputs, "number")) to predict, as the model \(path.printable) does"
          : "labels of classes, as the model \(path.printable) knows them",
        found: examples.hasClasses ? "labels of classes" : "numbers, \(examples.outputs) an example")
    }
  }

  /// The results (m, outputs) for raw inputs (m, numbers).
  func results(of raw: Tensor) -> Tensor {
    let inputs = raw.reshaped(to: Shape([raw.shape[0]] + saved.card.input.dimensions))
    return saved.model(inputs.converted(to: saved.card.dtype) * saved.card.scale)
  }
}

import Fledge
import FledgeBasics
import FledgeFiles

/// The file of `--initial`: weights to start from, and what the file says of the model that they belong to.
struct InitialModel {
  private let file: SafetensorsFile
  /// `nil` for a file that another program wrote, which says nothing of it.
  let description: ModelDescription?

  /// Throws `FileError` for a file that is no safetensors file, or whose description is damaged.
  init(path: String) throws {
    file = try SafetensorsFile(path: path)
    try file.expectModel()
    description = file.metadata[ModelDescription.metadataKey] == nil ? nil : try ModelDescription(from: file)
  }

  /// The model to train: what the file says of it, and what was asked for where the file says nothing.
  ///
  /// Throws `FileError` naming both where they contradict each other: the weights would then belong to another function.
  func description(_ options: NetworkOptions, _ data: TrainingData, dtype: DType) throws
    -> ModelDescription
  {
    guard let description else { return try options.description(data, dtype: dtype) }
    try check(description, options, data)
    try description.expectTakesExamples(path: file.path)
    try data.expectFit(description, path: file.path)
    var card = description.card
    card.dtype = dtype
    return ModelDescription(description.model, card)
  }

  /// For people: where the weights come from, and what that decided.
  var summary: String {
    let path = file.path.printable
    return description == nil
      ? "weights from \(path), which does not say what network they belong to: as asked for"
      : "weights and network from \(path)"
  }

  /// The weights, for a model of the given description.
  ///
  /// Throws `FileError` if they do not fit it or are not finite.
  func model(_ description: ModelDescription) throws -> AnyLayer {
    var model = AnyLayer(description.model)
    try model.load(from: file, dtype: description.card.dtype)
    try model.checkFinite(path: file.path)
    return model
  }

  private func check(
    _ description: ModelDescription, _ options: NetworkOptions, _ data: TrainingData
  ) throws {
    guard options.asksForNetwork else { return }
    if options.layers != nil {
      let asked = ModelDescription(try options.model(for: data), description.card)
      guard try asked.json(path: file.path) == description.json(path: file.path) else {
        throw contradiction(options.asked, description.model.briefly(for: description.card.input), "model")
      }
      return
    }
    guard let network = description.model as? MultilayerPerceptron else {
      throw contradiction(options.asked, "a model that is no fully connected network", "model")
    }
    let hidden = network.layers.dropLast().map { $0.weight.shape[1] }
    if let asked = options.hidden, asked.sizes != hidden {
      throw contradiction("--hidden \(asked)", HiddenSizes(sizes: hidden).description, "hidden layers")
    }
    if let asked = options.activation, asked.name != network.activation.name, !hidden.isEmpty {
      throw contradiction("--activation \(asked.name)", network.activation.name.printable, "activation")
    }
    if options.withoutBias, network.layers.contains(where: { $0.bias != nil }) {
      throw contradiction("--no-bias", "biases", "bias")
    }
  }

  private func contradiction(_ expected: String, _ found: String, _ place: String) -> FileError {
    FileError(path: file.path, place: place, expected: expected, found: found)
  }
}

import Fledge
import FledgeFiles

/// The file of `--initial`: weights to start from, and what the file says of the network that they belong to.
struct InitialModel {
  private let file: SafetensorsFile
  /// `nil` for a file that another program wrote, which says nothing of it.
  private let description: NetworkDescription?

  /// Throws `FileError` for a file that is no safetensors file, or whose description is damaged.
  init(path: String) throws {
    file = try SafetensorsFile(path: path)
    description =
      file.metadata[NetworkDescription.metadataKey] == nil ? nil : try NetworkDescription(from: file)
  }

  /// The network to train: what the file says of it, and what was asked for where the file says nothing.
  ///
  /// Throws `FileError` naming both where they contradict each other: the weights would then belong to another function.
  func network(_ options: NetworkOptions, _ data: ClassificationData, dtype: DType) throws
    -> NetworkDescription
  {
    guard let description else { return options.description(data, dtype: dtype) }
    try check(description, options)
    try check(description, data)
    return NetworkDescription(
      sizes: description.sizes, activation: description.activation, hasBias: description.hasBias,
      dtype: dtype,
      inputScale: description.inputScale, picture: data.picture, classNames: description.classNames)
  }

  /// For people: where the weights come from, and what that decided.
  var summary: String {
    let path = file.path.printable
    return description == nil
      ? "weights from \(path), which does not say what network they belong to: as asked for"
      : "weights and network from \(path)"
  }

  /// The weights, for a network of the given description.
  ///
  /// Throws `FileError` if they do not fit it or are not finite.
  func model(_ description: NetworkDescription) throws -> MultilayerPerceptron {
    var model = description.network()
    try model.load(from: file, dtype: description.dtype)
    try model.checkFinite(path: file.path)
    return model
  }

  private func check(_ description: NetworkDescription, _ options: NetworkOptions) throws {
    let hidden = description.sizes.dropFirst().dropLast()
    if let asked = options.hidden, asked.sizes[...] != hidden {
      throw contradiction("--hidden \(asked)", HiddenSizes(sizes: Array(hidden)).description, "hidden layers")
    }
    if let asked = options.activation, asked.name != description.activation, !hidden.isEmpty {
      throw contradiction("--activation \(asked.name)", description.activation, "activation")
    }
    if options.withoutBias, description.hasBias { throw contradiction("--no-bias", "biases", "bias") }
  }

  private func check(_ description: NetworkDescription, _ data: ClassificationData) throws {
    let (inputs, classes) = (description.sizes[0], description.sizes[description.sizes.count - 1])
    let expected = { (what: String) in "\(what) in the data \(data.name.printable)" }
    if description.picture ?? data.picture != data.picture || inputs != data.train.inputSize {
      let found = description.picture.map { "\($0.rows)×\($0.columns)" } ?? "\(inputs) inputs"
      throw contradiction(
        expected("pictures of \(data.picture.rows)×\(data.picture.columns)"), found, "pictures")
    }
    if classes != data.train.classes {
      throw contradiction(expected("\(data.train.classes) classes"), "\(classes)", "classes")
    }
  }

  private func contradiction(_ expected: String, _ found: String, _ place: String) -> FileError {
    FileError(path: file.path, place: place, expected: expected, found: found)
  }
}

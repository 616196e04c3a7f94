import FledgeFiles
import FledgeNN
import FledgeTensor

/// A model without its numbers, and the card: what stands in a file's metadata under the key "fledge".
///
/// ```json
/// {"fledge": 2, "card": {"input": [28, 28], "scale": 0.00392156862745098, "dtype": "float32"},
///  "model": {"kind": "sequential.1", "layers": [
///    {"kind": "flatten.1"},
///    {"kind": "linear.1", "weight": {"shape": [784, 10]}, "bias": {"shape": [10]}}]}}
/// ```
package struct ModelDescription: Sendable {
  /// The version that is written, and the newest that is read.
  package static let version = 2
  /// The description's key in a file's metadata.
  package static let metadataKey = "fledge"
  static let place = "metadata \(metadataKey.quoted)"

  /// The model, whose parameters are yet to be drawn or loaded.
  package let model: any DescribedLayer
  package let card: ModelCard

  package init(_ model: any DescribedLayer, _ card: ModelCard) { (self.model, self.card) = (model, card) }

  /// Reads the description in a file's metadata, of this version or the one before it.
  ///
  /// Throws `FileError` naming the member that is missing or wrong, a kind that the catalogue lacks, and the layer that its
  /// input does not fit. No more memory is taken than the description itself fills.
  package init(from file: SafetensorsFile, catalogue: LayerCatalogue = .standard) throws {
    try self.init(Self.json(in: file), path: file.path, catalogue: catalogue)
  }

  /// Reads a description that stands in the file `path`.
  package init(parsing text: String, path: String, catalogue: LayerCatalogue = .standard) throws {
    try self.init(
      JSONValue(parsing: text, path: path, place: Self.place), path: path, catalogue: catalogue)
  }

  /// Reads the JSON of a description that stands in the file `path`.
  package init(_ json: JSONValue, path: String, catalogue: LayerCatalogue = .standard) throws {
    if json["version"] != nil, json[Self.metadataKey] == nil {
      self = try VersionOne(json, path: path).description
    } else {
      self = try json.decoded(
        as: ModelDescription.self, path: path, place: Self.place,
        userInfo: [.layerCatalogue: catalogue, DescriptionBudget.key: DescriptionBudget()])
    }
    try check(path: path)
  }

  /// The JSON of the description in a file's metadata. Throws `FileError` if there is none.
  package static func json(in file: SafetensorsFile) throws -> JSONValue {
    try file.metadataJSON(
      metadataKey, "the description of a model",
      missing: "none: the library's save(to:card:) writes it, save(to:) the weights alone")
  }

  /// The description as JSON on one line.
  ///
  /// Throws `FileError`, for the file `path` that it is to be written to, where no description can be made: a layer inside
  /// is of a type that is not described, or does not take what it is given.
  package func json(path: String) throws -> String {
    try check(path: path)
    do {
      return try JSONValue(encoding: self).text
    } catch EncodingError.invalidValue(_, let context) {
      let keys = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw FileError(path: path, place: keys.isEmpty ? nil : keys, found: context.debugDescription)
    }
  }

  /// What the model gives for one example: its first axis is 1.
  package var outputShape: Shape {
    get throws { try model.outputShape(for: Shape.checked([1] + card.input.dimensions)) }
  }

  /// Sends the shape of one example through the model.
  private func check(path: String) throws {
    let output: Shape
    do {
      output = try outputShape
    } catch let error as ShapeMismatch {
      let layer = error.path.map { ".\($0)" }.joined()
      throw FileError(
        path: path, place: "\(Self.place), model\(layer)", expected: error.expected, found: error.found)
    } catch EncodingError.invalidValue(_, let context) {
      throw FileError(path: path, place: "\(Self.place), model", found: context.debugDescription)
    }
    if let names = card.classNames, output.rank == 0 || names.count != output[-1] {
      throw FileError(
        path: path, place: "\(Self.place), card.classes",
        expected: "\(output.rank == 0 ? 0 : output[-1]) names", found: "\(names.count)")
    }
  }
}

extension ModelDescription: Codable {
  private enum Key: CodingKey { case fledge, card, model }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.version, forKey: .fledge)
    try container.encode(card, forKey: .card)
    try container.encode(LayerDescription(model), forKey: .model)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let version = try container.decode(Int.self, forKey: .fledge)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .fledge, in: container,
        debugDescription: "expected version \(Self.version), the newest known here, found \(version)")
    }
    card = try container.decode(ModelCard.self, forKey: .card)
    model = try container.decode(LayerDescription.self, forKey: .model).layer
  }
}

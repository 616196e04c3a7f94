import FledgeBasics
import FledgeTensor

/// Any described layer as files keep it: the members that the layer encodes, and before them its kind.
///
/// ```json
/// {"kind": "linear.1", "weight": {"shape": [784, 10]}, "bias": {"shape": [10]}}
/// ```
///
/// A layer that holds others of any type encodes and decodes them through this.
public struct LayerDescription: Codable, Sendable {
  /// The layer.
  public let layer: any DescribedLayer

  private enum Key: CodingKey { case kind }

  /// The description of a layer that stands under `name` in another one.
  ///
  /// Throws `EncodingError` naming the type and the place of a layer that no file can describe.
  public init(_ layer: any Layer, name: String, codingPath: [any CodingKey] = []) throws {
    guard let layer = layer as? any DescribedLayer else {
      let context = EncodingError.Context(
        codingPath: codingPath,
        debugDescription:
          "layer \(name): expected a DescribedLayer, got \(type(of: layer)), which no file can describe")
      throw EncodingError.invalidValue(layer, context)
    }
    self.layer = layer
  }

  /// The description of a layer.
  public init(_ layer: any DescribedLayer) { self.layer = layer }

  /// Writes the kind and what the layer encodes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(type(of: layer).kind, forKey: .kind)
    try layer.encode(to: encoder)
  }

  /// Reads the kind and the layer of the type that the catalogue in `userInfo` knows by it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let kind = try container.decode(String.self, forKey: .kind)
    let catalogue = decoder.userInfo[.layerCatalogue] as? LayerCatalogue ?? .standard
    guard let type = catalogue[kind] else {
      let names = catalogue.kinds
      let advice = nearestName(to: kind, among: names).map { ": did you mean \($0)?" } ?? ""
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container,
        debugDescription: "expected one of \(names.joined(separator: ", ")), found another kind\(advice)")
    }
    try DescriptionBudget.of(decoder)?.takeLayer(at: decoder.codingPath)
    layer = try type.init(from: decoder)
  }
}

import FledgeBasics

/// Which kinds of layers a reader of files knows. A value: there is no global registry.
///
/// ```swift
/// let saved = try SavedModel(from: path, catalogue: .standard.adding(Scale.self))
/// ```
public struct LayerCatalogue: Sendable {
  private var types: [String: any DescribedLayer.Type] = [:]

  /// A catalogue of nothing.
  public init() {}

  /// The same and these types. A second type of the same kind is a programmer's error.
  public func adding(_ types: any DescribedLayer.Type...) -> LayerCatalogue {
    var result = self
    for type in types {
      let known = result.types.updateValue(type, forKey: type.kind)
      require(
        known == nil || known! == type,
        "LayerCatalogue: expected one type of the kind \(type.kind), got \(known.map { "\($0)" } ?? "") and \(type)"
      )
    }
    return result
  }

  /// The kinds, in ascending order.
  public var kinds: [String] { types.keys.sorted() }

  /// The type of a kind; `nil` if it is not known.
  public subscript(kind: String) -> (any DescribedLayer.Type)? { types[kind] }
}

extension CodingUserInfoKey {
  /// The catalogue that a decoder reads layers by, a `LayerCatalogue`; the standard one if it is absent.
  public static let layerCatalogue = CodingUserInfoKey(rawValue: "fledge.layerCatalogue")!
}

import FledgeBasics
import FledgeTensor

/// Layers one after another: h = fₗ ∘ … ∘ f₂ ∘ f₁.
///
/// ```swift
/// let model = Sequential {
///   Linear(784, 400, activation: .relu)
///   Linear(400, 10)
/// }
/// ```
public struct Sequential: DescribedLayer {
  /// "sequential.1".
  public static let kind = "sequential.1"

  /// The layers, the first to be applied first.
  public var layers: [any Layer]
  private var point = WatchPoint()

  /// A chain from a list.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// A chain from the layers written in the braces; `if` and `for` may choose them.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.layers = layers() }

  /// Each layer applied to the result of the one before; x has the shape that the first one takes.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    var x = x
    if point.isWatched {
      for (index, layer) in layers.enumerated() { x = point.within("\(index)") { layer(x) } }
    } else {
      for layer in layers { x = layer(x) }
    }
    return x
  }

  /// What the last layer gives, each applied to the result of the one before.
  public func outputShape(for input: Shape) throws -> Shape {
    guard let last = try innerLayers(for: input).last else { return input }
    return try naming(last.name) { try last.layer.outputShape(for: last.input) }
  }

  /// The layers under their numbers.
  public func innerLayers(for input: Shape) throws -> [InnerLayer] {
    var shape = input
    return try layers.enumerated().map { index, layer in
      let layer = try LayerDescription(layer, name: "\(index)").layer
      let inner = InnerLayer("\(index)", layer, input: shape)
      // The shape behind the last one is found where it is asked for.
      if index < layers.count - 1 { shape = try naming(inner.name) { try layer.outputShape(for: shape) } }
      return inner
    }
  }

  /// None but the layers' own.
  public func floatingPointOperations(for input: Shape) -> Double { 0 }

  private enum Key: CodingKey { case layers }

  /// Writes the layers with their kinds.
  ///
  /// Throws `EncodingError` naming the number and the type of a layer that no file can describe.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    let descriptions = try layers.enumerated().map { index, layer in
      try LayerDescription(layer, name: "\(index)", codingPath: encoder.codingPath)
    }
    try container.encode(descriptions, forKey: .layers)
  }

  /// Reads the layers, each of a kind that the decoder's catalogue knows.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    layers = try container.decode([LayerDescription].self, forKey: .layers).map(\.layer)
  }

  /// Shows the layers under their numbers.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {
    visitor(&point)
    for index in layers.indices { layers[index].show("\(index)", to: &visitor) }
  }
}

/// Collects the layers of a `Sequential`.
@resultBuilder
public enum LayerBuilder {
  /// One layer.
  public static func buildExpression(_ layer: some Layer) -> [any Layer] { [layer] }
  /// Several layers.
  public static func buildBlock(_ layers: [any Layer]...) -> [any Layer] { layers.flatMap { $0 } }
  /// A layer that may be left out.
  public static func buildOptional(_ layers: [any Layer]?) -> [any Layer] { layers ?? [] }
  /// One of two choices.
  public static func buildEither(first layers: [any Layer]) -> [any Layer] { layers }
  /// The other of two choices.
  public static func buildEither(second layers: [any Layer]) -> [any Layer] { layers }
  /// Layers from a loop.
  public static func buildArray(_ layers: [[any Layer]]) -> [any Layer] { layers.flatMap { $0 } }
}

extension Sequential {
  /// The layers, one a line under their numbers, and the number of parameters.
  public var description: String {
    let lines = layers.enumerated().map { index, layer in
      "\(index): \(layer)".split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n   ")
    }
    return (["Sequential"] + lines + ["total: \(NumberText.count(parameterCount, "parameter"))"])
      .joined(separator: "\n")
  }
}

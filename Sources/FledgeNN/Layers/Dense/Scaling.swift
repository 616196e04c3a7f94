import FledgeBasics
import FledgeTensor

/// x·s, with a scale s for each feature that is learnt. As the first layer of a model of tables, with a rate of its own, it chooses among
/// the inputs (Holzmüller, Grinsztajn and Steinwart, 2024).
public struct Scaling: UndecayedLayer, DescribedLayer {
  /// "scaling.1".
  public static let kind = "scaling.1"

  /// s, of shape (features), 1 at first.
  public var scale: Parameter

  /// A layer for so many features on the last axis of an input.
  public init(_ features: Int) {
    require(features >= 0, "Scaling: expected 0 or more features, got \(features)")
    scale = Parameter([features], .ones)
  }

  /// x (…, features), of the same shape.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    require(
      x.rank >= 1 && x.shape[-1] == scale.shape[0],
      "Scaling: expected (…, \(scale.shape[0])), got \(x.shape)")
    return x * scale.value
  }

  /// (…, features), as the input.
  public func outputShape(for input: Shape) throws -> Shape {
    guard scale.shape.rank == 1 else {
      throw ShapeMismatch(expected: "scales (features)", found: "\(scale.shape)")
    }
    guard input.rank >= 1, input[-1] == scale.shape[0] else {
      throw ShapeMismatch(expected: "(…, \(scale.shape[0]))", found: "\(input)")
    }
    return input
  }

  /// Shows the scales.
  public mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("scale", &scale) }
}

extension Scaling {
  /// `Scaling(13)`.
  public var description: String { "Scaling(\(scale.shape[0]))" }
}

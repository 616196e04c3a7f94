import FledgeBasics
import FledgeFormula
import FledgeTensor

/// x where it is above 0, and a·x elsewhere, with a slope a that is learnt: one for all, or one for each feature (He, Zhang, Ren and Sun,
/// 2015).
public struct PReLU: DescribedLayer {
  /// "prelu.1".
  public static let kind = "prelu.1"

  /// a, of shape (1) or (features).
  public var slope: Parameter

  /// A layer with one slope, or one for each of the features on the second axis of an input.
  public init(_ features: Int = 1, initial: Double = 0.25) {
    require(features >= 1, "PReLU: expected 1 slope or more, got \(features)")
    slope = Parameter([features], .constant(initial))
  }

  /// x (m, …), with several slopes (m, features, …); the result has its shape.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    let count = slope.shape[0]
    if count == 1 { return Self.formula(x, slope.value, parameters: []) }
    require(
      x.rank >= 2 && x.shape[1] == count, "PReLU: expected (m, \(count), …), got \(x.shape)")
    let aligned = Shape([count] + [Int](repeating: 1, count: x.rank - 2))
    return Self.formula(x, slope.value.reshaped(to: aligned), parameters: [])
  }

  private static let formula = Formula(inputs: 2) { x, _ in [select(x[0] .> 0, x[0], x[1] * x[0])] }

  /// The input's.
  public func outputShape(for input: Shape) throws -> Shape {
    guard slope.shape.rank == 1, slope.shape[0] >= 1 else {
      throw ShapeMismatch(expected: "slopes (1) or (features)", found: "\(slope.shape)")
    }
    guard slope.shape[0] == 1 || (input.rank >= 2 && input[1] == slope.shape[0]) else {
      throw ShapeMismatch(expected: "(m, \(slope.shape[0]), …)", found: "\(input)")
    }
    return input
  }

  /// A comparison, a product and a selection for each element.
  public func floatingPointOperations(for input: Shape) -> Double { 3 * Double(input.elementCount) }

  /// Shows the slope.
  public mutating func visit(_ visitor: inout some ModuleVisitor) { visitor("slope", &slope) }
}

extension PReLU {
  /// `PReLU(1)`.
  public var description: String { "PReLU(\(slope.shape[0]))" }
}

import FledgeBasics
import FledgeTensor

/// All axes but the first joined into one: pictures (m, rows, columns) become vectors (m, rows·columns).
public struct Flatten: DescribedLayer {
  /// "flatten.1".
  public static let kind = "flatten.1"

  private var point = WatchPoint()

  /// The layer; it has no parameters.
  public init() {}

  /// (m, …) to (m, product of the rest).
  public func callAsFunction(_ x: Tensor) -> Tensor {
    require(x.rank > 0, "Flatten: expected rank 1 or more, got a scalar")
    return point.here { x.reshaped(to: [x.shape[0], x.shape.count(over: 1...)]) }
  }

  /// (m, …) to (m, product of the rest).
  public func outputShape(for input: Shape) throws -> Shape {
    guard input.rank > 0 else { throw ShapeMismatch(expected: "(m, …)", found: "\(input)") }
    return try Shape.checked([input[0], input.count(over: 1...)])
  }

  /// None: the elements stay where they are.
  public func floatingPointOperations(for input: Shape) -> Double { 0 }

  /// Shows nothing: the layer has no parameters.
  public mutating func visit(_ visitor: inout some ModuleVisitor) { visitor(&point) }
}

extension Flatten {
  /// `Flatten()`.
  public var description: String { "Flatten()" }
}

import FledgeBasics
import FledgeTensor

/// All axes but the first joined into one: pictures (m, rows, columns) become vectors (m, rows·columns).
public struct Flatten: Layer {
  /// The layer; it has no parameters.
  public init() {}

  /// (m, …) to (m, product of the rest).
  public func callAsFunction(_ x: Tensor) -> Tensor {
    require(x.rank > 0, "Flatten: expected rank 1 or more, got a scalar")
    return x.reshaped(to: [x.shape[0], x.shape.count(over: 1...)])
  }

  /// Shows nothing: the layer has no parameters.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {}
}

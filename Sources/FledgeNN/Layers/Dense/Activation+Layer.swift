import FledgeFormula
import FledgeTensor

extension Activation: Layer {
  /// σ of each element of x, of any shape.
  public func callAsFunction(_ x: Tensor) -> Tensor { formula.apply(to: x) }

  /// Shows nothing: the layer has no parameters.
  public mutating func visit(_ visitor: inout some ModuleVisitor) {}
}

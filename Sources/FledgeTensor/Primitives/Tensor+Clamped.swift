import FledgeBasics
import FledgeFormula

private let clamping = Formula(inputs: 1, parameters: 2) { x, p in [FledgeFormula.clamp(x[0], p[0], p[1])] }

extension Tensor {
  /// Each element moved into low…high; the derivative is 1 strictly inside and 0 at the bounds and beyond.
  public func clamped(_ low: NumberLiteral, _ high: NumberLiteral) -> Tensor {
    clamped(low.number, high.number)
  }

  /// Each element moved into low…high; the derivative is 1 strictly inside and 0 at the bounds and beyond.
  @_disfavoredOverload
  public func clamped(_ low: Double, _ high: Double) -> Tensor { clamped(.real(low), .real(high)) }

  private func clamped(_ low: Number, _ high: Number) -> Tensor {
    require(
      low.double <= high.double, "clamped: expected a lower bound that is no higher, got \(low) and \(high)")
    if !dtype.isFloatingPoint {
      return BinaryOperation.minimum(BinaryOperation.maximum(self, low), high)
    }
    return Elementwise.apply(clamping, PrimitiveInputs(self), [low.double, high.double])
  }
}

/// Each element moved into low…high; the derivative is 1 strictly inside and 0 at the bounds and beyond.
public func clamp(_ x: Tensor, _ low: NumberLiteral, _ high: NumberLiteral) -> Tensor { x.clamped(low, high) }

/// Each element moved into low…high; the derivative is 1 strictly inside and 0 at the bounds and beyond.
@_disfavoredOverload
public func clamp(_ x: Tensor, _ low: Double, _ high: Double) -> Tensor { x.clamped(low, high) }

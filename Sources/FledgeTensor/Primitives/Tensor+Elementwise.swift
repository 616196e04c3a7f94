import FledgeBasics
import FledgeFormula

// Arithmetic, element by element. Shapes broadcast: aligned at the last axis, lengths are equal or one of them is 1. Both
// tensors have one type; a number takes the tensor's.
extension Tensor {
  /// Sum, element by element.
  public static func + (a: Tensor, b: Tensor) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.add, Operands(a, b))
  }
  /// Difference, element by element.
  public static func - (a: Tensor, b: Tensor) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.subtract, Operands(a, b))
  }
  /// Product, element by element (for the matrix product see `matmul`).
  public static func * (a: Tensor, b: Tensor) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.multiply, Operands(a, b))
  }
  /// Quotient, element by element.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.divide, Operands(a, b))
  }
  /// The negative of each element.
  public static prefix func - (a: Tensor) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.negate, Operands(a))
  }

  /// Adds a number to each element.
  public static func + (a: Tensor, b: Double) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.addScalar, Operands(a), [b])
  }
  /// Adds a number to each element.
  public static func + (a: Double, b: Tensor) -> Tensor { b + a }
  /// Subtracts a number from each element.
  public static func - (a: Tensor, b: Double) -> Tensor { a + -b }
  /// Subtracts each element from a number.
  public static func - (a: Double, b: Tensor) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.subtractFromScalar, Operands(b), [a])
  }
  /// Multiplies each element by a number.
  public static func * (a: Tensor, b: Double) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.multiplyScalar, Operands(a), [b])
  }
  /// Multiplies each element by a number.
  public static func * (a: Double, b: Tensor) -> Tensor { b * a }
  /// Divides each element by a number.
  public static func / (a: Tensor, b: Double) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.divideScalar, Operands(a), [b])
  }
  /// Divides a number by each element.
  public static func / (a: Double, b: Tensor) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.divideIntoScalar, Operands(b), [a])
  }

  /// Adds in place.
  public static func += (a: inout Tensor, b: Tensor) { a = a + b }
  /// Subtracts in place.
  public static func -= (a: inout Tensor, b: Tensor) { a = a - b }
  /// Multiplies in place, element by element.
  public static func *= (a: inout Tensor, b: Tensor) { a = a * b }
  /// Divides in place, element by element.
  public static func /= (a: inout Tensor, b: Tensor) { a = a / b }

  /// Each element squared.
  public var squared: Tensor { Elementwise.apply(ElementwiseFormulas.square, Operands(self)) }

  /// Each element times the gate's, where a gate of 0 gives 0 even against infinity; NaN passes.
  public func gated(by gate: Tensor) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.gated, Operands(self, gate))
  }

  /// Each element moved into low…high; the derivative is 1 strictly inside and 0 at the bounds and beyond.
  public func clamped(_ low: Double, _ high: Double) -> Tensor {
    Elementwise.apply(ElementwiseFormulas.clamp, Operands(self), [low, high])
  }
}

extension Tensor {
  /// A mask: where a < b.
  public static func .< (a: Tensor, b: Tensor) -> Tensor { mask(ElementwiseFormulas.less, a, b) }
  /// A mask: where a ≤ b.
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { mask(ElementwiseFormulas.lessEqual, a, b) }
  /// A mask: where a > b.
  public static func .> (a: Tensor, b: Tensor) -> Tensor { mask(ElementwiseFormulas.less, b, a) }
  /// A mask: where a ≥ b.
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { mask(ElementwiseFormulas.lessEqual, b, a) }
  /// A mask: where the elements are equal.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { mask(ElementwiseFormulas.equal, a, b) }
  /// A mask: where the elements differ.
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { mask(ElementwiseFormulas.notEqual, a, b) }

  /// Comparisons have no derivative: their results are constants.
  private static func mask(_ formula: Formula, _ a: Tensor, _ b: Tensor) -> Tensor {
    Elementwise(formula: formula, dtype: .bool).forward(Operands(a, b))
  }
}

/// Elements of `a` where the mask holds, of `b` elsewhere; a gradient goes to the chosen one only.
public func select(_ mask: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  require(mask.dtype == .bool, "select: the mask must be bool, got \(mask.dtype)")
  return Elementwise.apply(ElementwiseFormulas.select, Operands(mask, a, b))
}

/// x to the power y, element by element; 0⁰ is 1 with both derivatives 0.
public func pow(_ x: Tensor, _ y: Tensor) -> Tensor {
  Elementwise.apply(ElementwiseFormulas.power, Operands(x, y))
}
/// Each element to the power y.
public func pow(_ x: Tensor, _ y: Double) -> Tensor {
  Elementwise.apply(ElementwiseFormulas.powerScalar, Operands(x), [y])
}
/// The larger of each two elements; at a tie half of the gradient goes to each.
public func max(_ a: Tensor, _ b: Tensor) -> Tensor {
  Elementwise.apply(ElementwiseFormulas.maximum, Operands(a, b))
}
/// The smaller of each two elements; at a tie half of the gradient goes to each.
public func min(_ a: Tensor, _ b: Tensor) -> Tensor {
  Elementwise.apply(ElementwiseFormulas.minimum, Operands(a, b))
}

/// eˣ.
public func exp(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.exp, Operands(x)) }
/// The natural logarithm; −∞ at 0, where its derivative is infinite.
public func log(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.log, Operands(x)) }
/// The square root.
public func sqrt(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.sqrt, Operands(x)) }
/// The magnitude; its derivative at 0 is 0.
public func abs(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.abs, Operands(x)) }
/// The hyperbolic tangent.
public func tanh(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.tanh, Operands(x)) }
/// 1 / (1 + e⁻ˣ).
public func sigmoid(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.sigmoid, Operands(x)) }
/// log(1 + eˣ), without overflow.
public func softplus(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.softplus, Operands(x)) }
/// The error function.
public func erf(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.erf, Operands(x)) }
/// The sine of radians.
public func sin(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.sin, Operands(x)) }
/// The cosine of radians.
public func cos(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.cos, Operands(x)) }
/// max(x, 0); its derivative at 0 is 0.
public func relu(_ x: Tensor) -> Tensor { Elementwise.apply(ElementwiseFormulas.relu, Operands(x)) }

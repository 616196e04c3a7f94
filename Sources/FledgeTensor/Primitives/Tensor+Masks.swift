import FledgeBasics
import FledgeFormula
import FledgeKernels

// Masks, the results of comparisons. They combine by `&`, `|` and `!`, which bind tighter than comparisons and want
// brackets: `(x .> 0) & (x .< 1)`; and, as in formulas and in Swift's SIMD masks, by `.&`, `.|` and `.!`, which bind
// less tightly: `x .> 0 .& x .< 1`.
extension Tensor {
  /// Where both masks hold.
  public static func & (a: Tensor, b: Tensor) -> Tensor { combined(a, b, FLEDGE_INTEGER_AND, "&") }
  /// Where at least one of the masks holds.
  public static func | (a: Tensor, b: Tensor) -> Tensor { combined(a, b, FLEDGE_INTEGER_OR, "|") }
  /// Where the mask does not hold.
  public static prefix func ! (a: Tensor) -> Tensor {
    requireMask(a, "!")
    return Kernel.each(FLEDGE_INTEGER_NOT, a).watched(.operator("Not"), [a])
  }

  /// Where both masks hold.
  public static func .& (a: Tensor, b: Tensor) -> Tensor { a & b }
  /// Where at least one of the masks holds.
  public static func .| (a: Tensor, b: Tensor) -> Tensor { a | b }
  /// Where the mask does not hold.
  public static prefix func .! (a: Tensor) -> Tensor { !a }

  private static func combined(
    _ a: Tensor, _ b: Tensor, _ operation: fledge_integer_pair_operation, _ name: String
  ) -> Tensor {
    requireMask(a, name)
    requireMask(b, name)
    return Kernel.pair(operation, a, b, in: name).watched(.operator(name == "&" ? "And" : "Or"), [a, b])
  }

  private static func requireMask(_ x: Tensor, _ name: String) {
    require(
      x.dtype == .bool, "\(name): expected masks (bool), got \(x.dtype); compare first, as in x .!= 0")
  }
}

private let selection = Formula { mask, x, y in FledgeFormula.select(mask, x, y) }

/// Elements of `a` where the mask holds, of `b` elsewhere, in their own type; the three broadcast to one shape. A gradient goes
/// to the chosen one only.
public func select(_ mask: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  require(
    mask.dtype == .bool, "select: the mask must be bool, got \(mask.dtype); compare first, as in x .!= 0")
  require(
    a.dtype == b.dtype,
    "select: the tensors' types differ, \(a.dtype) and \(b.dtype); convert one with converted(to: .\(a.dtype))"
  )
  if !a.dtype.isFloatingPoint {
    return Kernel.select(mask, a, b).watched(.operator("Where"), [mask, a, b])
  }
  return Elementwise.apply(selection, PrimitiveInputs(mask, a, b))
}

/// Elements of `a` where the mask holds, the number elsewhere, in the type of `a`.
public func select(_ mask: Tensor, _ a: Tensor, _ b: NumberLiteral) -> Tensor {
  select(mask, a, b.number.filling(.scalar, a.dtype, in: "select"))
}
/// The number where the mask holds, elements of `b` elsewhere, in the type of `b`.
public func select(_ mask: Tensor, _ a: NumberLiteral, _ b: Tensor) -> Tensor {
  select(mask, a.number.filling(.scalar, b.dtype, in: "select"), b)
}
/// One number where the mask holds, another elsewhere: Float32.
public func select(_ mask: Tensor, _ a: NumberLiteral, _ b: NumberLiteral) -> Tensor {
  select(mask, Tensor(a), Tensor(b))
}
/// Elements of `a` where the mask holds, the number elsewhere, in the type of `a`.
@_disfavoredOverload
public func select(_ mask: Tensor, _ a: Tensor, _ b: some TensorScalar & Numeric) -> Tensor {
  select(mask, a, Number(b).filling(.scalar, a.dtype, in: "select"))
}
/// The number where the mask holds, elements of `b` elsewhere, in the type of `b`.
@_disfavoredOverload
public func select(_ mask: Tensor, _ a: some TensorScalar & Numeric, _ b: Tensor) -> Tensor {
  select(mask, Number(a).filling(.scalar, b.dtype, in: "select"), b)
}

import FledgeBasics
import FledgeKernels

// Functions of two operands and of three: what the language knows of each, and Swift's function of it.

extension InstructionRule {
  /// The rows of the functions of several operands.
  @InstructionTable static var functionsOfSeveral: [InstructionRule] {
    // 0⁰ = 1 with both derivatives 0, and x⁰ = 1 for every x.
    InstructionRule(
      "pow", FLEDGE_OP_POW, .binary { pow($0, $1) },
      .partials { x, y in
        [
          select(x[1] .== 0, 0, x[1].gated(by: pow(x[0], x[1] - 1))),
          select((x[0] .== 0) .& (x[1] .>= 0), 0, y.gated(by: log(x[0]))),
        ]
      },
      range: .computed { $0[0].low >= 0 ? Interval(0, .infinity) : .all }, hasPole: { _ in true },
      tail: .fades, summary: "x to the power of y")
    InstructionRule(
      "⊙", word: "gated", FLEDGE_OP_GATED, .commutative { gatedProduct($0, $1) },
      .gatedPartials { x, _ in [x[1], x[0]] },
      range: .computed { $0[0] * $0[1] }, tail: .inherited, notation: .gate,
      summary: "x ⊙ y, a product in which 0 wins over infinity")
    InstructionRule(
      "max", FLEDGE_OP_MAX, .binary { $0.isNaN ? $0 : $1.isNaN ? $1 : $0 > $1 ? $0 : $1 },
      .extremum { $0 .> $1 },
      range: .computed { Interval(max($0[0].low, $0[1].low), max($0[0].high, $0[1].high)) },
      tail: .inherited, summary: "the larger one")
    InstructionRule(
      "min", FLEDGE_OP_MIN, .binary { $0.isNaN ? $0 : $1.isNaN ? $1 : $0 < $1 ? $0 : $1 },
      .extremum { $0 .< $1 },
      range: .computed { Interval(min($0[0].low, $0[1].low), min($0[0].high, $0[1].high)) },
      tail: .inherited, summary: "the smaller one")
    InstructionRule(
      "select", FLEDGE_OP_SELECT, .ternary { $0 != 0 ? $1 : $2 }, .selection,
      range: .computed { $0[1].union($0[2]) }, tail: .selection,
      summary: "x where the condition is not 0, else y")
  }
}

/// The larger one; NaN if either is NaN. Where both are equal the derivative is shared half and half, and is 0
/// if one is constant.
@_disfavoredOverload
public func max(_ x: Formula.Expression, _ y: Formula.Expression) -> Formula.Expression {
  Formula.Expression(.maximum, x, y)
}
/// The larger one; NaN if either is NaN.
@_disfavoredOverload
public func max(_ x: Formula.Expression, _ y: some ExpressionConvertible) -> Formula.Expression {
  max(x, y.asExpression)
}
/// The larger one; NaN if either is NaN.
@_disfavoredOverload
public func max(_ x: some ExpressionConvertible, _ y: Formula.Expression) -> Formula.Expression {
  max(x.asExpression, y)
}

/// The smaller one; NaN if either is NaN. Where both are equal the derivative is shared half and half, and is 0
/// if one is constant.
@_disfavoredOverload
public func min(_ x: Formula.Expression, _ y: Formula.Expression) -> Formula.Expression {
  Formula.Expression(.minimum, x, y)
}
/// The smaller one; NaN if either is NaN.
@_disfavoredOverload
public func min(_ x: Formula.Expression, _ y: some ExpressionConvertible) -> Formula.Expression {
  min(x, y.asExpression)
}
/// The smaller one; NaN if either is NaN.
@_disfavoredOverload
public func min(_ x: some ExpressionConvertible, _ y: Formula.Expression) -> Formula.Expression {
  min(x.asExpression, y)
}

/// x to the power of y, as in IEEE 754; 0⁰ is 1 and both its derivatives are 0.
@_disfavoredOverload
public func pow(_ x: Formula.Expression, _ y: Formula.Expression) -> Formula.Expression {
  Formula.Expression(.power, x, y)
}
/// x to the power of y, as in IEEE 754.
@_disfavoredOverload
public func pow(_ x: Formula.Expression, _ y: some ExpressionConvertible) -> Formula.Expression {
  pow(x, y.asExpression)
}
/// x to the power of y, as in IEEE 754.
@_disfavoredOverload
public func pow(_ x: some ExpressionConvertible, _ y: Formula.Expression) -> Formula.Expression {
  pow(x.asExpression, y)
}

/// `condition` other than 0 ? a : b. The derivative selects too: nothing of the arm not taken comes through.
public func select(
  _ condition: Formula.Expression, _ a: some ExpressionConvertible, _ b: some ExpressionConvertible
) -> Formula.Expression {
  Formula.Expression(.selection, condition, a.asExpression, b.asExpression)
}

extension Formula.Expression {
  /// The product with `gate`, in which zero wins over infinity, while NaN passes: what a bounded factor that fades
  /// out (a sigmoid) wants, since the limit of x·gate is 0 where the gate has come down to 0.
  public func gated(by gate: Formula.Expression) -> Formula.Expression {
    Formula.Expression(.gated, self, gate)
  }
}

private func gatedProduct(_ a: Double, _ b: Double) -> Double {
  let product = a * b
  return product.isNaN && !a.isNaN && !b.isNaN ? 0 : product
}

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

/// x within [low, high]; the derivative is 0 at a bound and beyond. NaN passes.
public func clamp(
  _ x: Formula.Expression, _ low: some ExpressionConvertible, _ high: some ExpressionConvertible
) -> Formula.Expression {
  min(max(x, low.asExpression), high.asExpression)
}

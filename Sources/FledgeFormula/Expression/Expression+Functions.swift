/// eˣ.
@_disfavoredOverload
public func exp(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.exponential, x) }
/// eˣ − 1, exact for small x.
@_disfavoredOverload
public func expm1(_ x: Formula.Expression) -> Formula.Expression {
  Formula.Expression(.exponentialMinusOne, x)
}
/// The natural logarithm; −∞ at 0.
@_disfavoredOverload
public func log(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.logarithm, x) }
/// log(1 + x), exact for small x.
@_disfavoredOverload
public func log1p(_ x: Formula.Expression) -> Formula.Expression {
  Formula.Expression(.logarithmOfOnePlus, x)
}
/// The hyperbolic tangent.
@_disfavoredOverload
public func tanh(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.hyperbolicTangent, x) }
/// 1 / (1 + e⁻ˣ).
@_disfavoredOverload
public func sigmoid(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.logistic, x) }
/// log(1 + eˣ), without overflow.
@_disfavoredOverload
public func softplus(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.softRectifier, x) }
/// The error function.
@_disfavoredOverload
public func erf(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.errorFunction, x) }
/// Φ(x), the distribution function of the standard normal distribution.
@_disfavoredOverload
public func normalCDF(_ x: Formula.Expression) -> Formula.Expression {
  Formula.Expression(.normalDistribution, x)
}
/// φ(x), the density of the standard normal distribution.
@_disfavoredOverload
public func normalPDF(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.normalDensity, x) }
/// The sine of x radians.
@_disfavoredOverload
public func sin(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.sine, x) }
/// The cosine of x radians.
@_disfavoredOverload
public func cos(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.cosine, x) }
/// The square root.
@_disfavoredOverload
public func sqrt(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.squareRoot, x) }
/// The absolute value; its derivative at 0 is 0.
@_disfavoredOverload
public func abs(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.absoluteValue, x) }
/// −1, 0 or 1; its derivative is 0.
@_disfavoredOverload
public func sign(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.signum, x) }
/// The largest integer ≤ x; its derivative is 0.
@_disfavoredOverload
public func floor(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.roundDown, x) }

/// The nearest integer, of two equally near ones the even one; its derivative is 0.
@_disfavoredOverload
public func round(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(.roundToEven, x) }

/// `condition` other than 0 ? a : b. The derivative selects too: nothing of the arm not taken comes through.
public func select(
  _ condition: Formula.Expression, _ a: some ExpressionConvertible, _ b: some ExpressionConvertible
) -> Formula.Expression {
  Formula.Expression(.selection, condition, a.asExpression, b.asExpression)
}

/// x within [low, high]; the derivative is 0 at a bound and beyond. NaN passes.
public func clamp(
  _ x: Formula.Expression, _ low: some ExpressionConvertible, _ high: some ExpressionConvertible
) -> Formula.Expression {
  min(max(x, low.asExpression), high.asExpression)
}

extension Formula.Expression {
  /// The product with `gate`, in which zero wins over infinity, while NaN passes: what a bounded factor that fades
  /// out (a sigmoid) wants, since the limit of x·gate is 0 where the gate has come down to 0.
  public func gated(by gate: Formula.Expression) -> Formula.Expression {
    Formula.Expression(.gated, self, gate)
  }
}

/// eˣ.
@_disfavoredOverload
public func exp(_ x: Expression) -> Expression { Expression(.exp, x) }
/// eˣ − 1, exact for small x.
@_disfavoredOverload
public func expm1(_ x: Expression) -> Expression { Expression(.expm1, x) }
/// The natural logarithm; −∞ at 0.
@_disfavoredOverload
public func log(_ x: Expression) -> Expression { Expression(.log, x) }
/// log(1 + x), exact for small x.
@_disfavoredOverload
public func log1p(_ x: Expression) -> Expression { Expression(.log1p, x) }
/// The hyperbolic tangent.
@_disfavoredOverload
public func tanh(_ x: Expression) -> Expression { Expression(.tanh, x) }
/// 1 / (1 + e⁻ˣ).
@_disfavoredOverload
public func sigmoid(_ x: Expression) -> Expression { Expression(.sigmoid, x) }
/// log(1 + eˣ), without overflow.
@_disfavoredOverload
public func softplus(_ x: Expression) -> Expression { Expression(.softplus, x) }
/// The error function.
@_disfavoredOverload
public func erf(_ x: Expression) -> Expression { Expression(.erf, x) }
/// Φ(x), the distribution function of the standard normal distribution.
@_disfavoredOverload
public func normalCDF(_ x: Expression) -> Expression { Expression(.normalCDF, x) }
/// φ(x), the density of the standard normal distribution.
@_disfavoredOverload
public func normalPDF(_ x: Expression) -> Expression { Expression(.normalPDF, x) }
/// The sine of x radians.
@_disfavoredOverload
public func sin(_ x: Expression) -> Expression { Expression(.sin, x) }
/// The cosine of x radians.
@_disfavoredOverload
public func cos(_ x: Expression) -> Expression { Expression(.cos, x) }
/// The square root.
@_disfavoredOverload
public func sqrt(_ x: Expression) -> Expression { Expression(.squareRoot, x) }
/// The absolute value; its derivative at 0 is 0.
@_disfavoredOverload
public func abs(_ x: Expression) -> Expression { Expression(.absoluteValue, x) }
/// −1, 0 or 1; its derivative is 0.
@_disfavoredOverload
public func sign(_ x: Expression) -> Expression { Expression(.sign, x) }
/// The largest integer ≤ x; its derivative is 0.
@_disfavoredOverload
public func floor(_ x: Expression) -> Expression { Expression(.floor, x) }

/// What may stand for an arm of a `select` or a bound of a `clamp`: an expression or a number.
public protocol ExpressionConvertible {
  /// The value as an expression; a number becomes a constant.
  var asExpression: Expression { get }
}

extension Expression: ExpressionConvertible {
  /// Itself.
  public var asExpression: Expression { self }
}

extension Double: ExpressionConvertible {
  /// A constant.
  public var asExpression: Expression { Expression(self) }
}

extension Float: ExpressionConvertible {
  /// A constant.
  public var asExpression: Expression { Expression(self) }
}

extension Int: ExpressionConvertible {
  /// A constant.
  public var asExpression: Expression { Expression(self) }
}

/// `condition` other than 0 ? a : b. The derivative selects too: nothing of the arm not taken comes through.
public func select(
  _ condition: Expression, _ a: some ExpressionConvertible, _ b: some ExpressionConvertible
) -> Expression {
  Expression(.select, condition, a.asExpression, b.asExpression)
}

/// x within [low, high]; the derivative is 0 at a bound and beyond. NaN passes.
public func clamp(
  _ x: Expression, _ low: some ExpressionConvertible, _ high: some ExpressionConvertible
) -> Expression {
  min(max(x, low.asExpression), high.asExpression)
}

extension Expression {
  /// The product with `gate`, in which zero wins over infinity, while NaN passes: what a bounded factor that fades
  /// out (a sigmoid) wants, since the limit of x·gate is 0 where the gate has come down to 0.
  public func gated(by gate: Expression) -> Expression { Expression(.gated, self, gate) }
}

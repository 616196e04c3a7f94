// Masks: 1 where the statement holds, else 0. A comparison with NaN is false, but `.!=` is true.

infix operator .& : LogicalConjunctionPrecedence
infix operator .| : LogicalDisjunctionPrecedence
prefix operator .!

extension Formula.Expression {
  /// 1 where both are other than 0, else 0.
  public static func .& (a: Self, b: Self) -> Self { Self(.and, a, b) }
  /// 1 where at least one is other than 0, else 0.
  public static func .| (a: Self, b: Self) -> Self { Self(.or, a, b) }
  /// 1 where x is 0, else 0.
  public static prefix func .! (x: Self) -> Self { Self(.not, x) }
}

extension Formula.Expression {
  /// 1 where a < b, else 0.
  public static func .< (a: Self, b: Self) -> Self { Self(.less, a, b) }
  /// 1 where a < b, else 0.
  public static func .< (a: Self, b: some ExpressionConvertible) -> Self { a .< b.asExpression }
  /// 1 where a < b, else 0.
  public static func .< (a: some ExpressionConvertible, b: Self) -> Self { a.asExpression .< b }
}

extension Formula.Expression {
  /// 1 where a <= b, else 0.
  public static func .<= (a: Self, b: Self) -> Self { Self(.lessOrEqual, a, b) }
  /// 1 where a <= b, else 0.
  public static func .<= (a: Self, b: some ExpressionConvertible) -> Self { a .<= b.asExpression }
  /// 1 where a <= b, else 0.
  public static func .<= (a: some ExpressionConvertible, b: Self) -> Self { a.asExpression .<= b }
}

extension Formula.Expression {
  /// 1 where a > b, else 0.
  public static func .> (a: Self, b: Self) -> Self { Self(.less, b, a) }
  /// 1 where a > b, else 0.
  public static func .> (a: Self, b: some ExpressionConvertible) -> Self { a .> b.asExpression }
  /// 1 where a > b, else 0.
  public static func .> (a: some ExpressionConvertible, b: Self) -> Self { a.asExpression .> b }
}

extension Formula.Expression {
  /// 1 where a >= b, else 0.
  public static func .>= (a: Self, b: Self) -> Self { Self(.lessOrEqual, b, a) }
  /// 1 where a >= b, else 0.
  public static func .>= (a: Self, b: some ExpressionConvertible) -> Self { a .>= b.asExpression }
  /// 1 where a >= b, else 0.
  public static func .>= (a: some ExpressionConvertible, b: Self) -> Self { a.asExpression .>= b }
}

extension Formula.Expression {
  /// 1 where a == b, else 0.
  public static func .== (a: Self, b: Self) -> Self { Self(.equal, a, b) }
  /// 1 where a == b, else 0.
  public static func .== (a: Self, b: some ExpressionConvertible) -> Self { a .== b.asExpression }
  /// 1 where a == b, else 0.
  public static func .== (a: some ExpressionConvertible, b: Self) -> Self { a.asExpression .== b }
}

extension Formula.Expression {
  /// 1 where a != b, else 0.
  public static func .!= (a: Self, b: Self) -> Self { Self(.notEqual, a, b) }
  /// 1 where a != b, else 0.
  public static func .!= (a: Self, b: some ExpressionConvertible) -> Self { a .!= b.asExpression }
  /// 1 where a != b, else 0.
  public static func .!= (a: some ExpressionConvertible, b: Self) -> Self { a.asExpression .!= b }
}

// Masks: 1 where the statement holds, else 0. A comparison with NaN is false, but `.!=` is true.

infix operator .& : LogicalConjunctionPrecedence
infix operator .| : LogicalDisjunctionPrecedence
prefix operator .!

extension Expression {
  /// 1 where both are other than 0, else 0.
  public static func .& (a: Expression, b: Expression) -> Expression { Expression(.and, a, b) }
  /// 1 where at least one is other than 0, else 0.
  public static func .| (a: Expression, b: Expression) -> Expression { Expression(.or, a, b) }
  /// 1 where x is 0, else 0.
  public static prefix func .! (x: Expression) -> Expression { Expression(.not, x) }
}

extension Expression {
  /// 1 where a < b, else 0.
  public static func .< (a: Expression, b: Expression) -> Expression { Expression(.less, a, b) }
  /// 1 where a < b, else 0.
  public static func .< (a: Expression, b: Double) -> Expression { a .< Expression(b) }
  /// 1 where a < b, else 0.
  public static func .< (a: Double, b: Expression) -> Expression { Expression(a) .< b }
  /// 1 where a < b, else 0.
  public static func .< (a: Expression, b: Float) -> Expression { a .< Expression(b) }
  /// 1 where a < b, else 0.
  public static func .< (a: Float, b: Expression) -> Expression { Expression(a) .< b }
  /// 1 where a < b, else 0.
  public static func .< (a: Expression, b: Int) -> Expression { a .< Expression(b) }
  /// 1 where a < b, else 0.
  public static func .< (a: Expression, b: some BinaryInteger) -> Expression { a .< Expression(b) }
  /// 1 where a < b, else 0.
  public static func .< (a: Int, b: Expression) -> Expression { Expression(a) .< b }
  /// 1 where a < b, else 0.
  public static func .< (a: some BinaryInteger, b: Expression) -> Expression { Expression(a) .< b }
}

extension Expression {
  /// 1 where a <= b, else 0.
  public static func .<= (a: Expression, b: Expression) -> Expression { Expression(.lessOrEqual, a, b) }
  /// 1 where a <= b, else 0.
  public static func .<= (a: Expression, b: Double) -> Expression { a .<= Expression(b) }
  /// 1 where a <= b, else 0.
  public static func .<= (a: Double, b: Expression) -> Expression { Expression(a) .<= b }
  /// 1 where a <= b, else 0.
  public static func .<= (a: Expression, b: Float) -> Expression { a .<= Expression(b) }
  /// 1 where a <= b, else 0.
  public static func .<= (a: Float, b: Expression) -> Expression { Expression(a) .<= b }
  /// 1 where a <= b, else 0.
  public static func .<= (a: Expression, b: Int) -> Expression { a .<= Expression(b) }
  /// 1 where a <= b, else 0.
  public static func .<= (a: Expression, b: some BinaryInteger) -> Expression { a .<= Expression(b) }
  /// 1 where a <= b, else 0.
  public static func .<= (a: Int, b: Expression) -> Expression { Expression(a) .<= b }
  /// 1 where a <= b, else 0.
  public static func .<= (a: some BinaryInteger, b: Expression) -> Expression { Expression(a) .<= b }
}

extension Expression {
  /// 1 where a > b, else 0.
  public static func .> (a: Expression, b: Expression) -> Expression { Expression(.less, b, a) }
  /// 1 where a > b, else 0.
  public static func .> (a: Expression, b: Double) -> Expression { a .> Expression(b) }
  /// 1 where a > b, else 0.
  public static func .> (a: Double, b: Expression) -> Expression { Expression(a) .> b }
  /// 1 where a > b, else 0.
  public static func .> (a: Expression, b: Float) -> Expression { a .> Expression(b) }
  /// 1 where a > b, else 0.
  public static func .> (a: Float, b: Expression) -> Expression { Expression(a) .> b }
  /// 1 where a > b, else 0.
  public static func .> (a: Expression, b: Int) -> Expression { a .> Expression(b) }
  /// 1 where a > b, else 0.
  public static func .> (a: Expression, b: some BinaryInteger) -> Expression { a .> Expression(b) }
  /// 1 where a > b, else 0.
  public static func .> (a: Int, b: Expression) -> Expression { Expression(a) .> b }
  /// 1 where a > b, else 0.
  public static func .> (a: some BinaryInteger, b: Expression) -> Expression { Expression(a) .> b }
}

extension Expression {
  /// 1 where a >= b, else 0.
  public static func .>= (a: Expression, b: Expression) -> Expression { Expression(.lessOrEqual, b, a) }
  /// 1 where a >= b, else 0.
  public static func .>= (a: Expression, b: Double) -> Expression { a .>= Expression(b) }
  /// 1 where a >= b, else 0.
  public static func .>= (a: Double, b: Expression) -> Expression { Expression(a) .>= b }
  /// 1 where a >= b, else 0.
  public static func .>= (a: Expression, b: Float) -> Expression { a .>= Expression(b) }
  /// 1 where a >= b, else 0.
  public static func .>= (a: Float, b: Expression) -> Expression { Expression(a) .>= b }
  /// 1 where a >= b, else 0.
  public static func .>= (a: Expression, b: Int) -> Expression { a .>= Expression(b) }
  /// 1 where a >= b, else 0.
  public static func .>= (a: Expression, b: some BinaryInteger) -> Expression { a .>= Expression(b) }
  /// 1 where a >= b, else 0.
  public static func .>= (a: Int, b: Expression) -> Expression { Expression(a) .>= b }
  /// 1 where a >= b, else 0.
  public static func .>= (a: some BinaryInteger, b: Expression) -> Expression { Expression(a) .>= b }
}

extension Expression {
  /// 1 where a == b, else 0.
  public static func .== (a: Expression, b: Expression) -> Expression { Expression(.equal, a, b) }
  /// 1 where a == b, else 0.
  public static func .== (a: Expression, b: Double) -> Expression { a .== Expression(b) }
  /// 1 where a == b, else 0.
  public static func .== (a: Double, b: Expression) -> Expression { Expression(a) .== b }
  /// 1 where a == b, else 0.
  public static func .== (a: Expression, b: Float) -> Expression { a .== Expression(b) }
  /// 1 where a == b, else 0.
  public static func .== (a: Float, b: Expression) -> Expression { Expression(a) .== b }
  /// 1 where a == b, else 0.
  public static func .== (a: Expression, b: Int) -> Expression { a .== Expression(b) }
  /// 1 where a == b, else 0.
  public static func .== (a: Expression, b: some BinaryInteger) -> Expression { a .== Expression(b) }
  /// 1 where a == b, else 0.
  public static func .== (a: Int, b: Expression) -> Expression { Expression(a) .== b }
  /// 1 where a == b, else 0.
  public static func .== (a: some BinaryInteger, b: Expression) -> Expression { Expression(a) .== b }
}

extension Expression {
  /// 1 where a != b, else 0.
  public static func .!= (a: Expression, b: Expression) -> Expression { Expression(.notEqual, a, b) }
  /// 1 where a != b, else 0.
  public static func .!= (a: Expression, b: Double) -> Expression { a .!= Expression(b) }
  /// 1 where a != b, else 0.
  public static func .!= (a: Double, b: Expression) -> Expression { Expression(a) .!= b }
  /// 1 where a != b, else 0.
  public static func .!= (a: Expression, b: Float) -> Expression { a .!= Expression(b) }
  /// 1 where a != b, else 0.
  public static func .!= (a: Float, b: Expression) -> Expression { Expression(a) .!= b }
  /// 1 where a != b, else 0.
  public static func .!= (a: Expression, b: Int) -> Expression { a .!= Expression(b) }
  /// 1 where a != b, else 0.
  public static func .!= (a: Expression, b: some BinaryInteger) -> Expression { a .!= Expression(b) }
  /// 1 where a != b, else 0.
  public static func .!= (a: Int, b: Expression) -> Expression { Expression(a) .!= b }
  /// 1 where a != b, else 0.
  public static func .!= (a: some BinaryInteger, b: Expression) -> Expression { Expression(a) .!= b }
}

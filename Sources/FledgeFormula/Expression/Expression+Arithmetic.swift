// Every operator has concrete overloads for Double and Float and a generic one for integers on either side: without
// them a captured variable inside a formula defeats the type checker.
// They are disfavored, and so are the functions that the standard library has too: an expression may be a literal, so
// `doubles.reduce(0, +) / 2` would otherwise be ambiguous wherever the library is imported.

extension Formula.Expression {
  /// The negative.
  public static prefix func - (x: Self) -> Self { Self(.negate, x) }
  /// The expression itself.
  public static prefix func + (x: Self) -> Self { x }
}

extension Formula.Expression {
  /// Sum.
  public static func + (a: Self, b: Self) -> Self { Self(.add, a, b) }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Self, b: Double) -> Self { a + Self(b) }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Double, b: Self) -> Self { Self(a) + b }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Self, b: Float) -> Self { a + Self(b) }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Float, b: Self) -> Self { Self(a) + b }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Self, b: Int) -> Self { a + Self(b) }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Self, b: some BinaryInteger) -> Self { a + Self(b) }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Int, b: Self) -> Self { Self(a) + b }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: some BinaryInteger, b: Self) -> Self { Self(a) + b }
  /// Sum.
  public static func += (a: inout Self, b: Self) { a = a + b }
}

extension Formula.Expression {
  /// Difference.
  public static func - (a: Self, b: Self) -> Self { Self(.subtract, a, b) }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Self, b: Double) -> Self { a - Self(b) }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Double, b: Self) -> Self { Self(a) - b }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Self, b: Float) -> Self { a - Self(b) }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Float, b: Self) -> Self { Self(a) - b }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Self, b: Int) -> Self { a - Self(b) }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Self, b: some BinaryInteger) -> Self { a - Self(b) }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Int, b: Self) -> Self { Self(a) - b }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: some BinaryInteger, b: Self) -> Self { Self(a) - b }
  /// Difference.
  public static func -= (a: inout Self, b: Self) { a = a - b }
}

extension Formula.Expression {
  /// Product.
  public static func * (a: Self, b: Self) -> Self { Self(.multiply, a, b) }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Self, b: Double) -> Self { a * Self(b) }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Double, b: Self) -> Self { Self(a) * b }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Self, b: Float) -> Self { a * Self(b) }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Float, b: Self) -> Self { Self(a) * b }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Self, b: Int) -> Self { a * Self(b) }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Self, b: some BinaryInteger) -> Self { a * Self(b) }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Int, b: Self) -> Self { Self(a) * b }
  /// Product.
  @_disfavoredOverload
  public static func * (a: some BinaryInteger, b: Self) -> Self { Self(a) * b }
  /// Product.
  public static func *= (a: inout Self, b: Self) { a = a * b }
}

extension Formula.Expression {
  /// Quotient.
  public static func / (a: Self, b: Self) -> Self { Self(.divide, a, b) }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Self, b: Double) -> Self { a / Self(b) }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Double, b: Self) -> Self { Self(a) / b }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Self, b: Float) -> Self { a / Self(b) }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Float, b: Self) -> Self { Self(a) / b }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Self, b: Int) -> Self { a / Self(b) }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Self, b: some BinaryInteger) -> Self { a / Self(b) }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Int, b: Self) -> Self { Self(a) / b }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: some BinaryInteger, b: Self) -> Self { Self(a) / b }
  /// Quotient.
  public static func /= (a: inout Self, b: Self) { a = a / b }
}

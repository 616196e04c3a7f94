// Every operator has concrete overloads for Double and Float and a generic one for integers on either side: without
// them a captured variable inside a formula defeats the type checker.
// They are disfavored, and so are the functions that the standard library has too: an expression may be a literal, so
// `doubles.reduce(0, +) / 2` would else be ambiguous wherever the library is imported.

extension Expression {
  /// The negative.
  public static prefix func - (x: Expression) -> Expression { Expression(.negate, x) }
  /// The expression itself.
  public static prefix func + (x: Expression) -> Expression { x }
}

extension Expression {
  /// Sum.
  public static func + (a: Expression, b: Expression) -> Expression { Expression(.add, a, b) }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Expression, b: Double) -> Expression { a + Expression(b) }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Double, b: Expression) -> Expression { Expression(a) + b }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Expression, b: Float) -> Expression { a + Expression(b) }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Float, b: Expression) -> Expression { Expression(a) + b }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Expression, b: Int) -> Expression { a + Expression(b) }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Expression, b: some BinaryInteger) -> Expression { a + Expression(b) }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: Int, b: Expression) -> Expression { Expression(a) + b }
  /// Sum.
  @_disfavoredOverload
  public static func + (a: some BinaryInteger, b: Expression) -> Expression { Expression(a) + b }
  /// Sum.
  public static func += (a: inout Expression, b: Expression) { a = a + b }
}

extension Expression {
  /// Difference.
  public static func - (a: Expression, b: Expression) -> Expression { Expression(.subtract, a, b) }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Expression, b: Double) -> Expression { a - Expression(b) }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Double, b: Expression) -> Expression { Expression(a) - b }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Expression, b: Float) -> Expression { a - Expression(b) }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Float, b: Expression) -> Expression { Expression(a) - b }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Expression, b: Int) -> Expression { a - Expression(b) }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Expression, b: some BinaryInteger) -> Expression { a - Expression(b) }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: Int, b: Expression) -> Expression { Expression(a) - b }
  /// Difference.
  @_disfavoredOverload
  public static func - (a: some BinaryInteger, b: Expression) -> Expression { Expression(a) - b }
  /// Difference.
  public static func -= (a: inout Expression, b: Expression) { a = a - b }
}

extension Expression {
  /// Product.
  public static func * (a: Expression, b: Expression) -> Expression { Expression(.multiply, a, b) }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Expression, b: Double) -> Expression { a * Expression(b) }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Double, b: Expression) -> Expression { Expression(a) * b }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Expression, b: Float) -> Expression { a * Expression(b) }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Float, b: Expression) -> Expression { Expression(a) * b }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Expression, b: Int) -> Expression { a * Expression(b) }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Expression, b: some BinaryInteger) -> Expression { a * Expression(b) }
  /// Product.
  @_disfavoredOverload
  public static func * (a: Int, b: Expression) -> Expression { Expression(a) * b }
  /// Product.
  @_disfavoredOverload
  public static func * (a: some BinaryInteger, b: Expression) -> Expression { Expression(a) * b }
  /// Product.
  public static func *= (a: inout Expression, b: Expression) { a = a * b }
}

extension Expression {
  /// Quotient.
  public static func / (a: Expression, b: Expression) -> Expression { Expression(.divide, a, b) }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Expression, b: Double) -> Expression { a / Expression(b) }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Double, b: Expression) -> Expression { Expression(a) / b }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Expression, b: Float) -> Expression { a / Expression(b) }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Float, b: Expression) -> Expression { Expression(a) / b }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Expression, b: Int) -> Expression { a / Expression(b) }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Expression, b: some BinaryInteger) -> Expression { a / Expression(b) }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: Int, b: Expression) -> Expression { Expression(a) / b }
  /// Quotient.
  @_disfavoredOverload
  public static func / (a: some BinaryInteger, b: Expression) -> Expression { Expression(a) / b }
  /// Quotient.
  public static func /= (a: inout Expression, b: Expression) { a = a / b }
}

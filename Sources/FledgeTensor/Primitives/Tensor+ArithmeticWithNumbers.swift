// Arithmetic with a number on either side. A literal chooses NumberLiteral, which knows a whole number from a real one and
// makes 1 / 255 a fraction; the others are disfavoured, so that a literal never chooses them, and Double stands apart from
// the generic ones, so that x * exp(2) is not ambiguous.

extension Tensor {
  /// Sum, element by element.
  public static func + (a: Tensor, b: NumberLiteral) -> Tensor { BinaryOperation.add(a, b.number) }
  /// Sum, element by element.
  public static func + (a: NumberLiteral, b: Tensor) -> Tensor { BinaryOperation.add(a.number, b) }
  /// Sum, element by element.
  @_disfavoredOverload
  public static func + (a: Tensor, b: Double) -> Tensor { BinaryOperation.add(a, b) }
  /// Sum, element by element.
  @_disfavoredOverload
  public static func + (a: Double, b: Tensor) -> Tensor { BinaryOperation.add(a, b) }
  /// Sum, element by element.
  @_disfavoredOverload
  public static func + (a: Tensor, b: some TensorScalar & Numeric) -> Tensor {
    BinaryOperation.add(a, Number(b))
  }
  /// Sum, element by element.
  @_disfavoredOverload
  public static func + (a: some TensorScalar & Numeric, b: Tensor) -> Tensor {
    BinaryOperation.add(Number(a), b)
  }
  /// a ← a + b.
  public static func += (a: inout Tensor, b: NumberLiteral) { a = a + b }
  /// a ← a + b.
  @_disfavoredOverload
  public static func += (a: inout Tensor, b: Double) { a = a + b }
  /// a ← a + b.
  @_disfavoredOverload
  public static func += (a: inout Tensor, b: some TensorScalar & Numeric) { a = a + b }
}

extension Tensor {
  /// Difference, element by element.
  public static func - (a: Tensor, b: NumberLiteral) -> Tensor { BinaryOperation.subtract(a, b.number) }
  /// Difference, element by element.
  public static func - (a: NumberLiteral, b: Tensor) -> Tensor { BinaryOperation.subtract(a.number, b) }
  /// Difference, element by element.
  @_disfavoredOverload
  public static func - (a: Tensor, b: Double) -> Tensor { BinaryOperation.subtract(a, b) }
  /// Difference, element by element.
  @_disfavoredOverload
  public static func - (a: Double, b: Tensor) -> Tensor { BinaryOperation.subtract(a, b) }
  /// Difference, element by element.
  @_disfavoredOverload
  public static func - (a: Tensor, b: some TensorScalar & Numeric) -> Tensor {
    BinaryOperation.subtract(a, Number(b))
  }
  /// Difference, element by element.
  @_disfavoredOverload
  public static func - (a: some TensorScalar & Numeric, b: Tensor) -> Tensor {
    BinaryOperation.subtract(Number(a), b)
  }
  /// a ← a - b.
  public static func -= (a: inout Tensor, b: NumberLiteral) { a = a - b }
  /// a ← a - b.
  @_disfavoredOverload
  public static func -= (a: inout Tensor, b: Double) { a = a - b }
  /// a ← a - b.
  @_disfavoredOverload
  public static func -= (a: inout Tensor, b: some TensorScalar & Numeric) { a = a - b }
}

extension Tensor {
  /// Product, element by element.
  public static func * (a: Tensor, b: NumberLiteral) -> Tensor { BinaryOperation.multiply(a, b.number) }
  /// Product, element by element.
  public static func * (a: NumberLiteral, b: Tensor) -> Tensor { BinaryOperation.multiply(a.number, b) }
  /// Product, element by element.
  @_disfavoredOverload
  public static func * (a: Tensor, b: Double) -> Tensor { BinaryOperation.multiply(a, b) }
  /// Product, element by element.
  @_disfavoredOverload
  public static func * (a: Double, b: Tensor) -> Tensor { BinaryOperation.multiply(a, b) }
  /// Product, element by element.
  @_disfavoredOverload
  public static func * (a: Tensor, b: some TensorScalar & Numeric) -> Tensor {
    BinaryOperation.multiply(a, Number(b))
  }
  /// Product, element by element.
  @_disfavoredOverload
  public static func * (a: some TensorScalar & Numeric, b: Tensor) -> Tensor {
    BinaryOperation.multiply(Number(a), b)
  }
  /// a ← a * b.
  public static func *= (a: inout Tensor, b: NumberLiteral) { a = a * b }
  /// a ← a * b.
  @_disfavoredOverload
  public static func *= (a: inout Tensor, b: Double) { a = a * b }
  /// a ← a * b.
  @_disfavoredOverload
  public static func *= (a: inout Tensor, b: some TensorScalar & Numeric) { a = a * b }
}

extension Tensor {
  /// Quotient, element by element.
  public static func / (a: Tensor, b: NumberLiteral) -> Tensor { BinaryOperation.divide(a, b.number) }
  /// Quotient, element by element.
  public static func / (a: NumberLiteral, b: Tensor) -> Tensor { BinaryOperation.divide(a.number, b) }
  /// Quotient, element by element.
  @_disfavoredOverload
  public static func / (a: Tensor, b: Double) -> Tensor { BinaryOperation.divide(a, b) }
  /// Quotient, element by element.
  @_disfavoredOverload
  public static func / (a: Double, b: Tensor) -> Tensor { BinaryOperation.divide(a, b) }
  /// Quotient, element by element.
  @_disfavoredOverload
  public static func / (a: Tensor, b: some TensorScalar & Numeric) -> Tensor {
    BinaryOperation.divide(a, Number(b))
  }
  /// Quotient, element by element.
  @_disfavoredOverload
  public static func / (a: some TensorScalar & Numeric, b: Tensor) -> Tensor {
    BinaryOperation.divide(Number(a), b)
  }
  /// a ← a / b.
  public static func /= (a: inout Tensor, b: NumberLiteral) { a = a / b }
  /// a ← a / b.
  @_disfavoredOverload
  public static func /= (a: inout Tensor, b: Double) { a = a / b }
  /// a ← a / b.
  @_disfavoredOverload
  public static func /= (a: inout Tensor, b: some TensorScalar & Numeric) { a = a / b }
}

// Equality, element by element, of tensors, and of a tensor with a number on either side: masks. No gradient flows. NaN
// equals nothing.

extension Tensor {
  /// A mask: where a = b.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { BinaryOperation.equal(a, b) }
  /// A mask: where a = b.
  public static func .== (a: Tensor, b: NumberLiteral) -> Tensor { BinaryOperation.equal(a, b.number) }
  /// A mask: where a = b.
  public static func .== (a: NumberLiteral, b: Tensor) -> Tensor { BinaryOperation.equal(a.number, b) }
  /// A mask: where a = b.
  @_disfavoredOverload
  public static func .== (a: Tensor, b: Double) -> Tensor { BinaryOperation.equal(a, b) }
  /// A mask: where a = b.
  @_disfavoredOverload
  public static func .== (a: Double, b: Tensor) -> Tensor { BinaryOperation.equal(a, b) }
  /// A mask: where a = b.
  @_disfavoredOverload
  public static func .== (a: Tensor, b: some TensorScalar & Numeric) -> Tensor {
    BinaryOperation.equal(a, Number(b))
  }
  /// A mask: where a = b.
  @_disfavoredOverload
  public static func .== (a: some TensorScalar & Numeric, b: Tensor) -> Tensor {
    BinaryOperation.equal(Number(a), b)
  }
}

extension Tensor {
  /// A mask: where a ≠ b.
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { BinaryOperation.notEqual(a, b) }
  /// A mask: where a ≠ b.
  public static func .!= (a: Tensor, b: NumberLiteral) -> Tensor { BinaryOperation.notEqual(a, b.number) }
  /// A mask: where a ≠ b.
  public static func .!= (a: NumberLiteral, b: Tensor) -> Tensor { BinaryOperation.notEqual(a.number, b) }
  /// A mask: where a ≠ b.
  @_disfavoredOverload
  public static func .!= (a: Tensor, b: Double) -> Tensor { BinaryOperation.notEqual(a, b) }
  /// A mask: where a ≠ b.
  @_disfavoredOverload
  public static func .!= (a: Double, b: Tensor) -> Tensor { BinaryOperation.notEqual(a, b) }
  /// A mask: where a ≠ b.
  @_disfavoredOverload
  public static func .!= (a: Tensor, b: some TensorScalar & Numeric) -> Tensor {
    BinaryOperation.notEqual(a, Number(b))
  }
  /// A mask: where a ≠ b.
  @_disfavoredOverload
  public static func .!= (a: some TensorScalar & Numeric, b: Tensor) -> Tensor {
    BinaryOperation.notEqual(Number(a), b)
  }
}

// Comparisons of tensors, and of a tensor with a number on either side: masks. Integers are compared exactly, with
// each other in their own type and with any number. No gradient flows. A comparison with NaN is false, but `.!=` is true.

extension Tensor {
  /// A mask: where a < b.
  public static func .< (a: Tensor, b: Tensor) -> Tensor { BinaryOperation.less(a, b) }
  /// A mask: where a < b.
  public static func .< (a: Tensor, b: NumberLiteral) -> Tensor { BinaryOperation.less(a, b.number) }
  /// A mask: where a < b.
  public static func .< (a: NumberLiteral, b: Tensor) -> Tensor { BinaryOperation.less(a.number, b) }
  /// A mask: where a < b.
  @_disfavoredOverload
  public static func .< (a: Tensor, b: Double) -> Tensor { BinaryOperation.less(a, b) }
  /// A mask: where a < b.
  @_disfavoredOverload
  public static func .< (a: Double, b: Tensor) -> Tensor { BinaryOperation.less(a, b) }
  /// A mask: where a < b.
  @_disfavoredOverload
  public static func .< (a: Tensor, b: some TensorScalar & Numeric) -> Tensor {
    BinaryOperation.less(a, Number(b))
  }
  /// A mask: where a < b.
  @_disfavoredOverload
  public static func .< (a: some TensorScalar & Numeric, b: Tensor) -> Tensor {
    BinaryOperation.less(Number(a), b)
  }
}

extension Tensor {
  /// A mask: where a ≤ b.
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { BinaryOperation.lessEqual(a, b) }
  /// A mask: where a ≤ b.
  public static func .<= (a: Tensor, b: NumberLiteral) -> Tensor { BinaryOperation.lessEqual(a, b.number) }
  /// A mask: where a ≤ b.
  public static func .<= (a: NumberLiteral, b: Tensor) -> Tensor { BinaryOperation.lessEqual(a.number, b) }
  /// A mask: where a ≤ b.
  @_disfavoredOverload
  public static func .<= (a: Tensor, b: Double) -> Tensor { BinaryOperation.lessEqual(a, b) }
  /// A mask: where a ≤ b.
  @_disfavoredOverload
  public static func .<= (a: Double, b: Tensor) -> Tensor { BinaryOperation.lessEqual(a, b) }
  /// A mask: where a ≤ b.
  @_disfavoredOverload
  public static func .<= (a: Tensor, b: some TensorScalar & Numeric) -> Tensor {
    BinaryOperation.lessEqual(a, Number(b))
  }
  /// A mask: where a ≤ b.
  @_disfavoredOverload
  public static func .<= (a: some TensorScalar & Numeric, b: Tensor) -> Tensor {
    BinaryOperation.lessEqual(Number(a), b)
  }
}

extension Tensor {
  /// A mask: where a > b.
  public static func .> (a: Tensor, b: Tensor) -> Tensor { BinaryOperation.less(b, a) }
  /// A mask: where a > b.
  public static func .> (a: Tensor, b: NumberLiteral) -> Tensor { BinaryOperation.less(b.number, a) }
  /// A mask: where a > b.
  public static func .> (a: NumberLiteral, b: Tensor) -> Tensor { BinaryOperation.less(b, a.number) }
  /// A mask: where a > b.
  @_disfavoredOverload
  public static func .> (a: Tensor, b: Double) -> Tensor { BinaryOperation.less(b, a) }
  /// A mask: where a > b.
  @_disfavoredOverload
  public static func .> (a: Double, b: Tensor) -> Tensor { BinaryOperation.less(b, a) }
  /// A mask: where a > b.
  @_disfavoredOverload
  public static func .> (a: Tensor, b: some TensorScalar & Numeric) -> Tensor {
    BinaryOperation.less(Number(b), a)
  }
  /// A mask: where a > b.
  @_disfavoredOverload
  public static func .> (a: some TensorScalar & Numeric, b: Tensor) -> Tensor {
    BinaryOperation.less(b, Number(a))
  }
}

extension Tensor {
  /// A mask: where a ≥ b.
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { BinaryOperation.lessEqual(b, a) }
  /// A mask: where a ≥ b.
  public static func .>= (a: Tensor, b: NumberLiteral) -> Tensor { BinaryOperation.lessEqual(b.number, a) }
  /// A mask: where a ≥ b.
  public static func .>= (a: NumberLiteral, b: Tensor) -> Tensor { BinaryOperation.lessEqual(b, a.number) }
  /// A mask: where a ≥ b.
  @_disfavoredOverload
  public static func .>= (a: Tensor, b: Double) -> Tensor { BinaryOperation.lessEqual(b, a) }
  /// A mask: where a ≥ b.
  @_disfavoredOverload
  public static func .>= (a: Double, b: Tensor) -> Tensor { BinaryOperation.lessEqual(b, a) }
  /// A mask: where a ≥ b.
  @_disfavoredOverload
  public static func .>= (a: Tensor, b: some TensorScalar & Numeric) -> Tensor {
    BinaryOperation.lessEqual(Number(b), a)
  }
  /// A mask: where a ≥ b.
  @_disfavoredOverload
  public static func .>= (a: some TensorScalar & Numeric, b: Tensor) -> Tensor {
    BinaryOperation.lessEqual(b, Number(a))
  }
}

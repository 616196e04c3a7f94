// Functions of two tensors, or of a tensor and a number, element by element, broadcast as arithmetic is.

/// The larger of each two elements, a and b broadcast to one shape; at a tie half of the gradient goes to each.
public func max(_ a: Tensor, _ b: Tensor) -> Tensor { BinaryOperation.maximum(a, b) }
/// The larger of each element and the number; the derivative is 0 at a tie.
public func max(_ a: Tensor, _ b: NumberLiteral) -> Tensor { BinaryOperation.maximum(a, b.number) }
/// The larger of each element and the number; the derivative is 0 at a tie.
public func max(_ a: NumberLiteral, _ b: Tensor) -> Tensor { BinaryOperation.maximum(a.number, b) }
/// The larger of each element and the number; the derivative is 0 at a tie.
@_disfavoredOverload
public func max(_ a: Tensor, _ b: Double) -> Tensor { BinaryOperation.maximum(a, b) }
/// The larger of each element and the number; the derivative is 0 at a tie.
@_disfavoredOverload
public func max(_ a: Double, _ b: Tensor) -> Tensor { BinaryOperation.maximum(a, b) }
/// The larger of each element and the number; the derivative is 0 at a tie.
@_disfavoredOverload
public func max(_ a: Tensor, _ b: some TensorScalar & Numeric) -> Tensor {
  BinaryOperation.maximum(a, Number(b))
}
/// The larger of each element and the number; the derivative is 0 at a tie.
@_disfavoredOverload
public func max(_ a: some TensorScalar & Numeric, _ b: Tensor) -> Tensor {
  BinaryOperation.maximum(Number(a), b)
}

/// The smaller of each two elements, a and b broadcast to one shape; at a tie half of the gradient goes to each.
public func min(_ a: Tensor, _ b: Tensor) -> Tensor { BinaryOperation.minimum(a, b) }
/// The smaller of each element and the number; the derivative is 0 at a tie.
public func min(_ a: Tensor, _ b: NumberLiteral) -> Tensor { BinaryOperation.minimum(a, b.number) }
/// The smaller of each element and the number; the derivative is 0 at a tie.
public func min(_ a: NumberLiteral, _ b: Tensor) -> Tensor { BinaryOperation.minimum(a.number, b) }
/// The smaller of each element and the number; the derivative is 0 at a tie.
@_disfavoredOverload
public func min(_ a: Tensor, _ b: Double) -> Tensor { BinaryOperation.minimum(a, b) }
/// The smaller of each element and the number; the derivative is 0 at a tie.
@_disfavoredOverload
public func min(_ a: Double, _ b: Tensor) -> Tensor { BinaryOperation.minimum(a, b) }
/// The smaller of each element and the number; the derivative is 0 at a tie.
@_disfavoredOverload
public func min(_ a: Tensor, _ b: some TensorScalar & Numeric) -> Tensor {
  BinaryOperation.minimum(a, Number(b))
}
/// The smaller of each element and the number; the derivative is 0 at a tie.
@_disfavoredOverload
public func min(_ a: some TensorScalar & Numeric, _ b: Tensor) -> Tensor {
  BinaryOperation.minimum(Number(a), b)
}

/// a to the power b, element by element, broadcast to one shape; 0⁰ is 1 with both derivatives 0. Integers give Float32.
public func pow(_ a: Tensor, _ b: Tensor) -> Tensor { BinaryOperation.power(a, b) }
/// a to the power b, element by element; 0⁰ is 1 with derivative 0. Integers give Float32.
public func pow(_ a: Tensor, _ b: NumberLiteral) -> Tensor { BinaryOperation.power(a, b.number) }
/// a to the power b, element by element; 0⁰ is 1 with derivative 0. Integers give Float32.
public func pow(_ a: NumberLiteral, _ b: Tensor) -> Tensor { BinaryOperation.power(a.number, b) }
/// a to the power b, element by element; 0⁰ is 1 with derivative 0. Integers give Float32.
@_disfavoredOverload
public func pow(_ a: Tensor, _ b: Double) -> Tensor { BinaryOperation.power(a, b) }
/// a to the power b, element by element; 0⁰ is 1 with derivative 0. Integers give Float32.
@_disfavoredOverload
public func pow(_ a: Double, _ b: Tensor) -> Tensor { BinaryOperation.power(a, b) }
/// a to the power b, element by element; 0⁰ is 1 with derivative 0. Integers give Float32.
@_disfavoredOverload
public func pow(_ a: Tensor, _ b: some TensorScalar & Numeric) -> Tensor {
  BinaryOperation.power(a, Number(b))
}
/// a to the power b, element by element; 0⁰ is 1 with derivative 0. Integers give Float32.
@_disfavoredOverload
public func pow(_ a: some TensorScalar & Numeric, _ b: Tensor) -> Tensor {
  BinaryOperation.power(Number(a), b)
}

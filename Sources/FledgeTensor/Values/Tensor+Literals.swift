import FledgeBasics

/// A number or nested numbers inside a tensor's array literal.
///
/// It is a type of its own so that a number beside a tensor, as in `2 * x`, is never taken for a Float32 tensor.
public struct TensorLiteral: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral
{
  fileprivate let shape: Shape
  fileprivate let scalars: [Float]

  /// A number.
  public init(floatLiteral value: Double) { (shape, scalars) = ([], [Float(value)]) }

  /// A number.
  public init(integerLiteral value: Int) { (shape, scalars) = ([], [Float(value)]) }

  /// Numbers, or rows of one shape.
  public init(arrayLiteral elements: TensorLiteral...) { self.init(rows: elements) }

  fileprivate init(rows: [TensorLiteral]) {
    let inner = rows.first?.shape ?? []
    require(
      rows.allSatisfy { $0.shape == inner }, "Tensor literal: rows of different shapes: \(rows.map(\.shape))")
    shape = Shape([rows.count] + inner.dimensions)
    scalars = rows.flatMap(\.scalars)
  }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// Float32 numbers in nested brackets: `[[1, 2], [3, 4]]` is a 2×2 matrix.
  public init(arrayLiteral elements: TensorLiteral...) {
    let rows = TensorLiteral(rows: elements)
    self.init(shape: rows.shape, rows.scalars)
  }
}

import FledgeBasics

/// A number or nested numbers inside a tensor's array literal.
///
/// It is a type of its own so that literals are Float32 whatever Swift would make of them, and so that a number beside a
/// tensor, as in `2 * x`, is never taken for a tensor.
public struct TensorLiteral: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral
{
  fileprivate let shape: Shape
  fileprivate let numbers: [Number]

  /// A number.
  public init(floatLiteral value: Double) { (shape, numbers) = ([], [.real(value)]) }

  /// A number.
  public init(integerLiteral value: Int) { (shape, numbers) = ([], [.whole(value)]) }

  /// Numbers, or rows of one shape.
  public init(arrayLiteral elements: TensorLiteral...) { self.init(rows: elements) }

  fileprivate init(rows: [TensorLiteral]) {
    let inner = rows.first?.shape ?? []
    require(
      rows.allSatisfy { $0.shape == inner }, "Tensor literal: rows of different shapes: \(rows.map(\.shape))")
    shape = Shape([rows.count] + inner.dimensions)
    numbers = rows.flatMap(\.numbers)
  }

  /// The negative of a number.
  public static prefix func - (a: TensorLiteral) -> TensorLiteral {
    require(a.shape.rank == 0, "Tensor literal: expected a number behind the minus, got \(a.shape)")
    return TensorLiteral(floatLiteral: -a.numbers[0].double)
  }

  /// +∞.
  public static var infinity: TensorLiteral { TensorLiteral(floatLiteral: .infinity) }
  /// Not a number.
  public static var nan: TensorLiteral { TensorLiteral(floatLiteral: .nan) }
  /// π.
  public static var pi: TensorLiteral { TensorLiteral(floatLiteral: .pi) }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// Float32 numbers in nested brackets: `[[1, 2], [3, 4]]` is a 2×2 matrix.
  public init(arrayLiteral elements: TensorLiteral...) { self.init(elements) }

  /// Numbers in nested brackets, Float32 unless `dtype` says otherwise: `Tensor([[1, 2], [3, 4]], dtype: .int64)`.
  ///
  /// This is what literals choose. An array whose elements have a Swift type of their own keeps it.
  public init(_ elements: [TensorLiteral], dtype: DType = .float32) {
    let rows = TensorLiteral(rows: elements)
    self.init(shape: rows.shape, rows.numbers, dtype)
  }

  /// A tensor of the given shape from numbers in row-major order, Float32 unless `dtype` says otherwise.
  public init(shape: Shape, _ elements: [TensorLiteral], dtype: DType = .float32) {
    require(
      elements.count == shape.elementCount && elements.allSatisfy { $0.shape.rank == 0 },
      "Tensor: shape \(shape) wants \(shape.elementCount) numbers, got \(elements.count) elements")
    self.init(shape: shape, elements.flatMap(\.numbers), dtype)
  }

  private init(shape: Shape, _ numbers: [Number], _ dtype: DType) {
    self =
      switch dtype {
      case .float32: Tensor(shape: shape, numbers.map(\.float))
      case .float64: Tensor(shape: shape, numbers.map(\.double))
      case .int32: Tensor(shape: shape, numbers.map { $0.integer(in: "Tensor") as Int32 })
      case .int64: Tensor(shape: shape, numbers.map { $0.integer(in: "Tensor") as Int64 })
      case .uint8: Tensor(shape: shape, numbers.map { $0.integer(in: "Tensor") as UInt8 })
      case .bool: Tensor(shape: shape, numbers.map { $0.double != 0 })
      }
  }
}

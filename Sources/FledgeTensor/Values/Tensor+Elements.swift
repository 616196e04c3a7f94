import FledgeBasics
import FledgeKernels

extension Tensor {
  /// The elements in row-major order, converted to `T` where the tensor's own type is another.
  public func elements<T: TensorScalar>(as type: T.Type = T.self) -> [T] {
    let source = dtype == T.dtype ? self : detached.converted(to: T.dtype)
    return source.withElements(as: T.self) { Array($0) }
  }

  /// The one element of a tensor that has just one.
  public var item: Double {
    require(count == 1, "item: wants a tensor with one element, got shape \(shape)")
    return switch dtype {
    case .float32: withElements(as: Float.self) { Double($0[0]) }
    case .float64: withElements(as: Double.self) { $0[0] }
    default: elements(as: Double.self)[0]
    }
  }

  /// The same numbers in another type. To integers: rounded towards zero and clamped, NaN to 0; to bool: not 0.
  /// A gradient flows between the floating-point types.
  public func converted(to dtype: DType) -> Tensor {
    if dtype == self.dtype { return self }
    if dtype.isFloatingPoint && self.dtype.isFloatingPoint {
      return recorded(Convert(dtype: dtype), Operands(self))
    }
    return Kernel.convert(self, to: dtype)
  }

  /// Labels as Int32, each checked to lie in 0..<classes.
  package func checkedLabels(classes: Int, in operation: String) -> Tensor {
    require(
      !dtype.isFloatingPoint && dtype != .bool, "\(operation): labels must be integers, got \(dtype)")
    require(rank == 1, "\(operation): labels must have shape (rows), got \(shape)")
    func check<T: TensorScalar & BinaryInteger>(_ type: T.Type) {
      withElements(as: T.self) { labels in
        for (row, label) in labels.enumerated() where label < 0 || label >= classes {
          require(
            false, "\(operation): the target of row \(row) is \(label), expected 0 to \(classes - 1)")
        }
      }
    }
    switch dtype {
    case .int64: check(Int64.self)
    case .uint8: check(UInt8.self)
    default: check(Int32.self)
    }
    return converted(to: .int32)
  }
}

extension Tensor: Equatable {
  /// Whether type, shape and every element are equal (a NaN equals nothing). The record plays no part.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    guard a.dtype == b.dtype, a.shape == b.shape else { return false }
    func same<T: TensorScalar>(_ type: T.Type) -> Bool {
      a.withElements(as: T.self) { x in b.withElements(as: T.self) { y in x.elementsEqual(y) } }
    }
    switch a.dtype {
    case .float32: return same(Float.self)
    case .float64: return same(Double.self)
    case .int32: return same(Int32.self)
    case .int64: return same(Int64.self)
    case .uint8: return same(UInt8.self)
    case .bool: return same(Bool.self)
    }
  }
}

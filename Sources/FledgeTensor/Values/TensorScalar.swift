/// A Swift type that a tensor can hold as its elements.
public protocol TensorScalar: Sendable, BitwiseCopyable, Equatable {
  /// The tensor type with this memory layout.
  static var dtype: DType { get }
}

extension Float: TensorScalar {
  /// `.float32`.
  public static var dtype: DType { .float32 }
}
extension Double: TensorScalar {
  /// `.float64`.
  public static var dtype: DType { .float64 }
}
extension Int32: TensorScalar {
  /// `.int32`.
  public static var dtype: DType { .int32 }
}
extension Int64: TensorScalar {
  /// `.int64`.
  public static var dtype: DType { .int64 }
}
extension UInt8: TensorScalar {
  /// `.uint8`.
  public static var dtype: DType { .uint8 }
}
extension Bool: TensorScalar {
  /// `.bool`.
  public static var dtype: DType { .bool }
}

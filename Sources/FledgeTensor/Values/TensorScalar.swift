/// A Swift type that a tensor can hold as its elements: Float, Double, Int32, Int64, Int, UInt8 and Bool.
///
/// The list is complete. A conformance must name its `element`, and only this library makes one.
public protocol TensorScalar: Sendable, BitwiseCopyable, Equatable {
  /// How the elements lie in a tensor's memory.
  static var element: ElementType<Self> { get }
}

/// The memory layout of a Swift type in a tensor. The library trusts it with memory, so nothing else can make one.
public struct ElementType<Scalar>: Sendable {
  /// The tensor type with this layout.
  public let dtype: DType

  fileprivate init(_ dtype: DType) { self.dtype = dtype }
}

extension TensorScalar {
  /// The tensor type with this memory layout.
  public static var dtype: DType { element.dtype }
}

extension Float: TensorScalar {
  /// `.float32`.
  public static var element: ElementType<Float> { ElementType(.float32) }
}
extension Double: TensorScalar {
  /// `.float64`.
  public static var element: ElementType<Double> { ElementType(.float64) }
}
extension Int32: TensorScalar {
  /// `.int32`.
  public static var element: ElementType<Int32> { ElementType(.int32) }
}
extension Int64: TensorScalar {
  /// `.int64`.
  public static var element: ElementType<Int64> { ElementType(.int64) }
}
extension UInt8: TensorScalar {
  /// `.uint8`.
  public static var element: ElementType<UInt8> { ElementType(.uint8) }
}
extension Bool: TensorScalar {
  /// `.bool`.
  public static var element: ElementType<Bool> { ElementType(.bool) }
}

#if _pointerBitWidth(_64)
  extension Int: TensorScalar {
    /// `.int64`, which is what Swift's Int is.
    public static var element: ElementType<Int> { ElementType(.int64) }
  }
#endif

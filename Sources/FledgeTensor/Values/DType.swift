import FledgeKernels

/// The type of a tensor's elements.
public enum DType: String, Sendable, CaseIterable, CustomStringConvertible {
  /// IEEE 754 single precision, for arithmetic.
  case float32
  /// IEEE 754 double precision, for arithmetic and for checking gradients.
  case float64
  /// Labels and indices.
  case int32
  /// Indices as other programs write them.
  case int64
  /// Stored data: pixels.
  case uint8
  /// Masks, the results of comparisons.
  case bool

  /// Bytes of one element.
  public var byteCount: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .uint8, .bool: 1
    }
  }

  /// Whether arithmetic and gradients are defined for it.
  public var isFloatingPoint: Bool { self == .float32 || self == .float64 }

  /// The name: `float32`.
  public var description: String { rawValue }

  package var kernelType: fledge_dtype {
    switch self {
    case .float32: FLEDGE_F32
    case .float64: FLEDGE_F64
    case .int32: FLEDGE_I32
    case .int64: FLEDGE_I64
    case .uint8: FLEDGE_U8
    case .bool: FLEDGE_BOOL
    }
  }
}

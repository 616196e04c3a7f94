import FledgeTensor

/// A type of numbers as files store them.
enum StoredType: String, CaseIterable, Sendable {
  case bool, uint8, int8, int16, uint16, int32, uint32, int64, uint64, float16, float32, float64

  /// Bytes of one element.
  var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .int16, .uint16, .float16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// The type of a tensor that takes every number of this type without loss; of uint64 those below 2⁶³.
  var dtype: DType {
    switch self {
    case .bool: .bool
    case .uint8: .uint8
    case .int8, .int16, .uint16, .int32: .int32
    case .uint32, .int64, .uint64: .int64
    case .float16, .float32: .float32
    case .float64: .float64
    }
  }

  /// The type that is stored as a tensor of `dtype` holds it.
  init(_ dtype: DType) { self = StoredType(rawValue: dtype.rawValue)! }

  /// Whether the bytes of a file are those of a tensor. A bool's have to be looked at: Swift may do anything with one that
  /// is neither 0 nor 1.
  func isAsInMemory(isBigEndian: Bool) -> Bool {
    rawValue == dtype.rawValue && self != .bool && (byteCount == 1 || isBigEndian == (1.bigEndian == 1))
  }
}

extension Safetensors {
  /// What a tensor in a file consists of, by the format's names.
  public enum ElementType: String, Sendable, CaseIterable {
    // In the order in which a file holds them: the widest first, so that every tensor is aligned.
    /// Unsigned 64-bit integers.
    case u64 = "U64"
    /// Signed 64-bit integers.
    case i64 = "I64"
    /// IEEE 754 double precision.
    case f64 = "F64"
    /// Complex numbers of two single-precision parts.
    case c64 = "C64"
    /// IEEE 754 single precision.
    case f32 = "F32"
    /// Unsigned 32-bit integers.
    case u32 = "U32"
    /// Signed 32-bit integers.
    case i32 = "I32"
    /// The upper half of single precision ("brain" floating point).
    case bf16 = "BF16"
    /// IEEE 754 half precision.
    case f16 = "F16"
    /// Unsigned 16-bit integers.
    case u16 = "U16"
    /// Signed 16-bit integers.
    case i16 = "I16"
    /// Powers of two in 8 bits.
    case f8E8M0 = "F8_E8M0"
    /// Floating point in 8 bits, 4 of them the exponent.
    case f8E4M3 = "F8_E4M3"
    /// Floating point in 8 bits, 5 of them the exponent.
    case f8E5M2 = "F8_E5M2"
    /// Signed 8-bit integers.
    case i8 = "I8"
    /// Unsigned 8-bit integers.
    case u8 = "U8"
    /// Floating point in 6 bits, 3 of them the exponent.
    case f6E3M2 = "F6_E3M2"
    /// Floating point in 6 bits, 2 of them the exponent.
    case f6E2M3 = "F6_E2M3"
    /// Floating point in 4 bits.
    case f4 = "F4"
    /// Truth values of a byte each.
    case bool = "BOOL"

    /// The size of one element in bits.
    public var bitCount: Int {
      switch self {
      case .u64, .i64, .f64, .c64: 64
      case .f32, .u32, .i32: 32
      case .bf16, .f16, .u16, .i16: 16
      case .f8E8M0, .f8E4M3, .f8E5M2, .i8, .u8, .bool: 8
      case .f6E3M2, .f6E2M3: 6
      case .f4: 4
      }
    }

    /// The size in bytes of `shape` elements; `nil` if it is no whole number or too large for an `Int`, or if the
    /// dimensions other than zero overflow (strides are products of them).
    func byteCount(of shape: [Int]) -> Int? {
      var product = 1
      for dimension in shape {
        let (next, overflow) = product.multipliedReportingOverflow(by: max(1, dimension))
        guard !overflow else { return nil }
        product = next
      }
      let (bits, overflow) = product.multipliedReportingOverflow(by: bitCount)
      guard !overflow else { return nil }
      if shape.contains(0) { return 0 }
      return bits.isMultiple(of: 8) ? bits / 8 : nil
    }
  }
}

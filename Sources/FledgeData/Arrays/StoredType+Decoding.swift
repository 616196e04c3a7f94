/// An element that its tensor cannot hold.
struct UnfitElement: Error {
  /// Its place in row-major order.
  let index: Int
  let expected: String
  let found: String
}

extension StoredType {
  /// Writes the elements of a block of a file into the memory of a tensor of `dtype`, each where `order` says.
  ///
  /// Throws `UnfitElement` for a bool that is neither 0 nor 1, and for an integer from 2⁶³ on.
  // Safe: the block has whole elements, and the order names each place of the tensor once.
  func decode(
    _ block: UnsafeRawBufferPointer, isBigEndian: Bool, into memory: UnsafeMutableRawPointer,
    _ order: inout some ElementOrder
  ) throws {
    func each<Bits: FixedWidthInteger, Element>(
      _ bits: Bits.Type, _ element: (Bits, Int) throws -> Element
    ) rethrows {
      for offset in stride(from: 0, to: block.count, by: MemoryLayout<Bits>.size) {
        let raw = block.loadUnaligned(fromByteOffset: offset, as: Bits.self)
        let place = order.next()
        let value = try element(isBigEndian ? Bits(bigEndian: raw) : Bits(littleEndian: raw), place)
        memory.storeBytes(of: value, toByteOffset: place * MemoryLayout<Element>.stride, as: Element.self)
      }
    }
    switch self {
    case .bool:
      try each(UInt8.self) { byte, place in
        guard byte <= 1 else { throw UnfitElement(index: place, expected: "0 or 1", found: "\(byte)") }
        return byte
      }
    case .uint8: each(UInt8.self) { value, _ in value }
    case .int8: each(Int8.self) { value, _ in Int32(value) }
    case .int16: each(Int16.self) { value, _ in Int32(value) }
    case .uint16: each(UInt16.self) { value, _ in Int32(value) }
    case .int32, .float32: each(UInt32.self) { bits, _ in bits }
    case .uint32: each(UInt32.self) { value, _ in Int64(value) }
    case .int64, .float64: each(UInt64.self) { bits, _ in bits }
    case .uint64:
      try each(UInt64.self) { value, place in
        guard let value = Int64(exactly: value) else {
          throw UnfitElement(index: place, expected: "an integer below 2^63", found: "\(value)")
        }
        return value
      }
    case .float16: each(UInt16.self) { bits, _ in StoredType.float(halfBits: bits) }
    }
  }

  /// The number that these bits mean in half precision (IEEE 754 binary16). Swift's own Float16 is missing on some machines.
  static func float(halfBits bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let (exponent, fraction) = (UInt32(bits >> 10 & 0x1f), UInt32(bits & 0x3ff))
    switch exponent {
    // Below the normal numbers the fraction counts units of 2⁻²⁴.
    case 0: return Float(bitPattern: sign | (Float(fraction) * 0x1p-24).bitPattern)
    case 0x1f: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}

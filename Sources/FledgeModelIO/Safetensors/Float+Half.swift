// Swift's own Float16 does not exist on macOS on Intel.
extension Float {
  /// The value of an IEEE 754 half-precision number, exactly.
  init(halfBits bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10 & 0x1F)
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0:
      // Zero and the subnormal numbers count in units of 2⁻²⁴.
      let magnitude = Float(fraction) * 0x1p-24
      self.init(bitPattern: magnitude.bitPattern | sign)
    case 0x1F: self.init(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    // The exponent's bias is 15 there and 127 here.
    default: self.init(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }

  /// The value of a "brain" floating-point number, exactly: it has the upper half of the bits.
  init(brainBits bits: UInt16) { self.init(bitPattern: UInt32(bits) << 16) }
}

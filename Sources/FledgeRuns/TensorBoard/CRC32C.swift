/// The cyclic redundancy check of 32 bits with Castagnoli's polynomial (Castagnoli, Bräuer and Herrmann, 1993; RFC 3720), by a table.
enum CRC32C {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0x82F6_3B78 ^ value >> 1 : value >> 1 }
  }

  /// The check of some bytes.
  static func check(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { value, byte in table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ value >> 8 }
  }

  /// The check as records of TensorBoard have it: turned and moved, for the check of bytes that hold a check is a bad one.
  static func masked(_ bytes: [UInt8]) -> UInt32 {
    let check = check(bytes)
    return (check >> 15 | check << 17) &+ 0xA282_EAD8
  }
}

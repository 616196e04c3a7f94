/// A message of Protocol Buffers as it is written: fields, each with its number and how it is laid out.
struct ProtocolBuffer {
  private(set) var bytes: [UInt8] = []

  /// An integer of variable length.
  mutating func append(_ field: Int, integer: Int64) {
    tag(field, 0)
    variable(UInt64(bitPattern: integer))
  }

  /// A number of eight bytes.
  mutating func append(_ field: Int, double: Double) {
    tag(field, 1)
    fixed(double.bitPattern)
  }

  /// A number of four bytes.
  mutating func append(_ field: Int, float: Float) {
    tag(field, 5)
    fixed(float.bitPattern)
  }

  /// A text.
  mutating func append(_ field: Int, text: String) { append(field, Array(text.utf8)) }

  /// A message within the message.
  mutating func append(_ field: Int, _ message: ProtocolBuffer) { append(field, message.bytes) }

  private mutating func append(_ field: Int, _ content: [UInt8]) {
    tag(field, 2)
    variable(UInt64(content.count))
    bytes += content
  }

  private mutating func tag(_ field: Int, _ layout: UInt64) { variable(UInt64(field) << 3 | layout) }

  private mutating func variable(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func fixed<T: FixedWidthInteger>(_ value: T) { bytes += value.littleEndianBytes }
}

extension FixedWidthInteger {
  /// The bytes, the lowest first.
  var littleEndianBytes: [UInt8] {
    (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}

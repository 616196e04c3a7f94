/// The little-endian numbers of an archive, by their place among some of its bytes.
struct ZipFields {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var count: Int { bytes.count }

  func number16(_ place: Int) -> Int { Int(number(place, 2)) }

  func number32(_ place: Int) -> Int { Int(number(place, 4)) }

  /// Nil for a number that no size has.
  func number64(_ place: Int) -> Int? { Int(exactly: number(place, 8)) }

  func starts(with signature: ZipSignature) -> Bool { count >= 4 && number(0, 4) == signature.rawValue }

  /// Bytes from `place` on.
  func slice(_ place: Int, _ count: Int) -> ArraySlice<UInt8> {
    bytes[(bytes.startIndex + place)..<(bytes.startIndex + place + count)]
  }

  private func number(_ place: Int, _ count: Int) -> UInt64 {
    slice(place, count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// What the records of an archive begin with: PK and two bytes.
enum ZipSignature: UInt64 {
  case localHeader = 0x0403_4b50
  case centralHeader = 0x0201_4b50
  case end = 0x0605_4b50
  case zip64Locator = 0x0706_4b50
  case zip64End = 0x0606_4b50

  /// The signature's bytes.
  var bytes: [UInt8] { zipBytes(rawValue, 4) }
}

/// A number's bytes, the lowest first.
func zipBytes(_ value: some FixedWidthInteger, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

import FledgeFiles

extension IDX {
  /// What a file is read for. The number is the one it usually starts with: bytes (8), and the number of dimensions.
  enum Kind: UInt32 {
    case images = 0x0000_0803
    case labels = 0x0000_0801

    var description: String {
      let digits = String(rawValue, radix: 16)
      return "0x" + String(repeating: "0", count: 8 - digits.count) + digits + " (\(self))"
    }
  }

  /// The types of elements by the third byte of a file.
  static let types: [UInt8: StoredType] = [
    0x08: .uint8, 0x09: .int8, 0x0b: .int16, 0x0c: .int32, 0x0d: .float32, 0x0e: .float64,
  ]

  /// Reads what stands before the elements, which `accept` agrees to by their type and the number of dimensions. `start` are bytes
  /// that were taken from the stream already.
  static func readHeader(
    _ kind: Kind, from stream: InflateStream, start: [UInt8] = [], accept: (StoredType, Int) -> Bool
  ) throws -> StoredArray {
    let magic = try start + stream.readUpTo(4 - start.count)
    guard !magic.isEmpty else {
      throw FileError(path: stream.path, expected: "an IDX file of \(kind)", found: "an empty file")
    }
    let short = { (rank: Int, count: Int) in
      FileError(
        path: stream.path, expected: "a header of \(4 + 4 * rank) bytes", found: "a file of \(count)")
    }
    guard magic.count == 4 else { throw short(Int(kind.rawValue & 0xff), magic.count) }
    let rank = Int(magic[3])
    guard magic[0] == 0, magic[1] == 0, let type = types[magic[2]], accept(type, rank) else {
      let number = bigEndian(magic[...], as: UInt32.self)
      throw FileError(
        path: stream.path, place: "byte 0", expected: "the number \(kind.description)",
        found: Kind(rawValue: number)?.description ?? "0x" + String(number, radix: 16))
    }
    let bytes = try stream.readUpTo(4 * rank)
    guard bytes.count == 4 * rank else { throw short(rank, 4 + bytes.count) }
    let shape = (0..<rank).map { Int(bigEndian(bytes[(4 * $0)..<(4 * $0 + 4)], as: UInt32.self)) }
    return StoredArray(type: type, shape: shape, isBigEndian: true)
  }

  /// The number whose bytes these are, the highest first.
  static func bigEndian<T: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>, as type: T.Type) -> T {
    bytes.reduce(0) { $0 << 8 | T($1) }
  }
}

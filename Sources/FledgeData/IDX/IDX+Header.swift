import FledgeFiles

extension IDX {
  /// What a file holds. The number is the one it starts with: bytes (8), and the number of dimensions.
  enum Kind: UInt32 {
    case images = 0x0000_0803
    case labels = 0x0000_0801

    var dimensions: Int { Int(rawValue & 0xff) }

    var description: String {
      let digits = String(rawValue, radix: 16)
      return "0x" + String(repeating: "0", count: 8 - digits.count) + digits + " (\(self))"
    }
  }

  /// The numbers that follow the magic number. `start` are bytes that were taken from the stream already.
  static func readHeader(_ kind: Kind, from stream: InflateStream, start: [UInt8] = []) throws -> [Int] {
    let length = 4 + 4 * kind.dimensions
    let bytes = try start + stream.readUpTo(length - start.count)
    guard !bytes.isEmpty else {
      throw FileError(path: stream.path, expected: "an IDX file of \(kind)", found: "an empty file")
    }
    let words = stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { start in
      bigEndian(bytes[start..<start + 4], as: UInt32.self)
    }
    if let magic = words.first, magic != kind.rawValue {
      let hexadecimal = "0x" + String(magic, radix: 16)
      throw FileError(
        path: stream.path, place: "byte 0", expected: "the number \(kind.description)",
        found: Kind(rawValue: magic)?.description ?? hexadecimal)
    }
    guard bytes.count == length else {
      throw FileError(
        path: stream.path, expected: "a header of \(length) bytes", found: "a file of \(bytes.count)")
    }
    return words.dropFirst().map(Int.init)
  }

  /// The number whose bytes these are, the highest first.
  static func bigEndian<T: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>, as type: T.Type) -> T {
    bytes.reduce(0) { $0 << 8 | T($1) }
  }
}

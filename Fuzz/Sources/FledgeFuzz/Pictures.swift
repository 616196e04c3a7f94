import Fledge

/// Reads the input as a file of pictures of any format. Small limits keep an input below a second.
func readPicture(_ bytes: [UInt8]) throws {
  _ = try Picture.read(bytes, options: PictureOptions(mostPixels: 1 << 18, mostBytes: 1 << 22))
}

/// Reads the input as a PNG file whose checksums are right: no change of a byte gets past them otherwise.
func readPNGChunks(_ bytes: [UInt8]) throws {
  var file = bytes
  var start = PNGWords.signature.count
  while start + 12 <= file.count {
    let length = file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    let end = start + 8 + length
    guard end + 4 <= file.count else { break }
    file.replaceSubrange(end..<end + 4, with: PNGWords.bigEndian(PNGWords.checksum(file[(start + 4)..<end])))
    start = end + 4
  }
  try readPicture(file)
}

/// Takes the input for the header, the palette, the transparency and the filtered rows of a PNG file that is whole: what is
/// compressed is never reached by changes of its compressed bytes.
func readPNGRows(_ bytes: [UInt8]) throws {
  guard bytes.count > 8 else { return }
  let (columns, rows) = (Int(bytes[0] & 31) + 1, Int(bytes[1] & 31) + 1)
  let depth = [1, 2, 4, 8, 16][Int(bytes[2]) % 5]
  let (content, samples) = [(0, 1), (2, 3), (3, 1), (4, 2), (6, 4)][Int(bytes[3]) % 5]
  let isInterlaced = bytes[4] & 1 == 1
  let rest = Array(bytes[8...])
  let size = PNGWords.rowBytes(rows, columns, depth * samples, isInterlaced)
  let pixels = (0..<size).map { rest.isEmpty ? 0 : rest[$0 % rest.count] }
  var file = PNGWords.signature
  let kind = [UInt8(depth), UInt8(content), 0, 0, isInterlaced ? 1 : 0]
  file += PNGWords.chunk("IHDR", PNGWords.bigEndian(columns) + PNGWords.bigEndian(rows) + kind)
  if content == 3 || bytes[5] & 1 == 1 {
    file += PNGWords.chunk("PLTE", Array(pixels.prefix(3 * (Int(bytes[5]) + 1))))
  }
  if bytes[6] & 1 == 1 { file += PNGWords.chunk("tRNS", Array(pixels.prefix(Int(bytes[6]) / 2))) }
  file += PNGWords.chunk("IDAT", PNGWords.stored(pixels)) + PNGWords.chunk("IEND", [])
  try readPicture(file)
}

/// The parts of a PNG file, by its specification alone.
private enum PNGWords {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  static func bigEndian(_ number: some BinaryInteger) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  static func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(kind.utf8) + data
    return bigEndian(data.count) + body + bigEndian(checksum(body[...]))
  }

  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { $0 >> 8 ^ table[Int(truncatingIfNeeded: $0 ^ UInt32($1)) & 0xFF] }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }

  /// The bytes as a stream of zlib, in blocks that are not compressed.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: max(bytes.count, 1), by: 65535) {
      let block = bytes[start..<min(start + 65535, bytes.count)]
      let length = UInt16(block.count)
      result += [start + 65535 >= bytes.count ? 1 : 0]
      for number in [length, ~length] { result += [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)] }
      result += block
    }
    var (low, high) = (UInt32(1), UInt32(0))
    for byte in bytes {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    return result + bigEndian(high << 16 | low)
  }

  static func rowBytes(_ rows: Int, _ columns: Int, _ bits: Int, _ isInterlaced: Bool) -> Int {
    let passes =
      isInterlaced
      ? [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
      : [(0, 0, 1, 1)]
    return passes.reduce(0) { sum, pass in
      let height = (rows - pass.0 + pass.2 - 1) / pass.2
      let width = (columns - pass.1 + pass.3 - 1) / pass.3
      return sum + (height <= 0 || width <= 0 ? 0 : height * (1 + (width * bits + 7) / 8))
    }
  }
}

import CZlib
import FledgeFiles

extension PNG {
  /// Writes a picture with 8 bits a sample, grey or in colours; the file is replaced as a whole or not at all.
  ///
  /// Throws `FileError` if the file cannot be written.
  public static func write(_ picture: Picture, to path: String) throws {
    try AtomicFile.write(encode(picture), to: path)
  }

  /// The bytes of a file with this picture.
  package static func encode(_ picture: Picture) -> [UInt8] {
    let size = picture.size
    let content: PNGHeader.Content = size.channels == .grey ? .grey : .colour
    let rowBytes = size.columns * size.channels.rawValue
    var rows: [UInt8] = []
    rows.reserveCapacity(size.rows * (1 + rowBytes))
    for row in 0..<size.rows {
      rows.append(0)
      rows += picture.samples[row * rowBytes..<(row + 1) * rowBytes]
    }
    return PNGChunks.signature
      + chunk("IHDR", bigEndian(size.columns) + bigEndian(size.rows) + [8, content.rawValue, 0, 0, 0])
      + chunk("IDAT", deflated(rows)) + chunk("IEND", [])
  }

  /// A chunk with its length and checksum.
  package static func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(kind.utf8) + data
    return bigEndian(data.count) + body + bigEndian(Int(crc32(0, body, UInt32(body.count))))
  }

  /// The bytes as a stream of zlib (RFC 1950).
  package static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    // Safe: zlib writes no more than it is told that there is room for, and its bound always suffices.
    [UInt8](unsafeUninitializedCapacity: Int(compressBound(UInt(bytes.count)))) { buffer, count in
      var length = UInt(buffer.count)
      let status = compress(buffer.baseAddress, &length, bytes, UInt(bytes.count))
      guard status == Z_OK else { fatalError("PNG: zlib ran out of memory") }
      count = Int(length)
    }
  }

  package static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

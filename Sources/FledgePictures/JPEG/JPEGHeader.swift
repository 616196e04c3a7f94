import FledgeFiles

/// What the frame header of a JPEG file says (ISO/IEC 10918-1, B.2.2): the size of the picture.
struct JPEGHeader {
  let rows: Int
  let columns: Int
  /// The components of a pixel: 1 of a grey picture, 3 of a coloured one, 4 of inks.
  let components: Int

  /// Whether the bytes start as those of a JPEG file.
  static func isStart(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xFF, 0xD8, 0xFF]) }

  /// Finds the header in the first bytes of a file; nil if it may stand behind them. Throws `FileError` if there is none.
  init?(_ bytes: [UInt8], isWhole: Bool, path: String, _ options: PictureOptions) throws {
    var position = 2
    while true {
      // A marker may have any number of bytes 0xFF before it.
      while position < bytes.count, bytes[position] == 0xFF { position += 1 }
      guard position + 9 <= bytes.count else {
        guard isWhole else { return nil }
        throw FileError(
          path: path, place: "byte \(min(position, bytes.count))", expected: "the size of the picture",
          found: "the end of the file")
      }
      guard bytes[position - 1] == 0xFF, bytes[position] != 0, bytes[position] != 0xDA else {
        throw FileError(
          path: path, place: "byte \(position)", expected: "a marker of a JPEG file before its pixels",
          found: "byte \(bytes[position])")
      }
      let number = { Int(bytes[position + $0]) << 8 | Int(bytes[position + $0 + 1]) }
      if Self.isFrame(bytes[position]) {
        (rows, columns, components) = (number(4), number(6), Int(bytes[position + 8]))
        guard rows > 0, columns > 0, [1, 3, 4].contains(components) else {
          throw FileError(
            path: path, place: "byte \(position + 4)",
            expected: "a picture of at least one pixel of 1, 3 or 4 components",
            found: "\(rows) × \(columns) of \(components)")
        }
        try options.check(rows: rows, columns: columns, path: path, place: "byte \(position + 4)")
        return
      }
      position += 1 + number(1)
    }
  }

  /// Whether a segment is a frame header; three of the range are others (B.1.1.3).
  private static func isFrame(_ marker: UInt8) -> Bool {
    0xC0...0xCF ~= marker && ![0xC4, 0xC8, 0xCC].contains(marker)
  }

  /// The size of the decoded picture.
  var size: PictureSize {
    PictureSize(rows: rows, columns: columns, channels: components == 1 ? .grey : .colour)
  }
}

import FledgeBasics
import FledgeFiles
import FledgeTensor

/// Grey pictures in the portable grey map format of Netpbm: text (P2) or bytes (P5), with comments in the header, of any
/// depth up to 16 bits.
public enum PGM {
  /// Reads one picture; its values are scaled so that its white is 255.
  ///
  /// Throws `FileError` if the file is missing, of another kind, or not as long as its header says, or if a value is
  /// larger than the white.
  public static func read(from path: String) throws -> Images {
    try read(InflateStream(path: path))
  }

  static func read(_ stream: InflateStream, start: [UInt8] = []) throws -> Images {
    let bytes = try start + stream.readAll(limit: 1 << 28)
    return try parse(bytes, path: stream.path)
  }

  /// Writes one picture (rows, columns) of type UInt8 as P5; the file is replaced as a whole or not at all.
  ///
  /// Throws `FileError` if the file cannot be written.
  public static func write(_ picture: Tensor, to path: String) throws {
    require(
      picture.dtype == .uint8 && picture.rank == 2 && picture.count > 0,
      "PGM.write: expected uint8 of shape (rows, columns), got \(picture.dtype) \(picture.shape)")
    try AtomicFile.write(to: path) { writer in
      try writer.write(Array("P5\n\(picture.shape[1]) \(picture.shape[0])\n255\n".utf8))
      try picture.withBytes { try writer.write($0) }
    }
  }

  private static func parse(_ bytes: [UInt8], path: String) throws -> Images {
    var scanner = PGMScanner(bytes, path: path)
    let isText = try scanner.kind()
    let columns = try scanner.number("the width", in: 1...1 << 24)
    let rows = try scanner.number("the height", in: 1...1 << 24)
    let white = try scanner.number("the largest value", in: 1...65535)
    let count = rows * columns
    if !isText { try scanner.oneSpace() }
    // The room is taken after the length is known to be there: two characters a value are the least in text.
    let width = isText ? 2 : white > 255 ? 2 : 1
    let promised = isText ? 2 * count - 1 : width * count
    guard scanner.remaining >= promised else {
      throw FileError(
        path: path, place: "byte \(scanner.position)",
        expected: "\(count) values of a picture of \(columns) × \(rows)",
        found: isText ? "\(scanner.remaining) characters" : "\(scanner.remaining / width)")
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count)
    for index in 0..<count {
      let what = "the value in row \(index / columns + 1), column \(index % columns + 1)"
      let value =
        try isText ? scanner.number(what, in: 0...white) : scanner.sample(what, width, in: 0...white)
      pixels.append(UInt8((value * 255 + white / 2) / white))
    }
    try scanner.end(isText: isText)
    return Images(pixels: Tensor(shape: [1, rows, columns], pixels))
  }
}

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

  /// `accept` throws if a picture of such dimensions is of no use; little more than the header has been read then.
  static func read(
    _ stream: InflateStream, start: [UInt8] = [], accept: Images.Acceptance = { _, _ in }
  ) throws -> Images {
    let head = try start + stream.readUpTo(longestHeader - start.count)
    var scanner = PGMScanner(head, path: stream.path)
    let header: PGMHeader
    do {
      header = try PGMHeader(&scanner)
    } catch  where head.count == longestHeader && scanner.remaining == 0 {
      throw FileError(
        path: stream.path, expected: "a header of at most \(longestHeader) bytes", found: "a longer one")
    }
    try accept(header.dimensions, stream.path)
    return try parse(header, head + stream.readAll(limit: longestFile - head.count), path: stream.path)
  }

  /// Comments are free to be long, but a header without end is none.
  private static let longestHeader = 1 << 16
  private static let longestFile = 1 << 28

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

  private static func parse(_ header: PGMHeader, _ bytes: [UInt8], path: String) throws -> Images {
    let (rows, columns, white) = (header.dimensions.rows, header.dimensions.columns, header.white)
    var scanner = PGMScanner(bytes, path: path, position: header.end)
    let count = rows * columns
    // The room is taken after the length is known to be there: two characters a value are the least in text.
    let width = header.isText || white > 255 ? 2 : 1
    let promised = header.isText ? 2 * count - 1 : width * count
    guard scanner.remaining >= promised else {
      throw FileError(
        path: path, place: "byte \(scanner.position)",
        expected: "\(NumberText.count(count, "value")) of a picture of \(columns) × \(rows)",
        found: header.isText
          ? NumberText.count(scanner.remaining, "character") : "\(scanner.remaining / width)")
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count)
    for index in 0..<count {
      let what = "the value in row \(index / columns + 1), column \(index % columns + 1)"
      let value =
        try header.isText
        ? scanner.number(what, in: 0...white) : scanner.sample(what, width, in: 0...white)
      pixels.append(UInt8((value * 255 + white / 2) / white))
    }
    try scanner.end(isText: header.isText)
    return Images(pixels: Tensor(shape: [1, rows, columns], pixels))
  }
}

/// What stands before the values of a picture.
private struct PGMHeader {
  let isText: Bool
  let dimensions: Images.Dimensions
  /// The value of white.
  let white: Int
  /// The byte behind it.
  let end: Int

  init(_ scanner: inout PGMScanner) throws {
    isText = try scanner.kind()
    let columns = try scanner.number("the width", in: 1...1 << 24)
    let rows = try scanner.number("the height", in: 1...1 << 24)
    white = try scanner.number("the largest value", in: 1...65535)
    if !isText { try scanner.oneSpace() }
    (dimensions, end) = (Images.Dimensions(count: 1, rows: rows, columns: columns), scanner.position)
  }
}

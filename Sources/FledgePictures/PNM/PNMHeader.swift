import FledgeBasics

/// What stands before the samples of a picture of Netpbm.
struct PNMHeader {
  let size: PictureSize
  let isText: Bool
  /// Whether a sample is a bit, 1 for black.
  let isBits: Bool
  /// The number of white.
  let white: Int

  /// Reads a header, up to the one space behind it where bytes follow. Throws `FileError` if it is none.
  init(_ scanner: inout PNMScanner, _ options: PictureOptions) throws {
    let kind = try scanner.kind()
    let start = scanner.position
    let columns = try scanner.number("the width", in: 1...1 << 30)
    let rows = try scanner.number("the height", in: 1...1 << 30)
    try options.check(rows: rows, columns: columns, path: scanner.path, place: "byte \(start)")
    size = PictureSize(rows: rows, columns: columns, channels: kind % 3 == 0 ? .colour : .grey)
    (isText, isBits) = (kind <= 3, kind % 3 == 1)
    white = isBits ? 1 : try scanner.number("the largest value", in: 1...65535)
    if !isText { try scanner.oneSpace() }
  }

  /// The bytes of a sample in a file of bytes.
  var sampleBytes: Int { white > 255 ? 2 : 1 }

  /// The bytes of a row in a file of bytes.
  var rowBytes: Int {
    isBits ? (size.columns + 7) / 8 : size.columns * size.channels.rawValue * sampleBytes
  }

  /// The sample in 8 bits, rounded to the nearest.
  func level(_ value: Int) -> UInt8 {
    isBits ? (value == 0 ? 255 : 0) : UInt8((value * 255 + white / 2) / white)
  }

  /// For people: which sample number `index` is.
  func name(ofSample index: Int) -> String {
    let (pixel, channel) = index.quotientAndRemainder(dividingBy: size.channels.rawValue)
    let colour = size.channels == .grey ? "value" : ["red", "green", "blue"][channel]
    return "the \(colour) in row \(pixel / size.columns + 1), column \(pixel % size.columns + 1)"
  }
}

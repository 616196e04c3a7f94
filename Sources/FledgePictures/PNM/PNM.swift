import FledgeBasics
import FledgeFiles

/// Pictures in the formats of Netpbm: black and white (PBM: P1, P4), grey (PGM: P2, P5) and in colours (PPM: P3, P6), as text
/// or bytes, with comments in the header, of any depth up to 16 bits.
///
/// Samples are scaled so that white is 255, and rounded. A file of bytes may hold several pictures, one behind another.
public enum PNM {
  /// Reads all pictures of a file, compressed with gzip or not.
  ///
  /// Throws `FileError` with the byte in the file if it is missing, of another kind, not as long as its header says, or larger than
  /// the options allow, or if a sample is larger than the white.
  public static func read(
    from path: String, options: PictureOptions = PictureOptions()
  ) throws -> [Picture] {
    try decode(PictureFile.read(path, options), path: path, options)
  }

  /// The pictures in the bytes of a file, which errors call `path`.
  static func decode(_ bytes: [UInt8], path: String, _ options: PictureOptions) throws -> [Picture] {
    var scanner = PNMScanner(bytes, path: path)
    var pictures: [Picture] = []
    repeat {
      let header = try PNMHeader(&scanner, options)
      let samples = header.isText ? try scanner.text(header) : try scanner.bytes(header)
      pictures.append(Picture(size: header.size, samples: samples))
      // Many programs end a file of bytes with a line break. Only such files may hold further pictures.
      scanner.skipSpace(andComments: header.isText)
      if header.isText { try scanner.end() }
    } while scanner.remaining > 0
    return pictures
  }

  /// Writes a picture as bytes, P5 if it is grey and P6 if not; the file is replaced as a whole or not at all.
  ///
  /// Throws `FileError` if the file cannot be written.
  public static func write(_ picture: Picture, to path: String) throws {
    let size = picture.size
    let kind = size.channels == .grey ? "P5" : "P6"
    try AtomicFile.write(to: path) { writer in
      try writer.write(Array("\(kind)\n\(size.columns) \(size.rows)\n255\n".utf8))
      try writer.write(picture.samples)
    }
  }
}

extension PNMScanner {
  /// Reads the samples of a picture as text.
  fileprivate mutating func text(_ header: PNMHeader) throws -> [UInt8] {
    // The room is taken after the length is known to be there: two characters a sample, or one a bit, are the least.
    try expect(header, header.isBits ? header.size.samples : 2 * header.size.samples - 1, "character")
    var samples: [UInt8] = []
    samples.reserveCapacity(header.size.samples)
    for index in 0..<header.size.samples {
      let what = { header.name(ofSample: index) }
      let value = header.isBits ? try bit(what()) : try number(what(), in: 0...header.white)
      samples.append(header.level(value))
    }
    return samples
  }

  /// Reads the samples of a picture as bytes.
  fileprivate mutating func bytes(_ header: PNMHeader) throws -> [UInt8] {
    let (rowBytes, rows) = (header.rowBytes, header.size.rows)
    passLineBreak(before: rowBytes * rows)
    try expect(header, rowBytes * rows, "byte")
    let body = take(rowBytes * rows)
    if header.isBits {
      return (0..<rows).flatMap { row in
        (0..<header.size.columns).map { column in
          body[body.startIndex + row * rowBytes + column / 8] >> (7 - column % 8) & 1 == 0 ? 255 : 0
        }
      }
    }
    if header.white == 255 { return Array(body) }
    let width = header.sampleBytes
    return try (0..<header.size.samples).map { index in
      let place = body.startIndex + index * width
      let value = width == 1 ? Int(body[place]) : Int(body[place]) << 8 | Int(body[place + 1])
      try check(value, header.name(ofSample: index), in: 0...header.white, at: place)
      return header.level(value)
    }
  }

  private func expect(_ header: PNMHeader, _ count: Int, _ unit: String) throws {
    guard remaining >= count else {
      let atLeast = header.isText ? "at least " : ""
      throw error(
        at: position,
        expected: "\(atLeast)\(NumberText.count(count, unit)) of a picture of \(header.size)",
        found: NumberText.grouped(remaining))
    }
  }
}

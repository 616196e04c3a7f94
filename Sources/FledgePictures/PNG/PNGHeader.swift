import FledgeFiles

/// What the first chunk of a PNG file says, IHDR: the size of the picture and how its pixels are stored.
struct PNGHeader: Equatable {
  /// What a pixel is made of.
  enum Content: UInt8 {
    case grey = 0
    case colour = 2
    case palette = 3
    case greyAlpha = 4
    case colourAlpha = 6

    var samples: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAlpha: 2
      case .colour: 3
      case .colourAlpha: 4
      }
    }

    var depths: [Int] {
      switch self {
      case .grey: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      case .colour, .greyAlpha, .colourAlpha: [8, 16]
      }
    }
  }

  let rows: Int
  let columns: Int
  /// Bits of a sample.
  let depth: Int
  let content: Content
  let isInterlaced: Bool

  /// Reads the chunk, the first of its file. Throws `FileError` for a picture that is none or is too large.
  init(_ chunk: PNGChunk, _ file: PNGChunks, _ options: PictureOptions) throws {
    guard chunk.kind == "IHDR", chunk.data.count == 13 else {
      throw file.error(
        at: chunk.start, expected: "the chunk IHDR of 13 bytes",
        found: "\(chunk.kind.printable) of \(chunk.data.count)")
    }
    let start = chunk.data.lowerBound
    columns = file.number(at: start)
    rows = file.number(at: start + 4)
    guard 1...Int(Int32.max) ~= columns, 1...Int(Int32.max) ~= rows else {
      throw file.error(
        at: start, expected: "a picture of at least one pixel", found: "\(rows) × \(columns)")
    }
    try options.check(rows: rows, columns: columns, path: file.path, place: "byte \(start)")
    let bytes = file.bytes[(start + 8)..<(start + 13)].map(Int.init)
    guard let content = Content(rawValue: UInt8(bytes[1])) else {
      throw file.error(at: start + 9, expected: "a colour type of 0, 2, 3, 4 or 6", found: "\(bytes[1])")
    }
    guard content.depths.contains(bytes[0]) else {
      let depths = content.depths.map(String.init).joined(separator: ", ")
      throw file.error(
        at: start + 8, expected: "a depth of \(depths) bits for colour type \(bytes[1])", found: "\(bytes[0])"
      )
    }
    (depth, self.content) = (bytes[0], content)
    guard bytes[2] == 0, bytes[3] == 0 else {
      throw file.error(
        at: start + 10, expected: "the compression and filter methods 0", found: "\(bytes[2]) and \(bytes[3])"
      )
    }
    guard bytes[4] <= 1 else {
      throw file.error(at: start + 12, expected: "the interlace method 0 or 1", found: "\(bytes[4])")
    }
    isInterlaced = bytes[4] == 1
  }

  /// The size of the decoded picture. One with a palette is coloured.
  var size: PictureSize {
    let isGrey = content == .grey || content == .greyAlpha
    return PictureSize(rows: rows, columns: columns, channels: isGrey ? .grey : .colour)
  }

  private var bitsPerPixel: Int { content.samples * depth }

  /// How far apart the bytes stand that a filter compares.
  var filterDistance: Int { max(1, bitsPerPixel / 8) }

  /// The bytes of a row of so many pixels, without that of its filter.
  func rowBytes(_ columns: Int) -> Int { (columns * bitsPerPixel + 7) / 8 }

  /// The passes in which the picture is stored: one, or the seven of Adam7 (Costello, 1994) but for those without a pixel.
  var passes: [PNGPass] {
    guard isInterlaced else { return [PNGPass(self, row: 0, column: 0, rowStep: 1, columnStep: 1)] }
    return [
      (0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1),
    ].map { PNGPass(self, row: $0, column: $1, rowStep: $2, columnStep: $3) }
      .filter { $0.rows > 0 && $0.columns > 0 }
  }
}

/// A part of a picture's pixels that is stored as a picture of its own: every so many rows and columns from the first on.
struct PNGPass {
  let row: Int, column: Int
  let rowStep: Int, columnStep: Int
  let rows: Int, columns: Int
  /// The bytes of a row, without that of its filter.
  let rowBytes: Int

  init(_ header: PNGHeader, row: Int, column: Int, rowStep: Int, columnStep: Int) {
    (self.row, self.column, self.rowStep, self.columnStep) = (row, column, rowStep, columnStep)
    rows = (header.rows - row + rowStep - 1) / rowStep
    columns = (header.columns - column + columnStep - 1) / columnStep
    rowBytes = header.rowBytes(columns)
  }

  /// The bytes of all rows and their filters.
  var byteCount: Int { rows * (1 + rowBytes) }
}

import FledgeFiles

/// The parts of a PNG file that make its picture.
struct PNGContents {
  let header: PNGHeader
  /// The palette's colours, three bytes each.
  private(set) var palette: [UInt8] = []
  /// What the chunk tRNS holds: the alpha of the palette's colours, or the one transparent colour in two bytes a sample.
  private(set) var transparency: [UInt8] = []
  /// Where the compressed rows stand.
  private(set) var data: [Range<Int>] = []

  /// Reads all chunks, up to the one that ends the picture; what follows it belongs to no picture and is passed over.
  init(_ file: inout PNGChunks, _ options: PictureOptions) throws {
    header = try PNGHeader(file.next(), file, options)
    var last = "IHDR"
    while true {
      let chunk = try file.next()
      switch chunk.kind {
      case "PLTE": try readPalette(chunk, file)
      case "tRNS": try readTransparency(chunk, file)
      case "IDAT":
        guard data.isEmpty || last == "IDAT" else {
          throw file.error(
            at: chunk.start, expected: "IDAT chunks in a row", found: "another one behind \(last)")
        }
        guard header.content != .palette || !palette.isEmpty else {
          throw file.error(at: chunk.start, expected: "a palette before the first IDAT", found: "none")
        }
        data.append(chunk.data)
      case "IEND":
        guard !data.isEmpty else {
          throw file.error(at: chunk.start, expected: "a chunk IDAT", found: "the end of the picture")
        }
        return
      default:
        guard chunk.isAncillary else {
          throw file.error(
            at: chunk.start, expected: "a chunk of the PNG specification",
            found: "\(chunk.kind), which must not be passed over")
        }
      }
      last = chunk.kind
    }
  }

  private mutating func readPalette(_ chunk: PNGChunk, _ file: PNGChunks) throws {
    guard palette.isEmpty, data.isEmpty, transparency.isEmpty else {
      throw file.error(at: chunk.start, expected: "one palette, before tRNS and IDAT", found: "another one")
    }
    let (colours, rest) = chunk.data.count.quotientAndRemainder(dividingBy: 3)
    guard rest == 0, 1...256 ~= colours else {
      throw file.error(
        at: chunk.start, expected: "a palette of 1 to 256 colours of 3 bytes",
        found: "\(chunk.data.count) bytes")
    }
    // For colours of other content it only suggests how to show them on a screen of few colours.
    if header.content == .palette { palette = Array(file.bytes[chunk.data]) }
  }

  private mutating func readTransparency(_ chunk: PNGChunk, _ file: PNGChunks) throws {
    let sizes: ClosedRange<Int>
    switch header.content {
    case .grey: sizes = 2...2
    case .colour: sizes = 6...6
    case .palette: sizes = 0...(palette.count / 3)
    case .greyAlpha, .colourAlpha:
      throw file.error(at: chunk.start, expected: "no chunk tRNS beside alpha samples", found: "one")
    }
    guard transparency.isEmpty, data.isEmpty, sizes.contains(chunk.data.count) else {
      throw file.error(
        at: chunk.start,
        expected:
          "one chunk tRNS before IDAT, of \(sizes.count == 1 ? "" : "at most ")\(sizes.upperBound) bytes",
        found: transparency.isEmpty && data.isEmpty ? "\(chunk.data.count) bytes" : "another one")
    }
    transparency = Array(file.bytes[chunk.data])
  }
}

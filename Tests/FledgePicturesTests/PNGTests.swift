import FledgeFiles
import TestSupport
import Testing

@testable import FledgePictures

@Suite struct PNGTests {
  let scratch = TemporaryDirectory()

  private func read(_ bytes: [UInt8], _ options: PictureOptions = PictureOptions()) throws -> Picture {
    try PNG.read(from: scratch.file("f.png", bytes), options: options)
  }

  /// The levels of a picture's stored samples, channel by channel.
  private func levels(_ png: StoredPNG, _ pixel: (_ samples: [Double]) -> [Double]) -> [UInt8] {
    (0..<png.rows).flatMap { row in
      (0..<png.columns).flatMap { column in
        let white = Double(1 << png.depth - 1)
        let samples = (0..<png.content.samples).map { Double(png.sample(row, column, $0)) / white }
        return pixel(samples).map { UInt8(($0 * 255).rounded()) }
      }
    }
  }

  @Test(arguments: [PNGHeader.Content.grey, .colour], [false, true])
  func everyDepthOfOpaqueSamples(content: PNGHeader.Content, isInterlaced: Bool) throws {
    for depth in content.depths {
      for (rows, columns) in [(1, 1), (1, 9), (9, 1), (3, 2), (5, 5), (13, 17), (8, 8), (2, 40)] {
        let png = StoredPNG(content, depth: depth, rows: rows, columns: columns, isInterlaced: isInterlaced)
        let picture = try read(png.bytes)
        #expect(picture.size.rows == rows && picture.size.columns == columns)
        #expect(picture.size.channels == (content == .grey ? .grey : .colour))
        #expect(picture.samples == levels(png) { $0 }, "\(depth) bits, \(rows) × \(columns)")
      }
    }
  }

  /// Alpha is laid upon the background, or left out.
  @Test(arguments: [PNGHeader.Content.greyAlpha, .colourAlpha], [8, 16])
  func alpha(content: PNGHeader.Content, depth: Int) throws {
    for isInterlaced in [false, true] {
      let png = StoredPNG(content, depth: depth, rows: 7, columns: 11, isInterlaced: isInterlaced)
      let dropped = try read(png.bytes, PictureOptions(background: .none))
      #expect(dropped.samples == levels(png) { Array($0.dropLast()) })
      for (background, level) in [(PictureOptions.Background.white, 1.0), (.black, 0)] {
        let laid = try read(png.bytes, PictureOptions(background: background))
        let exact = levels(png) { samples in
          samples.dropLast().map { $0 * samples.last! + level * (1 - samples.last!) }
        }
        // Samples of 16 bits become 8 first.
        let difference = zip(laid.samples, exact).map { abs(Int($0) - Int($1)) }.max()!
        #expect(difference <= (depth == 8 ? 0 : 1))
      }
    }
  }

  @Test(arguments: [1, 2, 4, 8]) func palette(depth: Int) throws {
    let colours = noise(3 << depth, seed: 9)
    for isInterlaced in [false, true] {
      var png = StoredPNG(.palette, depth: depth, rows: 9, columns: 21, isInterlaced: isInterlaced)
      let numbers = (0..<9).flatMap { row in (0..<21).map { png.sample(row, $0, 0) } }
      png.chunks = [PNG.chunk("PLTE", colours)]
      #expect(try read(png.bytes).samples == numbers.flatMap { colours[3 * $0..<3 * $0 + 3] })
      png.chunks.append(PNG.chunk("tRNS", [0]))
      let laid = try read(png.bytes)
      #expect(laid.samples == numbers.flatMap { $0 == 0 ? [255, 255, 255] : colours[3 * $0..<3 * $0 + 3] })
      let dropped = try read(png.bytes, PictureOptions(background: .none))
      #expect(dropped.samples == numbers.flatMap { colours[3 * $0..<3 * $0 + 3] })
    }
  }

  /// The chunk tRNS makes one colour transparent, compared in all its bits.
  @Test func transparentColour() throws {
    var grey = StoredPNG(.grey, depth: 16, rows: 1, columns: 3)
    grey.sample = { _, column, _ in [0x1234, 0x1235, 0xFFFF][column] }
    grey.chunks = [PNG.chunk("tRNS", [0x12, 0x34])]
    #expect(try read(grey.bytes).samples == [255, 18, 255])
    #expect(try read(grey.bytes, PictureOptions(background: .black)).samples == [0, 18, 255])
    #expect(try read(grey.bytes, PictureOptions(background: .none)).samples == [18, 18, 255])
    var bits = StoredPNG(.grey, depth: 2, rows: 1, columns: 4)
    bits.sample = { _, column, _ in column }
    bits.chunks = [PNG.chunk("tRNS", [0, 1])]
    #expect(try read(bits.bytes).samples == [0, 255, 170, 255])
    var colour = StoredPNG(.colour, depth: 8, rows: 1, columns: 2)
    colour.sample = { _, column, channel in column == 0 ? channel : 7 }
    colour.chunks = [PNG.chunk("tRNS", [0, 0, 0, 1, 0, 2])]
    #expect(try read(colour.bytes).samples == [255, 255, 255, 7, 7, 7])
  }

  @Test func severalChunks() throws {
    var png = StoredPNG(.colour, depth: 8, rows: 20, columns: 30)
    let expected = try read(png.bytes)
    png.chunks = [
      PNG.chunk("gAMA", [0, 0, 0, 1]), PNG.chunk("teXt", Array("a".utf8)), PNG.chunk("PLTE", [1, 2, 3]),
    ]
    let data = PNG.deflated(png.filteredRows)
    #expect(try read(png.file(data: data.map { [$0] })) == expected)
    #expect(try read(png.file(data: [[], Array(data[..<100]), [], Array(data[100...])])) == expected)
    #expect(try read(png.file(data: [data]) + Array("what follows belongs to no picture".utf8)) == expected)
    #expect(try read(Gzip.compress(png.bytes)) == expected)
  }

  @Test func writesWhatItReads() throws {
    for channels in PictureChannels.allCases {
      let size = PictureSize(rows: 5, columns: 7, channels: channels)
      let picture = Picture(size: size, samples: noise(35 * channels.rawValue))
      try PNG.write(picture, to: scratch("out.png"))
      #expect(try PNG.read(from: scratch("out.png")) == picture)
      #expect(try Picture.read(from: scratch("out.png")) == [picture])
      #expect(Picture(picture.pixels) == picture)
    }
  }
}

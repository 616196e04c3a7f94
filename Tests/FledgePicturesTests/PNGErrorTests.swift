import FledgeFiles
import TestSupport
import Testing

@testable import FledgePictures

@Suite struct PNGErrorTests {
  let scratch = TemporaryDirectory()
  private let grey = StoredPNG(.grey, depth: 8, rows: 2, columns: 3)

  private func problem(_ bytes: [UInt8], _ options: PictureOptions = PictureOptions()) -> String {
    message(in: scratch) { _ = try PNG.read(from: scratch.file("f", bytes), options: options) }
  }

  /// A file whose header holds other bytes.
  private func header(_ bytes: [UInt8]) -> String {
    problem(PNGChunks.signature + PNG.chunk("IHDR", bytes) + grey.bytes[33...])
  }

  private func header(_ depth: UInt8, _ content: UInt8, _ rest: [UInt8]) -> String {
    header([0, 0, 0, 3, 0, 0, 0, 2, depth, content] + rest)
  }

  @Test func headers() {
    #expect(problem([]) == "f: expected a PNG picture, found an empty file")
    #expect(problem([0x89, 0x50]) == "f: expected a PNG picture, found a file of 2 bytes")
    #expect(problem(Array("P5 1 1".utf8)) == "f: expected a PNG picture, found something else")
    #expect(problem(PNGChunks.signature) == "f: byte 8: expected a chunk, found the end of the file")
    #expect(header([1]) == "f: byte 8: expected the chunk IHDR of 13 bytes, found IHDR of 1")
    #expect(
      problem(PNGChunks.signature + PNG.chunk("IDAT", []))
        == "f: byte 8: expected the chunk IHDR of 13 bytes, found IDAT of 0")
    #expect(
      header([0, 0, 0, 0, 0, 0, 0, 2, 8, 0, 0, 0, 0])
        == "f: byte 16: expected a picture of at least one pixel, found 2 × 0")
    #expect(
      header([0x80, 0, 0, 0, 0, 0, 0, 2, 8, 0, 0, 0, 0])
        == "f: byte 16: expected a picture of at least one pixel, found 2 × 2147483648")
    #expect(
      header([0x7F, 0, 0, 0, 0x7F, 0, 0, 0, 8, 0, 0, 0, 0])
        == "f: byte 16: expected a picture of at most 67108864 pixels, found 2130706432 × 2130706432")
    #expect(header(8, 1, [0, 0, 0]) == "f: byte 25: expected a colour type of 0, 2, 3, 4 or 6, found 1")
    #expect(
      header(4, 2, [0, 0, 0]) == "f: byte 24: expected a depth of 8, 16 bits for colour type 2, found 4")
    #expect(
      header(8, 0, [0, 1, 0]) == "f: byte 26: expected the compression and filter methods 0, found 0 and 1")
    #expect(header(8, 0, [0, 0, 2]) == "f: byte 28: expected the interlace method 0 or 1, found 2")
    #expect(
      problem(grey.bytes, PictureOptions(mostPixels: 5))
        == "f: byte 16: expected a picture of at most 5 pixels, found 2 × 3")
    #expect(
      problem(grey.bytes, PictureOptions(mostBytes: 50)).hasPrefix("f: expected at most 50 bytes, found "))
  }

  @Test func chunks() {
    let bytes = grey.bytes
    var wrong = bytes
    wrong[30] ^= 1
    #expect(problem(wrong).hasPrefix("f: byte 29: expected the checksum 0x"))
    wrong = bytes
    wrong[38] = 0
    #expect(problem(wrong) == "f: byte 37: expected the four letters of a chunk's type, found \"I\\u{0}AT\"")
    #expect(
      problem(Array(bytes[..<40])) == "f: byte 33: expected a chunk, found the last 7 bytes of the file")
    #expect(problem(Array(bytes[..<50])).contains("byte 33: expected a chunk IDAT of"))
    #expect(problem(bytes.dropLast(12)).hasSuffix("expected a chunk, found the end of the file"))
    let none = PNGChunks.signature + grey.header
    #expect(
      problem(none + PNG.chunk("IEND", []))
        == "f: byte 33: expected a chunk IDAT, found the end of the picture")
    #expect(
      problem(none + PNG.chunk("ABCD", []))
        == "f: byte 33: expected a chunk of the PNG specification, found ABCD, which must not be passed over")
    let apart = [PNG.chunk("IDAT", [0x78]), PNG.chunk("tEXt", []), PNG.chunk("IDAT", [])].flatMap { $0 }
    #expect(
      problem(none + apart) == "f: byte 58: expected IDAT chunks in a row, found another one behind tEXt")
  }

  @Test func palettes() {
    var png = StoredPNG(.palette, depth: 8, rows: 1, columns: 2)
    png.sample = { _, column, _ in column }
    func problem(_ chunks: [UInt8]...) -> String {
      png.chunks = chunks
      return self.problem(png.bytes)
    }
    let one = PNG.chunk("PLTE", [1, 2, 3])
    #expect(problem() == "f: byte 33: expected a palette before the first IDAT, found none")
    #expect(
      problem(PNG.chunk("PLTE", [1, 2]))
        == "f: byte 33: expected a palette of 1 to 256 colours of 3 bytes, found 2 bytes")
    #expect(problem(one, one) == "f: byte 48: expected one palette, before tRNS and IDAT, found another one")
    #expect(
      problem(one, PNG.chunk("tRNS", [0, 0]))
        == "f: byte 48: expected one chunk tRNS before IDAT, of at most 1 bytes, found 2 bytes")
    #expect(
      problem(one)
        == "f: byte 56: expected a colour of the palette in row 1, column 2, found a number beyond its end")
    png = StoredPNG(.greyAlpha, depth: 8, rows: 1, columns: 1)
    #expect(
      problem(PNG.chunk("tRNS", [0, 0]))
        == "f: byte 33: expected no chunk tRNS beside alpha samples, found one")
  }

  @Test func compressedData() {
    let rows = grey.filteredRows
    let data = PNG.deflated(rows)
    func problem(_ data: [UInt8]...) -> String { self.problem(grey.file(data: data)) }
    #expect(
      problem(Array(data.dropLast(5))).hasSuffix(
        "expected more compressed data, found the end of the last IDAT"))
    #expect(problem(Array(data.dropLast()) + [data.last! ^ 1]).hasSuffix("found incorrect data check"))
    #expect(
      problem([1, 2, 3]) == "f: byte 43: expected intact compressed data, found incorrect header check")
    #expect(problem(data + [0]).hasSuffix("expected the end of IDAT, found more behind the compressed data"))
    #expect(
      problem(PNG.deflated(rows + [0])) == "f: byte 41: expected 8 bytes of compressed pixels, found more")
    #expect(
      problem(PNG.deflated(rows.dropLast())).hasSuffix("expected 8 bytes of compressed pixels, found 7"))
    #expect(
      problem(PNG.deflated([0, 1, 2, 3, 5, 1, 2, 3]))
        == "f: byte 41: expected a filter of 0 to 4 in row 2, found 5")
    var huge = grey
    (huge.rows, huge.columns) = (8000, 8000)
    #expect(
      self.problem(huge.file(data: [data]))
        == "f: byte 41: expected compressed data of a picture of 8000 × 8000, found \(data.count) bytes, which cannot hold it"
    )
  }

  /// Whatever a file loses or changes on its way is found: every byte is under a checksum.
  @Test func damageIsFound() {
    var small = StoredPNG(.palette, depth: 2, rows: 3, columns: 3, isInterlaced: true)
    small.chunks = [PNG.chunk("PLTE", noise(12)), PNG.chunk("tRNS", [7])]
    for png in [grey, small] {
      let bytes = png.bytes
      for damaged in damaged(bytes) where !damaged.starts(with: bytes) {
        #expect(problem(damaged) != "no error")
      }
    }
  }
}

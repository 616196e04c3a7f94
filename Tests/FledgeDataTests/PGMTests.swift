import FledgeData
import FledgeFiles
import FledgeTensor
import TestSupport
import Testing

private let plain = "P2\n# drawn by hand\n3 2 # columns, rows\n255\n0 1 2\n253 254 255\n"
private let raw: [UInt8] = Array("P5 3 2 255\n".utf8) + [0, 1, 2, 253, 254, 255]
private let picture = Images(pixels: Tensor(shape: [1, 2, 3], [UInt8(0), 1, 2, 253, 254, 255]))

@Suite struct PGMTests {
  let scratch = TemporaryDirectory()

  private func read(_ bytes: [UInt8]) throws -> Images {
    try PGM.read(from: scratch.file("f", bytes))
  }

  private func problem(_ text: String, _ more: [UInt8] = []) -> String {
    message(in: scratch) { _ = try read(Array(text.utf8) + more) }
  }

  @Test func readsTextAndBytes() throws {
    #expect(try read(Array(plain.utf8)) == picture)
    #expect(try read(Array(plain.dropLast().utf8)) == picture)
    #expect(try read(Array("P2 3 2 255 0 1 2 253 254 255 # the end".utf8)) == picture)
    #expect(try read(raw) == picture)
    #expect(try read(Gzip.compress(raw)) == picture)
    #expect(try read(Array("P5\r\n#\r\n#x\n3\t2 255 ".utf8) + raw.suffix(6)) == picture)
  }

  /// A comment may follow the kind at once, and the first byte of the picture may look like a space.
  @Test func takesOneSpaceBeforeBytes() throws {
    let blank = try read(Array("P5#\n1 2 255\n".utf8) + [32, 10])
    #expect(blank.pixels.elements() == [UInt8(32), 10])
  }

  @Test func scalesToBytes() throws {
    let pixels = { (bytes: [UInt8]) in try read(bytes).pixels.elements(as: UInt8.self) }
    #expect(try pixels(Array("P2 4 1 15 0 1 7 15".utf8)) == [0, 17, 119, 255])
    #expect(try pixels(Array("P2 2 1 1 0 1".utf8)) == [0, 255])
    #expect(try pixels(Array("P2 3 1 65535 0 32768 65535".utf8)) == [0, 128, 255])
    #expect(try pixels(Array("P5 3 1 65535\n".utf8) + [0, 0, 0x80, 0, 0xff, 0xff]) == [0, 128, 255])
    #expect(try pixels(Array("P5 2 1 256\n".utf8) + [1, 0, 0, 128]) == [255, 128])
  }

  @Test func writesWhatItReads() throws {
    try PGM.write(picture.pixels.reshaped(to: [2, 3]), to: scratch.path + "/out.pgm")
    #expect(try PGM.read(from: scratch.path + "/out.pgm") == picture)
  }

  @Test func saysWhatIsWrong() {
    #expect(problem("") == "f: expected a PGM picture (P2 or P5), found an empty file")
    #expect(problem("P6 1 1 255\n") == "f: expected a PGM picture (P2 or P5), found a coloured one (P6)")
    #expect(problem("\u{89}PNG") == "f: expected a PGM picture (P2 or P5), found something else")
    #expect(problem("P2") == "f: byte 2: expected the width, found the end of the file")
    #expect(problem("P2 x") == "f: byte 3: expected the width, found byte 120")
    #expect(problem("P2 0 1 255") == "f: byte 3: expected the width from 1 to 16777216, found 0")
    #expect(problem("P2 3 2 70000 ") == "f: byte 7: expected the largest value from 1 to 65535, found 70000")
    #expect(
      problem("P2 3 2 255") == "f: byte 10: expected 6 values of a picture of 3 × 2, found 0 characters")
    #expect(
      problem("P2 3 2 255\n0 1 2 253 254")
        == "f: byte 24: expected the value in row 2, column 3, found the end of the file")
    #expect(
      problem("P2 3 2 255\n0 1 2 253 256 255")
        == "f: byte 21: expected the value in row 2, column 2 from 0 to 255, found 256")
    #expect(
      problem("P2 3 2 255\n0 1 2 3 4 5 6") == "f: byte 23: expected the end of the file, found 1 byte more")
    #expect(
      problem("P5 3 2 255\n", [1, 2, 3]) == "f: byte 11: expected 6 values of a picture of 3 × 2, found 3")
    #expect(
      problem("P5 3 2 255") == "f: byte 10: expected a space after the header, found the end of the file")
    #expect(
      problem("P5 1 1 9\n", [10]) == "f: byte 9: expected the value in row 1, column 1 from 0 to 9, found 10")
    #expect(problem("P5 1 1 9\n", [1, 1]) == "f: byte 10: expected the end of the file, found 1 byte more")
    #expect(
      problem("P5 16777216 16777216 65535\n").hasSuffix(
        "expected 281,474,976,710,656 values of a picture of 16777216 × 16777216, found 0"))
    #expect(problem("P5 99999999999999999999999999 1 1\n").hasSuffix("found 1099511627776"))
  }

  @Test func damageNeverTraps() {
    for original in [Array(plain.utf8), raw, Array("P5 2 1 256\n".utf8) + [1, 0, 0, 128]] {
      for bytes in damaged(original) { _ = try? read(bytes) }
    }
  }

  @Test func anyKindOfPictureIsTold() throws {
    let idx: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 2, 253, 254, 255]
    for bytes in [raw, Array(plain.utf8), idx, Gzip.compress(idx), Gzip.compress(raw)] {
      #expect(try Images.read(from: scratch.file("f", bytes)) == picture)
    }
    let text = { (bytes: [UInt8]) in
      message(in: scratch) { _ = try Images.read(from: scratch.file("f", bytes)) }
    }
    #expect(text([]) == "f: expected pictures in the format IDX or PGM, found an empty file")
    #expect(text([7]) == "f: expected pictures in the format IDX or PGM, found something else")
    #expect(text(Array("P3".utf8)) == "f: expected a PGM picture (P2 or P5), found a coloured one (P3)")
    #expect(
      text([0, 0, 8, 1]).hasSuffix("expected the number 0x00000803 (images), found 0x00000801 (labels)"))
    #expect(text([0, 0]) == "f: expected a header of 16 bytes, found a file of 2")
  }
}

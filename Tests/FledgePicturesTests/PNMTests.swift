import FledgeFiles
import TestSupport
import Testing

@testable import FledgePictures

private let plain = "P2\n# drawn by hand\n3 2 # columns, rows\n255\n0 1 2\n253 254 255\n"
private let raw: [UInt8] = Array("P5 3 2 255\n".utf8) + [0, 1, 2, 253, 254, 255]
private let picture = Picture(
  size: PictureSize(rows: 2, columns: 3, channels: .grey), samples: [0, 1, 2, 253, 254, 255])

@Suite struct PNMTests {
  let scratch = TemporaryDirectory()

  private func read(_ bytes: [UInt8]) throws -> [Picture] { try PNM.read(from: scratch.file("f", bytes)) }

  private func read(_ text: String, _ more: [UInt8] = []) throws -> [UInt8] {
    let pictures = try read(Array(text.utf8) + more)
    #expect(pictures.count == 1)
    return pictures[0].samples
  }

  private func problem(_ text: String, _ more: [UInt8] = []) -> String {
    message(in: scratch) { _ = try read(Array(text.utf8) + more) }
  }

  @Test func greyAsTextAndBytes() throws {
    #expect(try read(Array(plain.utf8)) == [picture])
    #expect(try read(Array(plain.dropLast().utf8)) == [picture])
    #expect(try read(Array("P2 3 2 255 0 1 2 253 254 255 # the end".utf8)) == [picture])
    #expect(try read(raw) == [picture])
    #expect(try read(Gzip.compress(raw)) == [picture])
    #expect(try read(Array("P5\r\n#\r\n#x\n3\t2 255 ".utf8) + raw.suffix(6)) == [picture])
  }

  @Test func colours() throws {
    let size = PictureSize(rows: 1, columns: 2, channels: .colour)
    let expected = Picture(size: size, samples: [1, 2, 3, 4, 5, 6])
    #expect(try read(Array("P3 2 1 255 1 2 3 4 5 6\n".utf8)) == [expected])
    #expect(try read(Array("P6 2 1 255\n".utf8) + [1, 2, 3, 4, 5, 6]) == [expected])
    #expect(try read("P6 1 1 65535\n", [0, 0, 0x80, 0, 0xFF, 0xFF]) == [0, 128, 255])
    try PNM.write(expected, to: scratch("out.ppm"))
    #expect(try PNM.read(from: scratch("out.ppm")) == [expected])
    try PNM.write(picture, to: scratch("out.pgm"))
    #expect(try PNM.read(from: scratch("out.pgm")) == [picture])
  }

  /// 1 is black. As text the digits need no space between them; as bytes each row starts with a new one.
  @Test func blackAndWhite() throws {
    let expected: [UInt8] = [0, 255, 0, 255, 255, 0]
    #expect(try read("P1 3 2 101001") == expected)
    #expect(try read("P1\n3 2\n1 0 1 # a row\n00 1\n") == expected)
    #expect(try read("P4 3 2\n", [0b1010_0000, 0b0010_0000]) == expected)
    #expect(try read("P4 9 1\n", [0, 0x80]) == [UInt8](repeating: 255, count: 8) + [0])
  }

  @Test func scalesToBytes() throws {
    #expect(try read("P2 4 1 15 0 1 7 15") == [0, 17, 119, 255])
    #expect(try read("P2 3 1 65535 0 32768 65535") == [0, 128, 255])
    #expect(try read("P5 3 1 65535\n", [0, 0, 0x80, 0, 0xFF, 0xFF]) == [0, 128, 255])
    #expect(try read("P5 2 1 256\n", [1, 0, 0, 128]) == [255, 128])
    #expect(try read("P5 2 1 5\n", [5, 2]) == [255, 102])
  }

  /// The first byte of the picture may look like a space; a line break of two characters is one, where the file is long enough.
  @Test func endOfTheHeader() throws {
    #expect(try read("P5#\n1 2 255\n", [32, 10]) == [32, 10])
    #expect(try read("P5 1 2 255\r", [10, 7]) == [10, 7])
    #expect(try read("P5 1 2 255\r\n", [9, 7]) == [9, 7])
    #expect(try read("P5 1 2 255\n", [9, 7, 10]) == [9, 7])
    #expect(
      problem("P5 1 1 255# white\n", [0])
        == "f: byte 10: expected one space or line break behind the header, found \"#\"")
  }

  @Test func severalPictures() throws {
    let other = Picture(size: PictureSize(rows: 1, columns: 1, channels: .colour), samples: [7, 8, 9])
    let second = Array("P6 1 1 255\n".utf8) + [7, 8, 9]
    #expect(try read(raw + second + raw) == [picture, other, picture])
    #expect(try read(raw + [10] + second + [10]) == [picture, other])
    #expect(
      problem("P5 1 1 9\n", [1, 1])
        == "f: byte 10: expected the end of the file or a further picture, found 1 byte of something else")
    #expect(
      problem("P2 1 1 9 1 P2 1 1 9 1") == "f: byte 11: expected the end of the file, found 10 bytes more")
  }

  @Test func saysWhatIsWrong() {
    #expect(problem("") == "f: expected a picture of Netpbm (P1 to P6), found an empty file")
    #expect(problem("P7 1 1 255\n") == "f: expected a picture of Netpbm (P1 to P6), found something else")
    #expect(problem("P2") == "f: byte 2: expected the width, found the end of the file")
    #expect(problem("P2 x") == "f: byte 3: expected the width, found \"x\"")
    #expect(problem("P2 0 1 255") == "f: byte 3: expected the width from 1 to 1073741824, found 0")
    #expect(problem("P2 3 2 70000 ") == "f: byte 7: expected the largest value from 1 to 65535, found 70000")
    #expect(
      problem("P2 3 2 255")
        == "f: byte 10: expected at least 11 characters of a picture of 2 × 3, found 0")
    #expect(
      problem("P2 3 2 255\n0 1 2 253 254")
        == "f: byte 24: expected the value in row 2, column 3, found the end of the file")
    #expect(
      problem("P2 3 2 255\n0 1 2 253 256 255")
        == "f: byte 21: expected the value in row 2, column 2 from 0 to 255, found 256")
    #expect(
      problem("P3 1 1 255\n0 256 5")
        == "f: byte 13: expected the green in row 1, column 1 from 0 to 255, found 256")
    #expect(problem("P1 2 1 02") == "f: byte 8: expected the value in row 1, column 2, 0 or 1, found \"2\"")
    #expect(
      problem("P5 3 2 255\n", [1, 2, 3]) == "f: byte 11: expected 6 bytes of a picture of 2 × 3, found 3")
    #expect(
      problem("P5 3 2 255")
        == "f: byte 10: expected one space or line break behind the header, found the end of the file")
    #expect(
      problem("P5 1 1 9\n", [10]) == "f: byte 9: expected the value in row 1, column 1 from 0 to 9, found 10")
    #expect(
      problem("P5 16777216 16777216 65535\n")
        == "f: byte 2: expected a picture of at most 67108864 pixels, found 16777216 × 16777216")
    #expect(problem("P5 99999999999999999999999999 1 1\n").hasSuffix("found 1099511627776"))
  }

  @Test func damageNeverTraps() {
    let kinds = [
      Array(plain.utf8), raw, Array("P5 2 1 256\n".utf8) + [1, 0, 0, 128], Array("P1 3 2 101001".utf8),
      Array("P4 3 2\n".utf8) + [0, 0x20], Array("P6 1 1 255\r\n".utf8) + [1, 2, 3],
      Array("P3 1 1 9 1 2 3".utf8),
    ]
    for original in kinds {
      for bytes in damaged(original) { _ = try? read(bytes) }
    }
  }
}

import FledgeFiles
import FledgeTensor
import TestSupport
import Testing

@testable import FledgePictures

/// Files of the common kinds between the formats' rules and what programs write.
@Suite struct PictureReadingTests {
  let scratch = TemporaryDirectory()

  @Test func theContentTellsTheFormat() throws {
    let picture = Picture(size: PictureSize(rows: 1, columns: 2, channels: .grey), samples: [3, 4])
    let bytes = Array("P5 2 1 255\n".utf8) + [3, 4]
    #expect(try Picture.read(from: scratch.file("a.png", bytes)) == [picture])
    #expect(try Picture.read(from: scratch.file("a.jpg", PNG.encode(picture))) == [picture])
    #expect(try Picture.read(from: scratch.file("a.txt", Gzip.compress(bytes))) == [picture])
    #expect(try Picture.read(Gzip.compress(bytes)) == [picture])
    #expect(message { _ = try Picture.read([7], name: "it") }.hasPrefix("it: expected a picture"))
  }

  @Test func whatIsNoPicture() {
    let problem = { (bytes: [UInt8]) in
      message(in: scratch) { _ = try Picture.read(from: scratch.file("f", bytes)) }
    }
    let expected = "f: expected a picture in the format PNG, JPEG, PGM, PPM or PBM, found "
    #expect(problem([]) == expected + "an empty file")
    #expect(problem(Array("GIF89a".utf8)) == expected + "GIF")
    #expect(problem(Array("<html>".utf8)) == expected + "HTML or XML")
    #expect(problem(Array("Paris".utf8)) == expected + "something else")
    #expect(message(in: scratch) { _ = try Picture.read(from: scratch("none")) } == "none: no such file")
    #expect(message(in: scratch) { _ = try Picture.read(from: scratch.path) }.hasSuffix("is a directory"))
  }

  /// All pictures of a file, IDX among the formats, in one tensor.
  @Test func stacks() throws {
    let read = { (bytes: [UInt8], channels: PictureChannels) in
      try Picture.readStack(from: scratch.file("f", bytes)) { _, _ in channels }
    }
    let idx: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4]
    let one = Array("P5 2 1 255\n".utf8) + [1, 2]
    let two = one + Array("P5 2 1 255\n".utf8) + [3, 4]
    let grey = Tensor(shape: [2, 1, 2], [UInt8(1), 2, 3, 4])
    for bytes in [idx, two, Gzip.compress(idx), Gzip.compress(two)] {
      #expect(try read(bytes, .grey) == grey)
      let colour = try read(bytes, .colour)
      #expect(colour == Tensor(shape: [2, 1, 2, 3], [UInt8(1), 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]))
    }
    let problem = { (bytes: [UInt8]) in message(in: scratch) { _ = try read(bytes, .grey) } }
    #expect(
      problem(one + Array("P5 1 1 9\n".utf8) + [3])
        == "f: expected pictures of one size, found 1 × 2 and 1 × 1")
    #expect(
      problem(Array("BM".utf8))
        == "f: expected pictures in the format PNG, JPEG, PGM, PPM, PBM or IDX, found BMP")
    #expect(problem([]).hasSuffix("found an empty file"))
    #expect(problem([0, 0]) == "f: expected a header of 16 bytes, found a file of 2")
    // Refused by the header: the pixels are missing, and nothing asks for them.
    let refused = message(in: scratch) {
      _ = try Picture.readStack(from: scratch.file("f", Array("P5 9 9 255\n".utf8))) { size, path in
        throw FileError(path: path, found: "a picture of \(size)")
      }
    }
    #expect(refused == "f: a picture of 9 × 9")
  }
}

import FledgeFiles
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
}

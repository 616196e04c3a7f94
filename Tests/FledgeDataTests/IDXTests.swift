import FledgeData
import FledgeFiles
import FledgeTensor
import TestSupport
import Testing

/// Three pictures of 4 × 5.
private let pixels = (0..<60).map { UInt8($0 * 4) }
private let pictures = Images(pixels: Tensor(shape: [3, 4, 5], pixels))
private let classes = Tensor([Int32(7), 0, 9])
private let imageBytes: [UInt8] =
  [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5] + pixels
private let labelBytes: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9]

@Suite struct IDXTests {
  let scratch = TemporaryDirectory()

  @Test func readsPlainAndCompressed() throws {
    // The name says nothing.
    for bytes in [imageBytes, Gzip.compress(imageBytes)] {
      #expect(try IDX.readImages(from: scratch.file("images.gz", bytes)) == pictures)
    }
    for bytes in [labelBytes, Gzip.compress(labelBytes)] {
      #expect(try IDX.readLabels(from: scratch.file("labels", bytes)) == classes)
    }
  }

  @Test func readsPairs() throws {
    let set = try IDX.read(
      images: scratch.file("images", imageBytes), labels: scratch.file("labels", labelBytes), classes: 10)
    #expect(set.images == pictures)
    #expect(set.labels == classes)
    #expect(set.classes == 10 && set.count == 3)
  }

  @Test func writesWhatItReads() throws {
    try IDX.write(pictures, to: scratch.path + "/images")
    try IDX.write(labels: classes, to: scratch.path + "/labels")
    #expect(scratch.bytes("images") == imageBytes)
    #expect(scratch.bytes("labels") == labelBytes)
  }

  private func problem(_ bytes: [UInt8]) -> String {
    message(in: scratch) { _ = try IDX.readImages(from: scratch.file("f", bytes)) }
  }

  @Test func saysWhatIsWrong() {
    let body = "60 bytes after the header (3 pictures of 4 × 5)"
    #expect(
      message(in: scratch) { _ = try IDX.readImages(from: scratch.path + "/none") } == "none: no such file")
    #expect(problem([]) == "f: expected an IDX file of images, found an empty file")
    #expect(problem([0, 0, 8]) == "f: expected a header of 16 bytes, found a file of 3")
    #expect(problem(Array(imageBytes.prefix(9))) == "f: expected a header of 16 bytes, found a file of 9")
    #expect(
      problem(labelBytes) == "f: byte 0: expected the number 0x00000803 (images), found 0x00000801 (labels)")
    #expect(
      problem([0x25, 0x50, 0x44, 0x46])
        == "f: byte 0: expected the number 0x00000803 (images), found 0x25504446")
    #expect(problem(Array(imageBytes.dropLast())) == "f: expected \(body), found 59")
    #expect(problem(imageBytes + [1]) == "f: expected \(body), found more")
    #expect(
      message(in: scratch) { _ = try IDX.readLabels(from: scratch.file("l", labelBytes.dropLast())) }
        == "l: expected 3 bytes after the header (3 labels), found 2")
  }

  @Test func saysWhatIsWrongInCompressedFiles() {
    let body = "60 bytes after the header (3 pictures of 4 × 5)"
    #expect(problem(Gzip.compress(imageBytes.dropLast())) == "f: expected \(body), found 59")
    #expect(problem(Gzip.compress(imageBytes + [1])) == "f: expected \(body), found more")
    let compressed = Gzip.compress(imageBytes)
    #expect(
      problem(compressed.dropLast(9)).hasSuffix("expected more compressed data, found the end of the file"))
    var wrongSum = compressed
    wrongSum[compressed.count - 8] ^= 1
    #expect(problem(wrongSum).contains("expected intact gzip data, found incorrect data check"))
    #expect(problem([0x1f, 0x8b, 8, 0, 1]).contains("f: byte 5: expected more compressed data"))
  }

  /// A megabyte of zeros takes a kilobyte, and a gigabyte a megabyte: only what the header promises is inflated.
  @Test func endlessFilesEnd() {
    let endless = Gzip.compress(imageBytes + [UInt8](repeating: 0, count: 1 << 20))
    #expect(
      problem(endless) == "f: expected 60 bytes after the header (3 pictures of 4 × 5), found more")
  }

  @Test func dimensionsMayBeAbsurd() {
    let promise = { (count: [UInt8], rows: [UInt8], columns: [UInt8]) in
      [0, 0, 8, 3] + count + rows + columns + [UInt8](repeating: 0, count: 40)
    }
    let most: [UInt8] = [255, 255, 255, 255]
    let one: [UInt8] = [0, 0, 0, 1]
    #expect(
      problem(promise(most, most, most))
        == "f: header: expected pictures that fit into memory, found 4,294,967,295 pictures of 4294967295 × 4294967295"
    )
    #expect(problem(promise(one, most, most)).contains("expected pictures that fit into memory"))
    #expect(problem(promise(one, most, one)).hasSuffix("(1 picture of 4294967295 × 1), found 40"))
    #expect(problem(Gzip.compress(promise(one, most, [0, 0, 0, 9]))).hasSuffix("cannot hold so many"))
    for zero in 0..<3 {
      var dimensions = [one, one, one]
      dimensions[zero] = [0, 0, 0, 0]
      #expect(
        problem(promise(dimensions[0], dimensions[1], dimensions[2])).contains(
          "f: header: expected at least one picture of at least one pixel"))
    }
  }

  @Test func pairsMustAgree() {
    let images = scratch.file("images", imageBytes)
    let two = scratch.file("two", [0, 0, 8, 1, 0, 0, 0, 2, 1, 2])
    #expect(
      message(in: scratch) { _ = try IDX.read(images: images, labels: two, classes: 10) }
        == "two: expected 3 labels, one for each picture in images, found 2")
    let labels = scratch.file("labels", labelBytes)
    #expect(
      message(in: scratch) { _ = try IDX.read(images: images, labels: labels, classes: 9) }
        == "labels: label 2: expected a class of 0 to 8, found 9")
  }

  @Test func damageNeverTraps() throws {
    for original in [imageBytes, Gzip.compress(imageBytes)] {
      for bytes in damaged(original) {
        let path = scratch.file("damaged", bytes)
        if let images = try? IDX.readImages(from: path) {
          #expect(images.pixels.count < 256)
        }
      }
    }
    for original in [labelBytes, Gzip.compress(labelBytes)] {
      for bytes in damaged(original) { _ = try? IDX.readLabels(from: scratch.file("damaged", bytes)) }
    }
  }
}

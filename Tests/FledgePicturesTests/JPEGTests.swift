import FledgeFiles
import TestSupport
import Testing

@testable import FledgePictures

/// Three pictures that Pillow 13 wrote: red is 20·row + 10·column, green 255 less that, blue half of it, and grey as red.
private enum Written {
  static let grey =
    "ffd8ffe000104a46494600010100000100010000ffdb0043000201010101010201010102020202020403020202"
    + "020504040304060506060605060606070908060709070606080b08090a0a0a0a0a06080b0c0b0a0c090a0a0aff"
    + "c0000b080008000801011100ffc40014000100000000000000000000000000000007ffc4001a10000007000000"
    + "0000000000000000000000080926344351ffda0008010100003f002329292515b3948fffd9"
  static let colour =
    "ffd8ffe000104a46494600010100000100010000ffdb0043000201010101010201010102020202020403020202"
    + "020504040304060506060605060606070908060709070606080b08090a0a0a0a0a06080b0c0b0a0c090a0a0aff"
    + "db004301020202020202050303050a0706070a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
    + "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0affc00011080008000803011100021101031101ffc400"
    + "14000100000000000000000000000000000004ffc4001910000105000000000000000000000000000006072432"
    + "a1ffc4001501010100000000000000000000000000000608ffc4001c1100010305000000000000000000000000"
    + "000607320822234151ffda000c03010002110311003f002aa9d5b49d25a4cb691b00ad7d2fc307347fffd9"
  static let inks =
    "ffd8ffee000e41646f626500640000000000ffdb00430002010101010102010101020202020204030202020205"
    + "04040304060506060605060606070908060709070606080b08090a0a0a0a0a06080b0c0b0a0c090a0a0affc000"
    + "140800080008044311004d11005911004b1100ffc4001500010100000000000000000000000000000709ffc400"
    + "1e10000103040300000000000000000000000008095107263443253342ffda000e0443004d0059004b00003f00"
    + "23492d258b6cc691615b3b6e55cd3b89a349124f57191e0bf87fffd9"
}

/// The library is the system's and may not be there. Then the error is tested.
@Suite struct JPEGTests {
  let scratch = TemporaryDirectory()

  private func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.map { $0.hexDigitValue! }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(16 * digits[$0] + digits[$0 + 1]) }
  }

  private func problem(_ bytes: [UInt8], _ options: PictureOptions = PictureOptions()) -> String {
    message(in: scratch) { _ = try JPEG.read(from: scratch.file("f", bytes), options: options) }
  }

  @Test func headers() throws {
    for (text, channels) in [
      (Written.grey, PictureChannels.grey), (Written.colour, .colour), (Written.inks, .colour),
    ] {
      let header = try JPEGHeader(bytes(text), isWhole: true, path: "f", PictureOptions())
      #expect(header?.size == PictureSize(rows: 8, columns: 8, channels: channels))
      // The header stands behind tables; a shorter beginning asks for more.
      #expect(try JPEGHeader(Array(bytes(text)[..<60]), isWhole: false, path: "f", PictureOptions()) == nil)
    }
  }

  @Test(.enabled(if: JPEG.isAvailable)) func samples() throws {
    for (text, tolerance) in [(Written.grey, 2), (Written.colour, 4), (Written.inks, 3)] {
      let picture = try JPEG.read(from: scratch.file("f", bytes(text)))
      for (place, sample) in picture.samples.enumerated() {
        let (pixel, channel) = place.quotientAndRemainder(dividingBy: picture.size.channels.rawValue)
        let red = 20 * (pixel / 8) + 10 * (pixel % 8)
        #expect(abs(Int(sample) - [red, 255 - red, red / 2][channel]) <= tolerance)
      }
      #expect(try Picture.read(from: scratch("f")) == [picture])
    }
  }

  @Test(.enabled(if: JPEG.isAvailable)) func damage() {
    let file = bytes(Written.colour)
    // The last bytes may be padding that no pixel needs.
    for count in 0..<file.count - 8 { #expect(problem(Array(file[..<count])) != "no error") }
    #expect(problem(Array(file.dropLast(20))).hasPrefix("f: expected an intact JPEG picture, found "))
    for damaged in damaged(bytes(Written.grey)) { _ = problem(damaged) }
  }

  @Test(.enabled(if: !JPEG.isAvailable)) func withoutTheLibrary() {
    #expect(
      problem(bytes(Written.grey))
        == "f: expected the library libturbojpeg to read JPEG pictures, found none; "
        + "\"apt install libturbojpeg0\" (Debian, Ubuntu) or \"brew install jpeg-turbo\" (macOS) brings it")
  }

  @Test func whatIsNoJPEG() {
    #expect(problem([]) == "f: expected a JPEG picture, found an empty file")
    #expect(problem([0x89]) == "f: expected a JPEG picture, found something else")
    let start = bytes(Written.grey)
    #expect(
      problem(Array(start[..<30]))
        == "f: byte 30: expected the size of the picture, found the end of the file")
    #expect(
      problem(start[..<20] + [0] + start[20...])
        == "f: byte 20: expected a marker of a JPEG file before its pixels, found byte 0")
    #expect(
      problem(start, PictureOptions(mostPixels: 63))
        == "f: byte 94: expected a picture of at most 63 pixels, found 8 × 8")
  }
}

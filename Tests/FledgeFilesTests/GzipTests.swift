import FledgeFiles
import TestSupport
import Testing

@Suite struct GzipTests {
  /// What `printf 'fledge\n' | gzip -n` writes.
  let golden: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x4b, 0xcb, 0x49, 0x4d, 0x49, 0x4f, 0xe5,
    0x02,
    0x00, 0xb0, 0x5a, 0x6d, 0x5a, 0x07, 0x00, 0x00, 0x00,
  ]

  @Test func readsWhatGzipWrote() throws {
    #expect(try inflated(golden) == Array("fledge\n".utf8))
  }

  func inflated(_ bytes: [UInt8], limit: Int = 10_000_000) throws -> [UInt8] {
    try InflateStream(bytes, path: "x.gz").readAll(limit: limit)
  }

  @Test(arguments: [0, 1, 2, 1000, 65_535, 65_536, 65_537, 262_143, 262_144, 262_145, 1_000_000])
  func roundTrip(count: Int) throws {
    for content in [noise(count), [UInt8](repeating: 7, count: count)] {
      let compressed = Gzip.compress(content)
      #expect(try InflateStream(compressed, path: "x.gz").isCompressed)
      #expect(try inflated(compressed) == content)
      #expect(try inflated(content) == content, "plain content passes unchanged")
      #expect(try inflated(compressed + compressed) == content + content, "two members")
      #expect(try inflated(compressed + [0, 0, 0] + compressed + [0]) == content + content, "padding")
    }
  }

  @Test func headerThenRest() throws {
    let content = noise(300_000)
    for bytes in [content, Gzip.compress(content)] {
      let stream = try InflateStream(bytes, path: "x")
      #expect(try stream.readUpTo(16) == Array(content[..<16]))
      #expect(try #require(stream.upperBound) >= 300_000)
      #expect(try stream.readUpTo(300_000 - 16)[...] == content[16...])
      #expect(stream.position == 300_000)
      #expect(try stream.readUpTo(1).isEmpty)
    }
  }

  @Test func noMoreThanThereIs() throws {
    for bytes in [noise(100), Gzip.compress(noise(100))] {
      let stream = try InflateStream(bytes, path: "x")
      #expect(try stream.readUpTo(16).count == 16)
      #expect(try stream.readUpTo(85) == Array(noise(100)[16...]))
      #expect(try stream.readUpTo(.max).isEmpty)
    }
  }

  @Test func damage() throws {
    let content = noise(2000)
    let good = Gzip.compress(content)
    var wrongChecksum = good
    wrongChecksum[good.count - 8] ^= 1
    var wrongLength = good
    wrongLength[good.count - 1] ^= 1
    var wrongMethod = good
    wrongMethod[2] = 9
    var reservedBlock = good
    reservedBlock[10] = 0b111
    let cases: [(String, [UInt8], place: String, found: String)] = [
      ("checksum", wrongChecksum, "byte \(good.count - 4)", "incorrect data check"),
      ("length", wrongLength, "byte \(good.count)", "incorrect length check"),
      ("method", wrongMethod, "byte 4", "unknown compression method"),
      ("block type", reservedBlock, "byte 11", "invalid block type"),
      ("no trailer", good.dropLast(8), "byte \(good.count - 8)", "the end of the file"),
      ("half", Array(good[..<1000]), "byte 1000", "the end of the file"),
      ("header alone", Array(good[..<10]), "byte 10", "the end of the file"),
      ("magic alone", [0x1f, 0x8b], "byte 2", "the end of the file"),
      ("garbage behind", good + [1, 2], "byte \(good.count)", "more data behind the compressed data"),
      (
        "garbage behind padding", good + [0, 0, 9], "byte \(good.count + 2)",
        "more data behind the compressed data"
      ),
      ("second member cut", good + good[..<5], "byte \(good.count + 5)", "the end of the file"),
    ]
    for (name, bytes, place, found) in cases {
      let error = #expect(throws: FileError.self, "\(name)") { try inflated(bytes) }
      #expect(error?.place == place, "\(name)")
      #expect(error?.found == found, "\(name)")
    }
  }

  @Test func checksumIsLookedAtEvenIfTheContentIsComplete() throws {
    var bytes = Gzip.compress(noise(50))
    bytes[bytes.count - 8] ^= 1
    let stream = try InflateStream(bytes, path: "x")
    #expect(throws: FileError.self) {
      _ = try stream.readUpTo(50)
      _ = try stream.readUpTo(1)
    }
  }

  @Test func bombIsStopped() throws {
    // 64 MiB of zeros in 64 KiB, as two members; the limit counts over both.
    let bomb = Gzip.compress([UInt8](repeating: 0, count: 1 << 25), level: 9)
    #expect(bomb.count < 1 << 15 + 1000)
    #expect(try InflateStream(bomb, path: "x").upperBound! >= 1 << 25)
    #expect(throws: FileError(path: "x.gz", expected: "at most 40000000 bytes", found: "more")) {
      try inflated(bomb + bomb, limit: 40_000_000)
    }
  }

  @Test func everyTruncationAndEveryFlipEnds() throws {
    let content = Array("fledge fledge fledge fledge".utf8)
    let good = Gzip.compress(content)
    for count in 1..<good.count {
      // One byte alone is not yet gzip.
      if count == 1 {
        #expect(try inflated([0x1f]) == [0x1f])
      } else {
        #expect(throws: FileError.self) { try inflated(Array(good[..<count])) }
      }
    }
    for index in good.indices {
      for bit in 0..<8 {
        var bytes = good
        bytes[index] ^= 1 << bit
        let result = try? inflated(bytes, limit: 10_000)
        // Only the header's time stamp, flags and system may change without notice.
        if index >= 10 { #expect(result == nil || result == content) }
      }
    }
  }

  @Test func filesAreRecognisedByContent() throws {
    let directory = TemporaryDirectory()
    let plain = directory.file("plain.gz", noise(100))
    let compressed = directory.file("compressed.txt", Gzip.compress(noise(100)))
    #expect(try InflateStream(path: plain).readAll(limit: 100) == noise(100))
    #expect(try InflateStream(path: compressed).readAll(limit: 100) == noise(100))
    #expect(try InflateStream(path: compressed).isCompressed)
    #expect(try InflateStream(path: plain).upperBound == 100)
    #expect(throws: FileError(path: directory.path, found: "is a directory")) {
      try InflateStream(path: directory.path)
    }
  }
}

import FledgeFiles
import TestSupport
import Testing

/// An archive as `zip` lays it out, piece by piece, so that each can be wrong.
struct ZipDraft {
  struct Member {
    var name = "a.npy"
    var data: [UInt8] = Array("fledge\n".utf8)
    var size = 7
    var checksum: UInt32 = 0x5a6d_5ab0
    var method = 0
    var flags = 0
    /// Behind the data: sizes that the writer did not know before.
    var descriptor: [UInt8] = []
    /// What the local header says in the place of both sizes.
    var localSize = 7
    var localExtra: [UInt8] = []
    var localName: String?
    var extra: [UInt8] = []
    var compressedSize: Int?
    var offset: Int?
  }

  var members = [Member()]
  var comment: [UInt8] = []
  var entryCount: Int?
  var directoryShift = 0
  var disk = 0

  static func word(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  var bytes: [UInt8] {
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for member in members {
      let word = Self.word
      let (local, name) = (Array((member.localName ?? member.name).utf8), Array(member.name.utf8))
      let start = word(20, 2) + word(member.flags, 2) + word(member.method, 2) + word(0, 4)
      directory += word(0x0201_4b50, 4) + word(20, 2) + start + word(Int(member.checksum), 4)
      directory += word(member.compressedSize ?? member.data.count, 4) + word(member.size, 4)
      directory += word(name.count, 2) + word(member.extra.count, 2) + word(0, 10)
      directory += word(member.offset ?? bytes.count, 4) + name + member.extra
      bytes += word(0x0403_4b50, 4) + start + word(Int(member.checksum), 4)
      bytes += word(member.localSize, 4) + word(member.localSize, 4)
      bytes += word(local.count, 2) + word(member.localExtra.count, 2) + local + member.localExtra
      bytes += member.data + member.descriptor
    }
    let count = entryCount ?? members.count
    let end =
      Self.word(0x0605_4b50, 4) + Self.word(disk, 2) + Self.word(0, 2) + Self.word(count, 2)
      + Self.word(count, 2)
      + Self.word(directory.count, 4) + Self.word(bytes.count + directoryShift, 4)
      + Self.word(comment.count, 2)
      + comment
    return bytes + directory + end
  }
}

@Suite struct ZipTests {
  let scratch = TemporaryDirectory()
  /// "fledge\n" as `gzip -n` deflates it.
  private let deflated: [UInt8] = [0x4b, 0xcb, 0x49, 0x4d, 0x49, 0x4f, 0xe5, 0x02, 0x00]

  private func content(_ bytes: [UInt8], limit: Int = 1000) throws -> [String: [UInt8]] {
    let archive = try ZipArchive(path: scratch.file("z", bytes))
    return try Dictionary(
      uniqueKeysWithValues: archive.entries.map {
        ($0.name, try archive.stream($0, limit: limit).readUpTo(limit + 1))
      })
  }

  private func edited(_ edit: (inout ZipDraft) -> Void) -> [UInt8] {
    var draft = ZipDraft()
    edit(&draft)
    return draft.bytes
  }

  @Test("stored and deflated members, with a comment, descriptors and unknown extra fields")
  func reads() throws {
    let expected = ["a.npy": Array("fledge\n".utf8)]
    #expect(try content(ZipDraft().bytes) == expected)
    #expect(try content(edited { ($0.members[0].data, $0.members[0].method) = (deflated, 8) }) == expected)
    #expect(try content(edited { $0.comment = Array("PK\u{5}\u{6} is no end".utf8) }) == expected)
    #expect(try content(edited { $0.comment = [UInt8](repeating: 7, count: 0xffff) }) == expected)
    #expect(
      try content(
        edited {
          $0.members[0].flags = 8
          $0.members[0].localSize = 0
          $0.members[0].descriptor = Array("PK\u{7}\u{8}            ".utf8)
        }) == expected)
    #expect(try content(edited { $0.members[0].extra = [9, 9, 1, 0, 5] + [1, 0, 0, 0] }) == expected)
    #expect(try content(edited { $0.members[0].localExtra = [9, 9, 1, 0, 5] }) == expected)
    let empty = edited { $0.members[0] = .init(data: [], size: 0, checksum: 0) }
    #expect(try content(empty) == ["a.npy": []])
    #expect(try content(edited { $0.members = [] }) == [:])
    #expect(try content(edited { $0.members += [.init(name: "b/c")] }).keys.sorted() == ["a.npy", "b/c"])
  }

  /// Sizes that fill their fields stand in an extra field, as NumPy writes them in local headers.
  @Test("ZIP64: sizes in extra fields")
  func zip64() throws {
    let sizes = ZipDraft.word(1, 2) + ZipDraft.word(16, 2) + ZipDraft.word(7, 8) + ZipDraft.word(7, 8)
    let bytes = edited {
      $0.members[0].size = 0xffff_ffff
      $0.members[0].compressedSize = 0xffff_ffff
      $0.members[0].localSize = 0xffff_ffff
      ($0.members[0].extra, $0.members[0].localExtra) = (sizes, sizes)
    }
    #expect(try content(bytes) == ["a.npy": Array("fledge\n".utf8)])
  }

  @Test("what is written is read, with and without ZIP64", arguments: [0xffff_ffff, 10, 0])
  func writes(most: Int) throws {
    let members = ["a.npy": noise(5), "b/é.npy": noise(3000), "": []]
    try ZipWriter.write(
      members.sorted { $0.key < $1.key }.map { name, bytes in
        .init(name) { take in
          try bytes.prefix(4).withUnsafeBytes { try take($0) }
          try bytes.dropFirst(4).withUnsafeBytes { try take($0) }
        }
      }, to: scratch("w"), most: most)
    #expect(try content(scratch.bytes("w"), limit: 5000) == members)
    let twice = ZipWriter.Member("x") { _ in }
    #expect(
      throws: FileError(path: scratch("w"), expected: "members with names of their own", found: "\"x\"")
    ) { try ZipWriter.write([twice, twice], to: scratch("w")) }
  }

  private func problem(_ bytes: [UInt8], limit: Int = 1000) -> String {
    do {
      _ = try content(bytes, limit: limit)
      return "no error"
    } catch { return "\(error)".replacing(scratch.path + "/", with: "") }
  }

  @Test("what is wrong with an archive")
  func wrong() {
    let good = ZipDraft().bytes
    let cases: [([UInt8], String)] = [
      ([], "z: expected a ZIP archive (its first bytes are PK), found an empty file"),
      ([1, 2], "z: expected a ZIP archive (its first bytes are PK), found a file of 2 bytes"),
      (noise(100), "z: expected a ZIP archive (its first bytes are PK), found something else"),
      (good.dropLast(), "z: expected the end of a ZIP archive, found none: the file may have been cut off"),
      (good + [0], "z: expected the end of a ZIP archive, found none: the file may have been cut off"),
      (edited { $0.entryCount = 2 }, "z: expected 2 entries in the directory, found 1"),
      (edited { $0.disk = 1 }, "z: expected an archive in one file, found a part of several"),
      (
        edited { $0.directoryShift = 1 },
        "z: byte 93: expected a directory that ends before byte 93, found one of 51 bytes from 43 on"
      ),
      (
        edited { $0.directoryShift = -1 },
        "z: byte 41: expected an entry of the archive's directory, found something else"
      ),
      (edited { $0.members += [.init()] }, "z: byte 135: the name \"a.npy\" a second time"),
      (
        edited { $0.members += [.init(name: "b", offset: 0)] },
        "z: \"b\": expected a member that ends before byte 0, found 7 bytes and a header from 0 on"
      ),
      (
        edited { $0.members[0].compressedSize = 13 },
        "z: \"a.npy\": expected a member that ends before byte 42, found 13 bytes and a header from 0 on"
      ),
      (edited { $0.members[0].flags = 1 }, "z: expected a member that is not encrypted, found one that is"),
      (
        edited { $0.members[0].method = 12 },
        "z: expected stored or deflated data, found data compressed by bzip2"
      ),
      (
        edited { $0.members[0].method = 77 },
        "z: expected stored or deflated data, found data compressed by method 77"
      ),
      (
        edited { $0.members[0].size = 8 },
        "z: expected 8 bytes, found 7 bytes of data, which cannot hold as many"
      ),
      (
        edited { ($0.members[0].size, $0.members[0].method) = (8000, 8) },
        "z: expected at most 1000 bytes, found 8000"
      ),
      (
        edited { $0.members[0].localName = "b.npy" },
        "z: byte 0: expected the header of \"a.npy\", found something else"
      ),
      (edited { $0.members[0].checksum = 1 }, "z: expected the checksum 0x1, found 0x5a6d5ab0"),
      (
        edited { ($0.members[0].data, $0.members[0].method) = ([7] + deflated, 8) },
        "z: byte 36: expected intact deflated data, found invalid block type"
      ),
      (
        edited { ($0.members[0].data, $0.members[0].method) = (deflated.dropLast(2), 8) },
        "z: byte 42: expected more compressed data, found its end"
      ),
      (
        edited { ($0.members[0].data, $0.members[0].method, $0.members[0].size) = (deflated, 8, 6) },
        "z: byte 44: expected 6 bytes, found more"
      ),
      (
        edited { ($0.members[0].data, $0.members[0].method, $0.members[0].size) = (deflated, 8, 8) },
        "z: byte 44: expected 8 bytes, found 7"
      ),
      (
        edited { ($0.members[0].size, $0.members[0].extra) = (0xffff_ffff, [1, 0, 4, 0, 1, 2, 3, 4]) },
        "z: byte 42: expected the ZIP64 sizes of \"a.npy\", found a field of 4 bytes"
      ),
      (
        edited {
          ($0.members[0].size, $0.members[0].extra) = (
            0xffff_ffff, [1, 0, 8, 0] + [UInt8](repeating: 255, count: 8)
          )
        },
        "z: byte 42: expected the ZIP64 sizes of \"a.npy\", found a number of more than 63 bits"
      ),
    ]
    for (bytes, text) in cases { #expect(problem(bytes) == text) }
  }

  @Test("an archive that expands without end is refused before anything is inflated")
  func bomb() {
    var member = ZipDraft.Member(data: [UInt8](repeating: 0, count: 100), size: 2_000_000, method: 8)
    #expect(
      problem(edited { $0.members = [member] }, limit: 1 << 40).hasSuffix(
        "100 bytes of data, which cannot hold as many"))
    member.size = 1 << 20
    #expect(
      problem(edited { $0.members = [member] }, limit: 1000)
        == "z: expected at most 1000 bytes, found 1048576")
  }

  @Test("no damage is more than an error")
  func damage() throws {
    try ZipWriter.write(
      [.init("a") { take in try Array("fledge".utf8).withUnsafeBytes { try take($0) } }], to: scratch("w"),
      most: 0)
    let compressed = edited { ($0.members[0].data, $0.members[0].method) = (deflated, 8) }
    for good in [ZipDraft().bytes, compressed, scratch.bytes("w")] {
      for count in good.indices { _ = try? content(Array(good[..<count])) }
      for index in good.indices {
        for value in [0, 1, 0x7f, 0xff, good[index] ^ 1, good[index] ^ 0x80] {
          var bytes = good
          bytes[index] = value
          _ = try? content(bytes)
        }
      }
    }
  }
}

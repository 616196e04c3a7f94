/// Writes an archive whose members are stored as they are.
package enum ZipWriter {
  /// A member: its name, and a closure that hands its bytes on piece by piece. It is called twice, for the sizes and checksums stand
  /// before the bytes.
  // Safe: a piece lasts for the call that hands it on, and its length goes with it.
  package struct Member {
    package let name: String
    package let body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void

    package init(_ name: String, _ body: @escaping ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) {
      (self.name, self.body) = (name, body)
    }
  }

  /// Writes the archive; the file is replaced as a whole or not at all. Numbers from `most` on stand in the fields of ZIP64.
  ///
  /// Throws `FileError` if the file cannot be written, for a name that stands twice or has more than 65,535 bytes.
  package static func write(_ members: [Member], to path: String, most: Int = 0xffff_ffff) throws {
    var names: Set<String> = []
    for member in members {
      guard names.insert(member.name).inserted, member.name.utf8.count <= 0xffff else {
        throw FileError(
          path: path, expected: "members with names of their own", found: member.name.quoted)
      }
    }
    try AtomicFile.write(to: path) { writer in
      var directory: [UInt8] = []
      for member in members {
        var (sum, size) = (CRC32(), 0)
        try member.body { bytes in
          sum.add(bytes)
          size += bytes.count
        }
        let record = ZipRecord(
          name: Array(member.name.utf8), size: size, checksum: sum.value, offset: writer.position, most: most)
        directory += record.centralHeader
        try writer.write(record.localHeader)
        try member.body { try writer.write($0) }
      }
      let start = writer.position
      try writer.write(directory)
      try writer.write(
        ZipRecord.end(count: members.count, start: start, size: directory.count, most: most))
    }
  }
}

/// What an archive says of a member that is stored as it is.
private struct ZipRecord {
  let name: [UInt8]
  let size: Int
  let checksum: UInt32
  let offset: Int
  /// Numbers from here on do not fit into their fields.
  let most: Int

  /// The names are UTF-8; the time is the first of 1980, as NumPy writes it.
  private static let flags = 0x0800
  private static let date = 0x21

  /// From the version on, all that both headers say, but for the extra fields.
  private func fields(version: Int) -> [UInt8] {
    zipBytes(version, 2) + zipBytes(Self.flags, 2) + zipBytes(0, 2) + zipBytes(0, 2) + zipBytes(Self.date, 2)
      + zipBytes(checksum, 4) + field(size) + field(size) + zipBytes(name.count, 2)
  }

  private func field(_ number: Int) -> [UInt8] { zipBytes(number < most ? number : 0xffff_ffff, 4) }

  private func extra(_ numbers: [Int]) -> [UInt8] {
    let large = numbers.filter { $0 >= most }
    if large.isEmpty { return [] }
    return zipBytes(1, 2) + zipBytes(8 * large.count, 2) + large.flatMap { zipBytes($0, 8) }
  }

  private func version(_ extra: [UInt8]) -> Int { extra.isEmpty ? 20 : 45 }

  var localHeader: [UInt8] {
    let extra = extra([size, size])
    return ZipSignature.localHeader.bytes + fields(version: version(extra)) + zipBytes(extra.count, 2) + name
      + extra
  }

  var centralHeader: [UInt8] {
    let extra = extra([size, size, offset])
    // No comment, the first disk, and attributes of which nothing is known.
    return ZipSignature.centralHeader.bytes + zipBytes(version(extra), 2) + fields(version: version(extra))
      + zipBytes(extra.count, 2) + zipBytes(0, 10) + field(offset) + name + extra
  }

  /// What stands behind the directory.
  static func end(count: Int, start: Int, size: Int, most: Int) -> [UInt8] {
    let isLarge = count >= 0xffff || start >= most || size >= most
    let short = { (number: Int, width: Int) in
      isLarge ? [UInt8](repeating: 0xff, count: width) : zipBytes(number, width)
    }
    var bytes: [UInt8] = []
    if isLarge {
      let place = start + size
      bytes +=
        ZipSignature.zip64End.bytes + zipBytes(44, 8) + zipBytes(45, 2) + zipBytes(45, 2) + zipBytes(0, 8)
      bytes += zipBytes(count, 8) + zipBytes(count, 8) + zipBytes(size, 8) + zipBytes(start, 8)
      bytes += ZipSignature.zip64Locator.bytes + zipBytes(0, 4) + zipBytes(place, 8) + zipBytes(1, 4)
    }
    return bytes + ZipSignature.end.bytes + zipBytes(0, 4) + short(count, 2) + short(count, 2)
      + short(size, 4)
      + short(start, 4) + zipBytes(0, 2)
  }
}

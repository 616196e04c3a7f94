/// Where the central directory of an archive stands: what its last record says.
struct ZipDirectory {
  let entryCount: Int
  let start: Int
  let size: Int

  /// The last record has 22 bytes and a comment of up to 65,535.
  private static let recordSize = 22
  private static let locatorSize = 20
  private static let zip64RecordSize = 56

  /// Looks for the last record, and for that of ZIP64 which stands before it where the fields of the first are too small.
  init(_ reader: FileReader, size fileSize: Int) throws {
    let path = reader.path
    let tailStart = max(0, fileSize - Self.recordSize - 0xffff)
    let tail = try reader.bytes(tailStart..<fileSize)
    let place = stride(from: tail.count - Self.recordSize, through: 0, by: -1).first { place in
      let record = ZipFields(tail[place...])
      return record.starts(with: .end) && record.number16(20) == record.count - Self.recordSize
    }
    guard let place else {
      throw FileError(
        path: path, expected: "the end of a ZIP archive", found: "none: the file may have been cut off")
    }
    let record = ZipFields(tail[place...])
    var end = tailStart + place
    var fields = (
      disks: record.number16(4) + record.number16(6), count: record.number16(10),
      size: Optional(record.number32(12)), start: Optional(record.number32(16))
    )
    let isFull = fields.count == 0xffff || fields.size == 0xffff_ffff || fields.start == 0xffff_ffff
    if isFull, let zip64 = try Self.zip64Record(reader, before: end) {
      (fields, end) = (zip64.fields, zip64.place)
    }
    guard fields.disks == 0 else {
      throw FileError(path: path, expected: "an archive in one file", found: "a part of several")
    }
    guard let size = fields.size, let start = fields.start, size <= end, start <= end - size else {
      throw FileError(
        path: path, place: "byte \(end)", expected: "a directory that ends before byte \(end)",
        found: "one of \(fields.size ?? .max) bytes from \(fields.start ?? .max) on")
    }
    (self.entryCount, self.start, self.size) = (fields.count, start, size)
  }

  private typealias Record = (fields: (disks: Int, count: Int, size: Int?, start: Int?), place: Int)

  private static func zip64Record(_ reader: FileReader, before end: Int) throws -> Record? {
    guard end >= locatorSize else { return nil }
    let locator = ZipFields(try reader.bytes((end - locatorSize)..<end)[...])
    guard locator.starts(with: .zip64Locator) else { return nil }
    guard let place = locator.number64(8), place <= end - locatorSize - zip64RecordSize else {
      throw FileError(
        path: reader.path, place: "byte \(end - locatorSize)", expected: "the place of the ZIP64 record",
        found: "one beyond it")
    }
    let record = ZipFields(try reader.bytes(place..<place + zip64RecordSize)[...])
    guard record.starts(with: .zip64End) else {
      throw FileError(
        path: reader.path, place: "byte \(place)", expected: "the ZIP64 record", found: "something else")
    }
    let disks = record.number32(16) + record.number32(20) + max(0, locator.number32(16) - 1)
    let fields = (
      disks: disks, count: record.number64(32) ?? .max, size: record.number64(40),
      start: record.number64(48)
    )
    return (fields, place)
  }
}

extension FileReader {
  /// The bytes of a part of the file, which must be there.
  func bytes(_ range: Range<Int>) throws -> [UInt8] {
    // Safe: the array's memory is as long as the reader is told.
    try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      try read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
      count = range.count
    }
  }
}

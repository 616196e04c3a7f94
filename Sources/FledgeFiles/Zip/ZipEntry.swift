/// A member of an archive, as the central directory describes it.
package struct ZipEntry: Sendable, Equatable {
  /// The name, with the folders that it stands in.
  package let name: String
  /// The bytes that it has in the archive, and inflated.
  package let compressedSize: Int
  package let size: Int
  let checksum: UInt32
  let method: Int
  let isEncrypted: Bool
  let headerOffset: Int

  static let recordSize = 46

  /// Reads the record at the beginning of `bytes`, which come from byte `place` of the file; says how long it is.
  static func read(
    _ bytes: ArraySlice<UInt8>, at place: Int, path: String
  ) throws -> (entry: ZipEntry, length: Int) {
    let record = ZipFields(bytes)
    let wrong = { (expected: String, found: String) in
      FileError(path: path, place: "byte \(place)", expected: expected, found: found)
    }
    guard record.count >= recordSize, record.starts(with: .centralHeader) else {
      throw wrong("an entry of the archive's directory", "something else")
    }
    let (nameLength, extraLength) = (record.number16(28), record.number16(30))
    let length = recordSize + nameLength + extraLength + record.number16(32)
    guard length <= record.count else {
      throw wrong("an entry of \(length) bytes", "\(record.count) until the directory's end")
    }
    let name = String(decoding: record.slice(recordSize, nameLength), as: UTF8.self)
    var sizes = [record.number32(24), record.number32(20), record.number32(42)]
    let extra = record.slice(recordSize + nameLength, extraLength)
    try fill(&sizes, from: extra) { wrong("the ZIP64 sizes of \(name.quoted)", $0) }
    let entry = ZipEntry(
      name: name, compressedSize: sizes[1], size: sizes[0], checksum: UInt32(record.number32(16)),
      method: record.number16(10), isEncrypted: record.number16(8) & 1 != 0, headerOffset: sizes[2])
    return (entry, length)
  }

  /// Sizes that fill their fields stand in the extra field of ZIP64, in the same order.
  private static func fill(
    _ sizes: inout [Int], from extra: ArraySlice<UInt8>, wrong: (String) -> FileError
  ) throws {
    guard sizes.contains(0xffff_ffff) else { return }
    var rest = extra
    while rest.count >= 4 {
      let (kind, length) = (ZipFields(rest).number16(0), ZipFields(rest).number16(2))
      guard length <= rest.count - 4 else { break }
      let field = ZipFields(rest.dropFirst(4).prefix(length))
      rest = rest.dropFirst(4 + length)
      guard kind == 1 else { continue }
      var place = 0
      for index in sizes.indices where sizes[index] == 0xffff_ffff {
        guard place + 8 <= field.count else { throw wrong("a field of \(field.count) bytes") }
        guard let size = field.number64(place) else { throw wrong("a number of more than 63 bits") }
        sizes[index] = size
        place += 8
      }
      return
    }
    // Without the field the number itself may be meant.
  }
}

/// An archive (PKWARE's APPNOTE 6.3), read by its central directory: local headers need not know their sizes.
///
/// Members are stored or deflated. ZIP64 is read where it is used; archives in several files, encryption, other methods, a name that
/// stands twice, and members that share bytes (Fifield, 2019) are refused. Nothing is inflated but a member that is asked for.
package struct ZipArchive: Sendable {
  /// The file's name.
  package let path: String
  /// The members, in the order of the directory.
  package let entries: [ZipEntry]
  private let reader: FileReader
  private let directory: ZipDirectory

  private static let localHeaderSize = 30

  /// Reads the directory of an archive.
  ///
  /// Throws `FileError` if the file cannot be read, is no archive, or its directory is damaged.
  package init(path: String) throws {
    reader = try FileReader(path: path, kind: .regular)
    self.path = path
    let size = reader.size ?? 0
    guard size >= 22, try reader.bytes(0..<2) == Array("PK".utf8) else {
      throw FileError(
        path: path, expected: "a ZIP archive (its first bytes are PK)",
        found: size == 0 ? "an empty file" : size < 22 ? "a file of \(size) bytes" : "something else")
    }
    directory = try ZipDirectory(reader, size: size)
    entries = try Self.entries(directory, reader)
    try Self.checkPlaces(entries, before: directory.start, path: path)
  }

  private static func entries(_ directory: ZipDirectory, _ reader: FileReader) throws -> [ZipEntry] {
    let path = reader.path
    var rest = try reader.bytes(directory.start..<directory.start + directory.size)[...]
    var entries: [ZipEntry] = []
    var names: Set<String> = []
    while !rest.isEmpty {
      let (entry, length) = try ZipEntry.read(rest, at: directory.start + rest.startIndex, path: path)
      guard names.insert(entry.name).inserted else {
        throw FileError(
          path: path, place: "byte \(directory.start + rest.startIndex)",
          found: "the name \(entry.name.quoted) a second time")
      }
      entries.append(entry)
      rest = rest.dropFirst(length)
    }
    guard entries.count == directory.entryCount else {
      throw FileError(
        path: path, expected: "\(directory.entryCount) entries in the directory", found: "\(entries.count)")
    }
    return entries
  }

  /// Members that overlap each other, or the directory, are the mark of an archive made to expand without end.
  private static func checkPlaces(_ entries: [ZipEntry], before end: Int, path: String) throws {
    var next = end
    for entry in entries.sorted(by: { $0.headerOffset > $1.headerOffset }) {
      guard entry.headerOffset <= next - localHeaderSize,
        entry.compressedSize <= next - localHeaderSize - entry.headerOffset
      else {
        throw FileError(
          path: path, place: entry.name.quoted, expected: "a member that ends before byte \(next)",
          found: "\(entry.compressedSize) bytes and a header from \(entry.headerOffset) on")
      }
      next = entry.headerOffset
    }
  }

  /// The content of a member, if it has at most `limit` bytes: sizes are looked at before anything is inflated.
  ///
  /// Throws `FileError`, which does not name the member, if it cannot be read.
  package func stream(_ entry: ZipEntry, limit: Int) throws -> ZipMember {
    func wrong(_ expected: String, _ found: String) -> FileError {
      FileError(path: path, expected: expected, found: found)
    }
    guard !entry.isEncrypted else { throw wrong("a member that is not encrypted", "one that is") }
    guard entry.method == 0 || entry.method == 8 else {
      throw wrong("stored or deflated data", Self.name(ofMethod: entry.method))
    }
    guard entry.size <= limit else { throw wrong("at most \(limit) bytes", "\(entry.size)") }
    let isStored = entry.method == 0
    let most = isStored ? entry.compressedSize : min(entry.compressedSize, Int.max / 1032) * 1032
    guard entry.size <= most, !isStored || entry.size == most else {
      throw wrong(
        "\(entry.size) bytes", "\(entry.compressedSize) bytes of data, which cannot hold as many")
    }
    return try ZipMember(entry, reader, start: dataStart(of: entry), isStored: isStored)
  }

  /// Where the data of a member starts: behind its local header, whose extra field may have another length than the directory's.
  private func dataStart(of entry: ZipEntry) throws -> Int {
    let place = entry.headerOffset
    let header = ZipFields(try reader.bytes(place..<place + Self.localHeaderSize)[...])
    let (nameLength, extraLength) = (header.number16(26), header.number16(28))
    let start = place + Self.localHeaderSize + nameLength + extraLength
    guard header.starts(with: .localHeader), start <= directory.start - entry.compressedSize,
      let name = try? reader.bytes(start - extraLength - nameLength..<start - extraLength),
      String(decoding: name, as: UTF8.self) == entry.name
    else {
      throw FileError(
        path: path, place: "byte \(place)", expected: "the header of \(entry.name.quoted)",
        found: "something else")
    }
    return start
  }

  private static func name(ofMethod method: Int) -> String {
    let names = [
      1: "Shrink", 6: "Implode", 9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz",
    ]
    return names[method].map { "data compressed by \($0)" } ?? "data compressed by method \(method)"
  }
}

import FledgeBasics
import FledgeFiles

/// A safetensors file whose header has been read and checked; the tensors' data stays in the file until asked for.
public struct SafetensorsFile: Sendable {
  /// One tensor in the file.
  public struct Entry: Sendable, Equatable {
    /// The tensor's name, unique in the file.
    public let name: String
    /// The type of its elements.
    public let elementType: Safetensors.ElementType
    /// Its dimensions, the slowest first; empty for a single number.
    public let shape: [Int]
    /// Where its bytes are, counted from the first byte behind the header.
    let range: Range<Int>
  }

  /// The path of the file.
  public let path: String
  /// The tensors in the order of their data.
  public var entries: [Entry] { header.entries }
  /// Strings by name, for whatever the writer wanted to say.
  public var metadata: [String: String] { header.metadata }

  /// The digest of what stands behind the header, once it was asked for: the open file does not change.
  let knownDigest = Locked<String?>(nil)
  private let header: SafetensorsHeader
  private let reader: FileReader
  /// The place of the first byte behind the header.
  private let dataStart: Int

  /// What stands where a length is expected, if it is a text's.
  private static func text(of length: UInt64) -> String? {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    guard bytes.allSatisfy({ 0x20..<0x7F ~= $0 || 0x09...0x0D ~= $0 }) else { return nil }
    return "the text \(String(decoding: bytes, as: UTF8.self).quoted)"
  }

  /// Opens a file and reads its header.
  ///
  /// Throws `FileError` if the file cannot be read or breaks a rule of the format, naming the byte or the tensor.
  public init(path: String) throws {
    let reader = try FileReader(path: path, kind: .regular)
    let size = reader.size ?? 0
    guard size >= 8 else {
      throw FileError(
        path: path, expected: "a safetensors file, which begins with the length of its header in 8 bytes",
        found: size == 0 ? "an empty file" : "a file of \(size) bytes")
    }
    var length: UInt64 = 0
    // Safe: the bytes are a local number's, used within the call alone.
    try withUnsafeMutableBytes(of: &length) { try reader.read(into: $0, at: 0) }
    length = UInt64(littleEndian: length)
    guard length <= Safetensors.maximumHeaderLength else {
      throw FileError(
        path: path, place: "byte 0",
        expected: "the length of a safetensors header, at most \(Safetensors.maximumHeaderLength)",
        found: Self.text(of: length) ?? "\(length)")
    }
    let dataStart = 8 + Int(length)
    guard dataStart <= size else {
      throw FileError(
        path: path, place: "byte 0", expected: "the length of a header within the file of \(size) bytes",
        found: "\(length)")
    }
    let text = try [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
      try reader.read(into: .init(start: buffer.baseAddress, count: Int(length)), at: 8)
      count = Int(length)
    }
    self.path = path
    self.reader = reader
    self.dataStart = dataStart
    self.header = try SafetensorsHeader(parsing: text, dataCount: size - dataStart, path: path)
  }

  /// The entry with this name; `nil` if there is none.
  public func entry(named name: String) -> Entry? {
    entries.first { $0.name == name }
  }

  /// Fills the buffer, which has the entry's `byteCount`, with its bytes: row-major, little-endian.
  ///
  /// Throws `FileError` if the file cannot be read.
  // Safe: ranges were checked against the file's size, and the tensor is held while its bytes are read.
  package func read(_ entry: Entry, into buffer: UnsafeMutableRawBufferPointer) throws {
    guard buffer.count == entry.byteCount else {
      fatalError("SafetensorsFile.read: expected a buffer of \(entry.byteCount) bytes, got \(buffer.count)")
    }
    try reader.read(into: buffer, at: dataStart + entry.range.lowerBound)
  }

  /// The entry's bytes: row-major, little-endian. See `read(_:into:)`.
  package func bytes(of entry: Entry) throws -> [UInt8] { try bytes(in: entry.range) }

  /// The bytes of a range behind the header, within that of an entry.
  func bytes(in range: Range<Int>) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      try reader.read(
        into: .init(start: buffer.baseAddress, count: range.count), at: dataStart + range.lowerBound)
      count = range.count
    }
  }
}

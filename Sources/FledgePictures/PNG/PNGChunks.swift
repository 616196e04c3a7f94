import CZlib
import FledgeFiles

/// One chunk of a PNG file.
struct PNGChunk {
  /// Four letters.
  let kind: String
  /// The byte in the file where it starts, with its length.
  let start: Int
  /// Its content.
  let data: Range<Int>

  /// Whether a reader that does not know the chunk may pass over it.
  var isAncillary: Bool { kind.utf8.first! & 0x20 != 0 }
}

/// Walks through the chunks of a PNG file and checks each.
struct PNGChunks {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  let bytes: [UInt8]
  let path: String
  private var position = PNGChunks.signature.count

  /// Throws `FileError` unless the bytes start as a PNG file does.
  init(_ bytes: [UInt8], path: String) throws {
    (self.bytes, self.path) = (bytes, path)
    guard bytes.starts(with: Self.signature) else {
      let isCut = Self.signature.starts(with: bytes)
      throw FileError(
        path: path, expected: "a PNG picture",
        found: bytes.isEmpty ? "an empty file" : isCut ? "a file of \(bytes.count) bytes" : "something else")
    }
  }

  /// The next chunk, whole and with the right checksum.
  mutating func next() throws -> PNGChunk {
    let start = position
    guard bytes.count - start >= 12 else {
      throw error(
        at: start, expected: "a chunk",
        found: bytes.count == start
          ? "the end of the file" : "the last \(bytes.count - start) bytes of the file")
    }
    let kind = bytes[(start + 4)..<(start + 8)]
    guard kind.allSatisfy({ 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }) else {
      throw error(
        at: start + 4, expected: "the four letters of a chunk's type",
        found: String(decoding: kind, as: UTF8.self).quoted)
    }
    let chunk = PNGChunk(
      kind: String(decoding: kind, as: UTF8.self), start: start,
      data: (start + 8)..<(start + 8 + number(at: start)))
    guard bytes.count - 4 >= chunk.data.upperBound else {
      throw error(
        at: start, expected: "a chunk \(chunk.kind) of \(chunk.data.count) bytes and its checksum",
        found: "a file with \(bytes.count - start - 8) more")
    }
    try check(chunk)
    position = chunk.data.upperBound + 4
    return chunk
  }

  /// The number of four bytes, the highest first.
  func number(at place: Int) -> Int {
    bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  func error(at place: Int, expected: String, found: String) -> FileError {
    FileError(path: path, place: "byte \(place)", expected: expected, found: found)
  }

  private func check(_ chunk: PNGChunk) throws {
    // Safe: the chunk lies within the bytes, whose memory is held during the call; its length is less than 2³².
    let sum = bytes.withUnsafeBytes { bytes in
      crc32(
        0, bytes.baseAddress!.advanced(by: chunk.start + 4).assumingMemoryBound(to: UInt8.self),
        UInt32(chunk.data.count + 4))
    }
    let stored = number(at: chunk.data.upperBound)
    guard Int(sum) == stored else {
      throw error(
        at: chunk.data.upperBound,
        expected: "the checksum \(hexadecimal(Int(sum))) of the chunk \(chunk.kind)",
        found: hexadecimal(stored))
    }
  }

  private func hexadecimal(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}

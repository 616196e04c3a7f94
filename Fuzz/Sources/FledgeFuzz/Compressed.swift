import Fledge

@testable import FledgeFiles

/// The most bytes that an input may inflate to.
private let limit = 1 << 16

/// Reads the input as a file of gzip: as a whole, in small pieces, and behind a member that has the reader's buffer end within the
/// input. All three give the same bytes, or an error.
func readGzip(_ bytes: [UInt8]) throws {
  let whole = Result { try InflateStream(bytes, path: "whole").readAll(limit: limit) }
  let pieces = Result { try content(InflateStream(bytes, path: "pieces"), inPieces: 1 + bytes.count % 61) }
  expectAgreement(whole, pieces, by: ==)
  if bytes.starts(with: [0x1f, 0x8b]) {
    let file = emptyMember(count: (1 << 16) - bytes.count % (1 << 15) / 2) + bytes
    expectAgreement(
      whole, Result { try InflateStream(file, path: "behind another").readAll(limit: limit) }, by: ==)
  }
  _ = try whole.get()
}

/// Takes the input for deflated data and puts gzip's header and the right checksum around it, which no change of a byte gets past
/// otherwise: what the inflater makes of the data alone is the content of the file.
func readDeflated(_ bytes: [UInt8]) throws {
  var content = [UInt8](repeating: 0, count: limit)
  let (used, count, status) = content.withUnsafeMutableBytes { room in
    bytes.withUnsafeBytes { Inflater(.raw)!.inflate($0, into: room) }
  }
  guard status != .goesOn else { return }
  content.removeLast(limit - count)
  var sum = CRC32()
  content.withUnsafeBytes { sum.add($0) }
  let start: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255] + bytes[..<used]
  let file = start + littleEndian(sum.value) + littleEndian(UInt32(count))
  let read = Result { try InflateStream(file, path: "input").readAll(limit: limit) }
  if status == .ended {
    expectAgreement(read, .success(content), by: ==)
    let wrong = start + littleEndian(sum.value ^ 1) + littleEndian(UInt32(count))
    let refused = Result { try InflateStream(wrong, path: "wrong sum").readAll(limit: limit) }
    expectAgreement((try? refused.get()) == nil, "a wrong checksum is not found")
  }
  _ = try read.get()
}

private func content(_ stream: InflateStream, inPieces count: Int) throws -> [UInt8] {
  var bytes: [UInt8] = []
  while true {
    let piece = try stream.readUpTo(count)
    bytes += piece
    guard bytes.count <= limit else { throw FileError(path: stream.path, found: "more") }
    if piece.count < count { return bytes }
  }
}

/// A member of gzip without content that has so many bytes, at least 22 and at most 65,557: an extra field fills them.
private func emptyMember(count: Int) -> [UInt8] {
  let extra = count - 22
  let header: [UInt8] = [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, UInt8(extra & 255), UInt8(extra >> 8)]
  return header + [UInt8](repeating: 0, count: extra) + [3, 0] + [UInt8](repeating: 0, count: 8)
}

private func littleEndian(_ number: UInt32) -> [UInt8] {
  [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
}

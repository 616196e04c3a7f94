import CZlib
import FledgeBasics
import FledgeFiles

extension PNGContents {
  /// The filtered rows of all passes, exactly as many bytes as they have.
  ///
  /// Throws `FileError` where the compressed data is damaged, ends early or goes on behind the picture. No memory is taken for a
  /// picture that so few compressed bytes cannot hold.
  func inflatedRows(_ file: PNGChunks) throws -> [UInt8] {
    let size = header.passes.reduce(0) { $0 + $1.byteCount }
    let compressed = data.reduce(0) { $0 + $1.count }
    // Deflate codes 258 bytes in two bits at best.
    guard size / 1032 <= compressed else {
      throw file.error(
        at: data[0].lowerBound, expected: "compressed data of a picture of \(header.size)",
        found: "\(NumberText.count(compressed, "byte")), which cannot hold it")
    }
    // One byte more shows that the data goes on.
    // Safe: the memory is as long as zlib is told, and its count is that of the bytes written.
    let rows = try [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      count = try inflate(file, into: UnsafeMutableBufferPointer(rebasing: buffer[..<(size + 1)]))
    }
    guard rows.count <= size else {
      throw file.error(
        at: data[0].lowerBound, expected: "\(size) bytes of compressed pixels", found: "more")
    }
    return rows
  }

  /// Inflates into the buffer; returns how many bytes came, one less than the buffer has, or as many where there are too many.
  // Safe: zlib's state stays at one address while it is used; it reads and writes no more than the counts beside its pointers
  // say, which are those of a chunk within the file and of the buffer.
  private func inflate(_ file: PNGChunks, into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    var state = z_stream()
    return try withUnsafeMutablePointer(to: &state) { stream in
      guard inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        throw FileError(path: file.path, found: "zlib could not be started")
      }
      defer { inflateEnd(stream) }
      stream.pointee.next_out = buffer.baseAddress
      stream.pointee.avail_out = UInt32(buffer.count)
      return try file.bytes.withUnsafeBufferPointer { bytes in
        for (index, piece) in data.enumerated() {
          stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress! + piece.lowerBound)
          stream.pointee.avail_in = UInt32(piece.count)
          // To say that all is there spares zlib its window.
          let status = CZlib.inflate(stream, index == data.count - 1 ? Z_FINISH : Z_NO_FLUSH)
          let place = piece.upperBound - Int(stream.pointee.avail_in)
          if stream.pointee.avail_out == 0 { return buffer.count }
          switch status {
          case Z_OK, Z_BUF_ERROR: continue
          case Z_STREAM_END:
            guard place == piece.upperBound, index == data.count - 1 else {
              throw file.error(
                at: place, expected: "the end of IDAT", found: "more behind the compressed data")
            }
            let count = buffer.count - Int(stream.pointee.avail_out)
            guard count == buffer.count - 1 else {
              throw file.error(
                at: place, expected: "\(buffer.count - 1) bytes of compressed pixels", found: "\(count)")
            }
            return count
          default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"
            throw file.error(at: place, expected: "intact compressed data", found: reason)
          }
        }
        throw file.error(
          at: data.last!.upperBound, expected: "more compressed data", found: "the end of the last IDAT")
      }
    }
  }
}

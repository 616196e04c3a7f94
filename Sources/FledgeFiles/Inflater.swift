import CZlib

/// zlib's state while it inflates one run of compressed data (RFC 1951).
package final class Inflater {
  /// What stands around the compressed data.
  package enum Format: Int32 {
    // 15 bits of window; a negative number asks for no header, 16 more for gzip's.
    /// Nothing.
    case raw = -15
    /// The header and trailer of gzip (RFC 1952), whose checksum is looked at.
    case gzip = 31
  }

  /// How far it has come.
  package enum Status: Equatable {
    /// There is more to come.
    case goesOn
    /// The data is complete.
    case ended
    /// Nothing can be done without more input.
    case needsInput
    /// The data is wrong, in zlib's words.
    case damaged(String)
  }

  // Safe: zlib keeps the address of its stream, which is the stream's from `init` to `deinit`; what it reads and writes
  // is bounded by the counts beside the pointers.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  /// Nil if zlib cannot be started: there is no memory.
  package init?(_ format: Format) {
    stream.initialize(to: z_stream())
    guard inflateInit2_(stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Starts over, with other data of the same format.
  package func reset() { inflateReset(stream) }

  /// Inflates some of `input` into `output`; says how many bytes of each were used.
  // Safe: both buffers outlive the call; zlib is told their lengths.
  package func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (read: Int, written: Int, status: Status) {
    // Safe: zlib reads and writes no more bytes than the counts beside the pointers say.
    let (room, available) = (min(output.count, 1 << 30), min(input.count, 1 << 30))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(available)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let code = CZlib.inflate(stream, Z_NO_FLUSH)
    let status: Status =
      switch code {
      case Z_OK: .goesOn
      case Z_STREAM_END: .ended
      case Z_BUF_ERROR: .needsInput
      default: .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(code)")
      }
    return (available - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out), status)
  }
}

/// The checksum of gzip, ZIP and PNG: CRC-32 (ISO 3309).
package struct CRC32 {
  /// The checksum of the bytes so far.
  package private(set) var value: UInt32 = 0

  package init() {}

  /// Adds bytes.
  // Safe: the buffer outlives the call, and its length goes with it.
  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    // Safe: zlib reads as many bytes as it is told, which the buffer has.
    guard let start = bytes.baseAddress else { return }
    for offset in stride(from: 0, to: bytes.count, by: 1 << 30) {
      let count = min(bytes.count - offset, 1 << 30)
      let piece = (start + offset).assumingMemoryBound(to: UInt8.self)
      value = UInt32(crc32(UInt(value), piece, UInt32(count)))
    }
  }
}

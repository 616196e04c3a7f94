import CZlib

/// Writes the gzip form (RFC 1952) that `InflateStream` reads.
package enum Gzip {
  /// Compresses bytes into one gzip member; `level` is zlib's, 1 (quick) to 9 (small).
  package static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window; 16 more ask for a gzip header and trailer. 8 is zlib's default memory level.
    let started = deflateInit2_(
      &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard started == Z_OK else { fatalError("zlib could not be started: \(started)") }
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    guard bytes.count <= UInt32.max, bound <= UInt32.max else {
      fatalError("Gzip.compress takes less than 4 GiB, got \(bytes.count) bytes")
    }
    var input = bytes
    return input.withUnsafeMutableBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: bound) { target, count in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(bound)
        let status = deflate(&stream, Z_FINISH)
        guard status == Z_STREAM_END else { fatalError("zlib could not finish: \(status)") }
        count = bound - Int(stream.avail_out)
      }
    }
  }
}

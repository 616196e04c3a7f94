/// Bytes in order: a file's, those that it inflates to, or those of a member of an archive.
package protocol ByteStream: AnyObject {
  /// The file's name, for errors.
  var path: String { get }

  /// Delivers the next bytes; returns their number, fewer than asked for only at the end.
  ///
  /// Throws `FileError` if the file cannot be read or is damaged.
  // Safe: the buffer outlives the call that fills it, and its length goes with it.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension FileReader: ByteStream {}
extension InflateStream: ByteStream {}

extension ByteStream {
  /// The next `count` bytes, fewer at the end of the content. The memory grows with what is there: a header that
  /// promises more than the machine has ends in an error and not in a trap.
  package func readUpTo(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let room = min(count - bytes.count, max(bytes.count, 1 << 16))
      // Safe: the array's memory is as long as the reader is told.
      let piece = try [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
        initialized = try read(into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: room))
      }
      bytes += piece
      if piece.count < room { break }
    }
    return bytes
  }
}

/// Bytes that are in memory already.
package final class MemoryStream: ByteStream {
  package let path: String
  private var rest: ArraySlice<UInt8>

  /// Delivers `bytes`; `path` names them in errors.
  package init(_ bytes: [UInt8], path: String) { (self.path, rest) = (path, bytes[...]) }

  // Safe: no more bytes are copied than the buffer has.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(buffer.count, rest.count)
    buffer.copyBytes(from: rest.prefix(count))
    rest.removeFirst(count)
    return count
  }
}

/// The content of a file in order, inflated on the way if it is compressed with gzip (RFC 1952).
///
/// Whether it is compressed is decided by the first two bytes, never by the name. The bytes go straight into
/// the caller's buffer: a reader takes a header of 16 bytes, makes room for what the header promises, and
/// inflates the rest into that room, so a file that expands without end costs nothing.
///
/// Several gzip members in a row are one content, as for `gzip -d`; zeros after the last member are padding.
package final class InflateStream {
  /// The file's name, for errors.
  package let path: String
  /// Whether the file is compressed.
  package let isCompressed: Bool
  /// The number of bytes delivered so far, counted in the inflated content.
  package private(set) var position = 0
  /// The content has no more bytes than this, so a header that promises more is wrong and no memory need be
  /// taken for it; `nil` for a pipe or a device, whose end is unknown. Compressed content is at most 1032 times
  /// as large as the file (deflate codes 258 bytes in two bits at best).
  package let upperBound: Int?

  // Safe: a buffer outlives the call that uses it, and `input` is freed by `deinit`.
  private let source: (UnsafeMutableRawBufferPointer) throws -> Int
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  /// Bytes of `input` that are filled and not yet used.
  private var pending: Range<Int>
  /// The place in the file that stands at the end of `input`.
  private var sourcePosition: Int
  private var atMemberEnd = false
  /// Nil where the file is not compressed.
  private let inflater: Inflater?

  /// Opens a file, by default a regular one: a pipe might keep its reader waiting for ever.
  ///
  /// Throws `FileError` if it cannot be read or is of another kind.
  package convenience init(path: String, kind: FileReader.Kind = .regular) throws {
    let reader = try FileReader(path: path, kind: kind)
    try self.init(reader)
  }

  /// Reads what is left of an open file.
  ///
  /// Throws `FileError` if it cannot be read.
  package convenience init(_ reader: FileReader) throws {
    try self.init(path: reader.path, size: reader.size) { buffer in try reader.read(into: buffer) }
  }

  /// Reads content that is in memory already; `path` names it in errors.
  package convenience init(_ bytes: [UInt8], path: String) throws {
    var done = 0
    try self.init(path: path, size: bytes.count) { buffer in
      let count = min(buffer.count, bytes.count - done)
      buffer.copyBytes(from: bytes[done..<done + count])
      done += count
      return count
    }
  }

  /// `source` fills the buffer it is given and returns the number of bytes, fewer only at the end.
  // Safe: a buffer outlives the call that fills it, and its length goes with it.
  private init(
    path: String, size: Int?, source: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws {
    self.path = path
    self.source = source
    // All stored properties have to be set before a failure may leave, for `deinit` to run.
    let first = Result { [input] in try source(input) }
    let count = (try? first.get()) ?? 0
    pending = 0..<count
    sourcePosition = count
    let isCompressed = count >= 2 && input[0] == 0x1f && input[1] == 0x8b
    self.isCompressed = isCompressed
    inflater = isCompressed ? Inflater(.gzip) : nil
    upperBound = size.map { isCompressed ? min($0, Int.max / 1032) * 1032 : $0 }
    _ = try first.get()
    if isCompressed, inflater == nil {
      throw FileError(path: path, found: "zlib could not be started")
    }
  }

  deinit { input.deallocate() }

  /// Delivers the next bytes; returns their number, fewer than asked for only at the end of the content.
  ///
  /// Throws `FileError` with the byte in the file where compressed data is damaged, ends early or is followed by
  /// something else.
  // Safe: a buffer outlives the call that fills it, and its length goes with it.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try isCompressed ? inflate(into: buffer) : copy(into: buffer)
    position += count
    return count
  }

  private func copy(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let buffered = min(buffer.count, pending.count)
    buffer.copyBytes(from: input[pending.prefix(buffered)])
    pending.removeFirst(buffered)
    return try buffered + source(UnsafeMutableRawBufferPointer(rebasing: buffer[buffered...]))
  }

  // Safe: as for the caller, and zlib takes the lengths with the addresses.
  private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var done = 0
    while done < buffer.count {
      if pending.isEmpty { try refill() }
      if atMemberEnd {
        guard try startNextMember() else { break }
      }
      let (read, written, status) = inflater!.inflate(
        UnsafeRawBufferPointer(rebasing: input[pending]),
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
      done += written
      pending.removeFirst(read)
      switch status {
      case .goesOn: break
      case .ended: atMemberEnd = true
      case .needsInput: throw damage(expected: "more compressed data", found: "the end of the file")
      case .damaged(let reason): throw damage(expected: "intact gzip data", found: reason)
      }
    }
    return done
  }

  /// Goes on with the member that follows one that has ended; `false` at the end of the file.
  private func startNextMember() throws -> Bool {
    while true {
      while let first = pending.first, input[first] == 0 { pending.removeFirst() }
      if !pending.isEmpty { break }
      try refill()
      if pending.isEmpty { return false }
    }
    guard input[pending.lowerBound] == 0x1f else {
      throw damage(expected: "the end of the file", found: "more data behind the compressed data")
    }
    inflater?.reset()
    atMemberEnd = false
    return true
  }

  private func refill() throws {
    let count = try source(input)
    sourcePosition += count
    pending = 0..<count
  }

  private func damage(expected: String, found: String) -> FileError {
    FileError(
      path: path, place: "byte \(sourcePosition - pending.count)", expected: expected, found: found)
  }
}

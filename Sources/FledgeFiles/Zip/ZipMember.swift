/// The content of a member of an archive. Its length and its checksum are looked at when its last byte is delivered.
package final class ZipMember: ByteStream {
  package let path: String
  /// The bytes of the content.
  package let size: Int
  private let checksum: UInt32
  private let reader: FileReader
  /// The compressed bytes that are yet to be read, by their places in the file.
  private var source: Range<Int>
  /// Nil where the data is stored as it is.
  private let inflater: Inflater?
  private var input: [UInt8] = []
  /// The bytes of `input` that are yet to be inflated.
  private var pending = 0..<0
  private var hasEnded = false
  private var position = 0
  private var sum = CRC32()

  init(_ entry: ZipEntry, _ reader: FileReader, start: Int, isStored: Bool) throws {
    (path, size, checksum, self.reader) = (reader.path, entry.size, entry.checksum, reader)
    source = start..<start + entry.compressedSize
    inflater = isStored ? nil : Inflater(.raw)
    guard isStored || inflater != nil else { throw FileError(path: path, found: "zlib could not be started") }
    if size == 0 { try checkEnd() }
  }

  /// Delivers the next bytes; returns their number, fewer than asked for only at the end of the member.
  ///
  /// Throws `FileError`, which does not name the member, if it is damaged.
  // Safe: the buffer outlives the call that fills it, and its length goes with it.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let target = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(size - position))
    guard !target.isEmpty else { return 0 }
    if inflater == nil {
      try reader.read(into: target, at: source.lowerBound)
      source.removeFirst(target.count)
    } else {
      var done = 0
      while done < target.count {
        done += try inflate(into: UnsafeMutableRawBufferPointer(rebasing: target[done...]))
        guard done == target.count || !hasEnded else {
          throw damage(expected: "\(size) bytes", found: "\(position + done)")
        }
      }
    }
    // Safe: the same buffer, read within the call.
    sum.add(UnsafeRawBufferPointer(target))
    position += target.count
    if position == size { try checkEnd() }
    return target.count
  }

  /// Inflates what is there into the buffer, at least one byte or the end.
  // Safe: the inflater reads and writes within the buffers that it is given.
  private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      if pending.isEmpty, !source.isEmpty {
        let piece = source.prefix(1 << 16)
        input = try reader.bytes(piece)
        source.removeFirst(piece.count)
        pending = 0..<input.count
      }
      let (read, written, status) = input.withUnsafeBytes {
        inflater!.inflate(UnsafeRawBufferPointer(rebasing: $0[pending]), into: buffer)
      }
      pending.removeFirst(read)
      switch status {
      case .ended: hasEnded = true
      case .needsInput where pending.isEmpty && source.isEmpty:
        throw damage(expected: "more compressed data", found: "its end")
      case .damaged(let reason): throw damage(expected: "intact deflated data", found: reason)
      case .goesOn, .needsInput: break
      }
      if written > 0 || hasEnded { return written }
    }
  }

  /// Throws unless the data ends where the content does, and has the right checksum.
  private func checkEnd() throws {
    if inflater != nil {
      var extra: [UInt8] = [0]
      while !hasEnded {
        // Safe: one byte of room, which an intact member leaves as it is.
        let more = try extra.withUnsafeMutableBytes { try inflate(into: $0) }
        guard more == 0 else { throw damage(expected: "\(size) bytes", found: "more") }
      }
    }
    guard sum.value == checksum else {
      let text = { (value: UInt32) in "0x" + String(value, radix: 16) }
      throw FileError(path: path, expected: "the checksum \(text(checksum))", found: text(sum.value))
    }
  }

  private func damage(expected: String, found: String) -> FileError {
    FileError(
      path: path, place: "byte \(source.lowerBound - pending.count)", expected: expected, found: found)
  }
}

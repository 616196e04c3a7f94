import FledgeBasics

/// A file to whose end something is added, each time by one call of the system unless it takes less than all.
package final class AppendedFile: Sendable {
  /// The path of the file.
  package let path: String
  private let descriptor: Int32
  private let count: Locked<Int>

  /// Opens the file, which is made if it is not there.
  ///
  /// Throws `FileError` if it is no regular file that can be written.
  package init(path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o666)
    guard descriptor >= 0 else { throw FileError(path: path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileError(path: path, expected: "a regular file", found: "a pipe or a device")
    }
    count = Locked(Int(status.st_size))
  }

  deinit { close(descriptor) }

  /// How many bytes it has.
  package var length: Int { count.withLock { $0 } }

  /// Adds a line, whose end is put to it. See `append(_:)`.
  package func append(line: String) throws { try append(Array((line + "\n").utf8)) }

  /// Adds bytes.
  ///
  /// Throws `FileError` if they cannot be written as a whole.
  package func append(_ bytes: [UInt8]) throws {
    let (start, code) = (length, write(bytes))
    if code != 0 {
      // A part of a line would spoil the next one.
      ftruncate(descriptor, off_t(start))
      throw FileError(path: path, doing: "cannot be written", code: code)
    }
    count.withLock { $0 += bytes.count }
  }

  /// Writes all of the bytes; gives the system's error number, 0 if there was none.
  private func write(_ bytes: [UInt8]) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      // Safe: the bytes are read within the call alone.
      let count = rest.withUnsafeBytes { FileCalls.system.write(descriptor, $0.baseAddress!, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 || errno != EINTR {
        return count == 0 ? ENOSPC : errno
      }
    }
    return 0
  }

  /// Waits until all lines are on the disk.
  ///
  /// Throws `FileError` if the system reports a failure.
  package func synchronize() throws {
    guard FileCalls.system.sync(descriptor) == 0 else {
      throw FileError(path: path, doing: "cannot be synchronised")
    }
  }

  /// Takes back all but the first bytes.
  ///
  /// Throws `FileError` if there are fewer.
  package func cut(to length: Int) throws {
    guard length <= self.length else {
      throw FileError(
        path: path, expected: "at least the \(length) bytes that it had at the checkpoint",
        found: "\(self.length)")
    }
    guard ftruncate(descriptor, off_t(length)) == 0 else {
      throw FileError(path: path, doing: "cannot be cut back")
    }
    count.withLock { $0 = length }
  }

  /// Removes a last line that was cut off by a failure.
  ///
  /// Throws `FileError` if that cannot be done.
  package func cutToWholeLines() throws {
    let whole = try lengthOfWholeLines()
    if whole < length { try cut(to: whole) }
  }

  private func lengthOfWholeLines() throws -> Int {
    let reader = try FileReader(path: path, kind: .regular)
    var end = reader.size ?? 0
    while end > 0 {
      let start = max(0, end - (1 << 16))
      // Safe: the buffer has the length that is asked for.
      let piece = try [UInt8](unsafeUninitializedCapacity: end - start) { buffer, count in
        try reader.read(
          into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: end - start), at: start)
        count = end - start
      }
      if let place = piece.lastIndex(of: UInt8(ascii: "\n")) { return start + place + 1 }
      end = start
    }
    return 0
  }
}

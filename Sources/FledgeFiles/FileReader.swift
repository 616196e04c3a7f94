import FledgeBasics

/// An open file, read in order or at positions. The file is closed with the last reference.
package final class FileReader: Sendable {
  /// Which files will do.
  package enum Kind: Sendable {
    /// Whatever can be read from the beginning to the end: pipes and devices too. To open a named pipe is to wait for
    /// its writer.
    case any
    /// Only a regular file, which can also be read at positions; anything else is refused at once.
    case regular

    /// What a file of data may be: one of the process's own pipes, such as /dev/stdin, or a device will do, but another pipe might wait
    /// for its writer for ever.
    package static func data(at path: String) -> Kind { path.hasPrefix("/dev/") ? .any : .regular }
  }

  /// The name the file was opened by.
  package let path: String
  /// The size in bytes when the file was opened; `nil` for a pipe or a device.
  package let size: Int?
  private let descriptor: Int32
  private let closesDescriptor: Bool

  /// Opens a file for reading.
  ///
  /// Throws `FileError` if there is none, it is a directory, it may not be read, or it is not of this `kind`.
  package init(path: String, kind: Kind = .any) throws {
    guard !path.utf8.contains(0) else {
      throw FileError(path: path, found: "the path contains a zero byte")
    }
    let waiting = kind == .regular ? O_NONBLOCK : 0
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | waiting)
    guard descriptor >= 0 else { throw FileError(path: path) }
    do {
      self.size = try FileReader.size(of: descriptor, path: path, kind: kind)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
    self.closesDescriptor = true
  }

  /// Takes over a file that is open, of so many bytes; errors call it `path`.
  init(descriptor: Int32, path: String, size: Int) {
    (self.descriptor, self.path, self.size) = (descriptor, path, size)
    closesDescriptor = true
  }

  private init(standardInput path: String) {
    self.path = path
    self.size = nil
    self.descriptor = STDIN_FILENO
    self.closesDescriptor = false
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  /// The process's standard input; errors call it "standard input".
  package static func standardInput() -> FileReader { FileReader(standardInput: "standard input") }

  private static func size(of descriptor: Int32, path: String, kind: Kind) throws -> Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return Int(status.st_size)
    case S_IFDIR: throw FileError(path: path, code: EISDIR)
    default:
      guard kind == .any else {
        throw FileError(path: path, expected: "a regular file", found: "a pipe or a device")
      }
      return nil
    }
  }

  /// Reads on from where the last call ended; returns the number of bytes, fewer than asked for only at the
  /// end of the file.
  ///
  /// Throws `FileError` if the system reports a failure.
  // Safe: the buffer outlives the call that reads or fills it, and its length goes with it.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try fill(buffer) { target, count, _ in systemRead(descriptor, target, count) }
  }

  /// Reads what is there already, at least one byte, and waits only while there is nothing; 0 at the end of the file.
  /// Who reads a pipe line by line gets each line when it is written.
  ///
  /// Throws `FileError` if the system reports a failure.
  package func readAvailable(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let target = buffer.baseAddress, !buffer.isEmpty else { return 0 }
    while true {
      let count = systemRead(descriptor, target, min(buffer.count, 1 << 30))
      if count >= 0 { return count }
      guard errno == EINTR else { throw FileError(path: path) }
    }
  }

  /// Fills the buffer with the bytes that start `offset` bytes into the file, wherever other calls read.
  ///
  /// Throws `FileError` if the file ends earlier, or the system reports a failure.
  // Safe: the buffer outlives the call that fills it, and its length goes with it.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    let count = try fill(buffer) { target, count, done in
      pread(descriptor, target, count, off_t(offset + done))
    }
    guard count == buffer.count else {
      throw FileError(
        path: path, place: "byte \(offset + count)", expected: "\(buffer.count - count) more bytes",
        found: "the end of the file")
    }
  }

  // Safe: the buffer outlives the call that reads or fills it, and its length goes with it.
  private func fill(
    _ buffer: UnsafeMutableRawBufferPointer,
    reading: (UnsafeMutableRawPointer, Int, Int) -> Int
  ) throws -> Int {
    var done = 0
    while done < buffer.count {
      // One call takes at most 2 GiB on some systems.
      let count = reading(buffer.baseAddress! + done, min(buffer.count - done, 1 << 30), done)
      if count == 0 { break }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw FileError(path: path)
      }
    }
    return done
  }
}

// Inside the class the method of the same name hides the system's.
// Safe: the system writes no more bytes than the number says, for which the callers have room.
private func systemRead(_ descriptor: Int32, _ target: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, target, count)
}

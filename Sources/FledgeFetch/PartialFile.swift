import FledgeBasics
import FledgeFiles

/// A file that is being downloaded: it grows at its end, and one process at a time may write it.
final class PartialFile {
  /// Where it stands.
  let path: String
  /// The number of bytes.
  private(set) var count: Int
  private let descriptor: Int32

  /// Opens the file, which may be there already.
  ///
  /// Throws `FileError` if it cannot be written or another process writes it.
  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, doing: "cannot be written") }
    count = 0
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw FileError(path: path, found: "another process is downloading this file")
    }
    count = Int(max(lseek(descriptor, 0, SEEK_END), 0))
  }

  deinit { close(descriptor) }

  /// Writes bytes at the end.
  func append(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let written = write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if written > 0 {
        done += written
        count += written
      } else if written == 0 || errno != EINTR {
        throw FileError(path: path, doing: "cannot be written", code: written == 0 ? ENOSPC : errno)
      }
    }
  }

  /// Throws away what is there.
  func empty() throws {
    guard ftruncate(descriptor, 0) == 0 else { throw FileError(path: path, doing: "cannot be emptied") }
    count = 0
  }

  /// Takes the file out of its directory.
  func remove() { unlink(path) }
}

extension PartialFile {
  /// Hands all bytes over.
  func copy(to writer: FileWriter) throws {
    let reader = try FileReader(path: path)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try chunk.withUnsafeMutableBytes { try reader.read(into: $0) }
      try chunk.withUnsafeBytes { try writer.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      if count < chunk.count { return }
    }
  }
}

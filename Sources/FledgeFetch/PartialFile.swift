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
  /// Throws `FileError` if it cannot be written, another process writes it, or something else stands under its name: a
  /// link planted there would have another file overwritten.
  init(path: String) throws {
    self.path = path
    descriptor = try PartialFile.open(path)
    count = 0
    try check()
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw FileError(path: path, found: "another process is downloading this file")
    }
    count = Int(max(lseek(descriptor, 0, SEEK_END), 0))
  }

  deinit { close(descriptor) }

  private static func open(_ path: String) throws -> Int32 {
    let flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    var found = systemOpen(path, flags)
    if found < 0, errno == ENOENT { found = systemOpen(path, flags | O_CREAT | O_EXCL) }
    if found >= 0 { return found }
    if errno == ELOOP { throw PartialFile.foreign(path, "a symbolic link") }
    throw FileError(path: path, doing: "cannot be written")
  }

  private func check() throws {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: path, doing: "cannot be written") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw PartialFile.foreign(path, "a pipe or a device") }
    guard status.st_uid == geteuid() else { throw PartialFile.foreign(path, "a file of another user") }
    // One name is gone already where another process has just finished with the file.
    guard status.st_nlink <= 1 else { throw PartialFile.foreign(path, "a file with other names too") }
  }

  private static func foreign(_ path: String, _ found: String) -> FileError {
    FileError(path: path, expected: "the beginning of a download, or nothing", found: found)
  }

  /// Writes bytes at the end.
  // Safe: the pointer is used within the call alone, by code that the transfer waits for.
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
    let reader = try FileReader(path: path, kind: .regular)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      // Safe: the array is held while it is filled.
      let count = try chunk.withUnsafeMutableBytes { try reader.read(into: $0) }
      // Safe: the pointer is used within the call alone, by code that the transfer waits for.
      try chunk.withUnsafeBytes { try writer.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      if count < chunk.count { return }
    }
  }
}

// Inside the class the method of the same name hides the system's.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o644) }

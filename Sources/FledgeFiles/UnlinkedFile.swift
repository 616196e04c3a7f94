import FledgeBasics

/// A file without a name: bytes that are too many for the memory, for as long as this process needs them.
///
/// Its name is removed as soon as it is open, so the system takes the bytes back when the last reference goes, and when the process
/// is killed, too.
package final class UnlinkedFile {
  /// The number of bytes written so far.
  package private(set) var size = 0
  private let directory: String
  private let descriptor: Int32
  private var isOwned = true

  /// Where such files go unless TMPDIR says otherwise: /tmp is often in memory, /var/tmp never is.
  package static var standardDirectory: String {
    guard let name = getenv("TMPDIR") else { return "/var/tmp" }
    // Safe: the text of the environment is copied at once.
    let directory = String(cString: name)
    return directory.isEmpty ? "/var/tmp" : directory
  }

  /// Opens an empty file in a directory.
  ///
  /// Throws `FileError` if none can be made there.
  package init(in directory: String = UnlinkedFile.standardDirectory) throws {
    guard !directory.utf8.contains(0) else {
      throw FileError(path: directory, found: "the path contains a zero byte")
    }
    var generator = SystemRandomNumberGenerator()
    let name = directory + "/.fledge-" + String(generator.next() as UInt64, radix: 36) + ".rows"
    let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(path: directory, doing: "no file can be made there") }
    unlink(name)
    (self.directory, self.descriptor) = (directory, descriptor)
  }

  deinit { if isOwned { close(descriptor) } }

  /// Appends the bytes.
  ///
  /// Throws `FileError` if the system does not take them all: the disk is full, for one.
  // Safe: the buffer outlives the call that reads it, and its length goes with it.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      // One call takes at most 2 GiB on some systems.
      let count = systemWrite(descriptor, bytes.baseAddress! + done, min(bytes.count - done, 1 << 30))
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw FileError(
          path: directory, doing: "the rows cannot be written there", code: count == 0 ? ENOSPC : errno)
      }
    }
    size += done
  }

  /// What was written, to read it at positions; nothing is written any more.
  package func finish() -> FileReader {
    isOwned = false
    return FileReader(descriptor: descriptor, path: directory, size: size)
  }

  /// Throws `FileError` unless so many bytes are free in a directory, for what `purpose` says.
  package static func expectRoom(for bytes: Int, in directory: String, purpose: String) throws {
    var status = statvfs()
    guard statvfs(directory, &status) == 0 else { throw FileError(path: directory) }
    let free = Double(status.f_bavail) * Double(status.f_frsize)
    guard Double(bytes) > free else { return }
    throw FileError(
      path: directory,
      expected: "\(NumberText.bytes(Double(bytes))) for \(purpose) (TMPDIR names another directory)",
      found: "\(NumberText.bytes(free)) free")
  }
}

// Inside the class the method of the same name hides the system's.
// Safe: the buffer outlives the call that reads it, and its length goes with it.
private func systemWrite(_ descriptor: Int32, _ source: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, source, count)
}

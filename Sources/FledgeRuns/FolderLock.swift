import FledgeBasics
import FledgeFiles

/// A lock on a folder, for as long as the value lives or its process does.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Throws `FileError` if another process has it, in the words of `what` the folder is of. A file system without locks grants every one.
  init(_ path: String, what: String = "run") throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      close(descriptor)
      throw FileError(path: path, found: "another process is at work on this \(what)")
    }
  }

  deinit { close(descriptor) }

  /// Whether a process has the lock of the folder.
  static func isHeld(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}

import FledgeBasics

/// The file that an atomic write fills: a new one in the target's directory, locked for as long as its writer lives.
///
/// A writer that is killed leaves the file behind, but the system takes its lock away. That is how the next write into
/// the directory knows an abandoned file from one that is in use.
package struct TemporaryFile {
  /// The file, open for writing.
  let descriptor: Int32
  let path: String

  private static let (prefix, suffix) = (".fledge-", ".tmp")

  /// Makes the file in `directory`, which ends in a slash. `mode` is that of the file to be replaced.
  ///
  /// Throws what `failure` makes of the system's error number.
  init(in directory: String, mode: mode_t?, failure: (Int32) -> FileError) throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      // The name does not grow with the target's, which may be as long as the system allows.
      let path = directory + Self.prefix + String(generator.next() as UInt64, radix: 36) + Self.suffix
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode == nil ? 0o666 : 0o600)
      if descriptor < 0 {
        guard errno == EEXIST else { throw failure(errno) }
        continue
      }
      if Self.lock(descriptor) {
        if let mode { fchmod(descriptor, mode) }
        (self.descriptor, self.path) = (descriptor, path)
        return
      }
      // Another write found the file before it was locked, and took it for an abandoned one.
      close(descriptor)
    }
    throw failure(EEXIST)
  }

  /// Removes the temporary files in `directory`, which ends in a slash, whose writers are gone.
  package static func removeAbandoned(in directory: String) {
    guard let stream = opendir(directory) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      removeIfAbandoned(String(cString: Folder.name(of: entry)), in: directory)
    }
  }

  private static func removeIfAbandoned(_ name: String, in directory: String) {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return }
    let descriptor = open(directory + name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    // A file system without locks keeps what is abandoned rather than lose what is in use.
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(directory + name) }
  }

  /// Whether the file is this writer's now, and still has its name.
  private static func lock(_ descriptor: Int32) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_nlink > 0
  }
}

import FledgeBasics

/// Files that are replaced as a whole or not at all.
///
/// The new content goes to a temporary file in the same directory, which is synchronised with the disk and then
/// renamed over the old file; the directory is synchronised last. A program that opens the path at any time, also after
/// a power failure, finds the old file or the new one. If anything fails the temporary file is removed, and one whose
/// writer was killed by the next write into that directory (`TemporaryFile`). A new file gets the mode that the
/// process's umask leaves, a replaced one keeps its mode. A symbolic link stays; the file it names is replaced.
package enum AtomicFile {
  /// Writes a file; `body` hands its content to the writer.
  ///
  /// Throws what `body` throws, or `FileError` if the file cannot be written. The old file then is as it was.
  package static func write(
    to path: String, calls: FileCalls = .system, _ body: (FileWriter) throws -> Void
  ) throws {
    let target = try AtomicTarget(path)
    let temporary = try target.openTemporary()
    // Open until it has its name: with the descriptor the lock would go that keeps the file from being removed.
    defer { close(temporary.descriptor) }
    do {
      try body(FileWriter(path: path, descriptor: temporary.descriptor, calls: calls))
      guard calls.sync(temporary.descriptor) == 0, isStored(temporary.descriptor) else {
        throw FileError(path: path, doing: "cannot be written")
      }
      guard calls.rename(temporary.path, target.path) == 0 else {
        throw FileError(path: path, doing: "cannot be replaced")
      }
    } catch {
      unlink(temporary.path)
      throw error
    }
    try target.syncDirectory(calls: calls)
  }

  /// Writes a file with these bytes. See `write(to:calls:_:)`.
  package static func write(_ bytes: [UInt8], to path: String, calls: FileCalls = .system) throws {
    try write(to: path, calls: calls) { try $0.write(bytes) }
  }

  /// Finds out whether `write` could start: asked before long work whose result is to be saved.
  ///
  /// Throws `FileError` if not: the directory is missing or takes no files, the target is a directory or may not be
  /// written. Leaves nothing behind.
  package static func checkWritable(_ path: String) throws {
    let temporary = try AtomicTarget(path).openTemporary()
    unlink(temporary.path)
    close(temporary.descriptor)
  }

  /// Whether writes to both paths would replace one file, however the paths are spelled and linked.
  ///
  /// Throws `FileError` if one of them is no path to write to.
  package static func isSame(_ path: String, as other: String) throws -> Bool {
    try AtomicTarget(path).isSame(as: AtomicTarget(other))
  }

  /// Network file systems report what they could not store when a descriptor is closed, a copy too.
  private static func isStored(_ descriptor: Int32) -> Bool {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    return copy < 0 || close(copy) == 0
  }
}

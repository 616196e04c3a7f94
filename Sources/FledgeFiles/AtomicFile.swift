import FledgeBasics

/// Files that are replaced as a whole or not at all.
///
/// The new content goes to a temporary file in the same directory, which is synchronised with the disk and then
/// renamed over the old file; the directory is synchronised last. Whoever opens the path at any time, also after a
/// power failure, finds the old file or the new one. If anything fails the temporary file is removed. A new file gets the mode that the
/// process's umask leaves, a replaced one keeps its mode. A symbolic link stays; the file it names is replaced.
package enum AtomicFile {
  /// Writes a file; `body` hands its content to the writer.
  ///
  /// Throws what `body` throws, or `FileError` if the file cannot be written. The old file then is as it was.
  package static func write(
    to path: String, calls: FileCalls = .system, _ body: (FileWriter) throws -> Void
  ) throws {
    let target = try AtomicTarget(path)
    let (descriptor, temporary) = try target.openTemporary()
    var isOpen = true
    do {
      try body(FileWriter(path: path, descriptor: descriptor, calls: calls))
      guard calls.sync(descriptor) == 0 else { throw FileError(path: path, doing: "cannot be written") }
      isOpen = false
      // Network file systems report here what they could not store.
      guard close(descriptor) == 0 else { throw FileError(path: path, doing: "cannot be written") }
      guard calls.rename(temporary, target.path) == 0 else {
        throw FileError(path: path, doing: "cannot be replaced")
      }
    } catch {
      if isOpen { close(descriptor) }
      unlink(temporary)
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
    let (descriptor, temporary) = try AtomicTarget(path).openTemporary()
    close(descriptor)
    unlink(temporary)
  }
}

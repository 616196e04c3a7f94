import FledgeBasics

/// Where an atomic write will end: the path behind all symbolic links, and the mode of the file that stands there.
struct AtomicTarget {
  /// The path as the user named it, for errors.
  private let name: String
  /// The path of the file itself.
  let path: String
  /// The mode of the file to replace; `nil` if there is none.
  private let mode: mode_t?

  /// Throws `FileError` if something other than a writable regular file stands there.
  init(_ name: String) throws {
    guard !name.utf8.contains(0) else {
      throw FileError(path: name, found: "the path contains a zero byte")
    }
    guard !name.isEmpty else { throw FileError(path: name, expected: "a file name", found: "an empty one") }
    let path = try AtomicTarget.followingLinks(name)
    var status = stat()
    if stat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: throw FileError(path: name, code: EISDIR)
      default: throw FileError(path: name, expected: "a regular file", found: "a pipe or a device")
      }
      guard access(path, W_OK) == 0 else { throw FileError(path: name, doing: "cannot be written") }
      mode = status.st_mode & 0o777
    } else if errno == ENOENT {
      guard path.utf8.last != UInt8(ascii: "/") else {
        throw FileError(path: name, expected: "a file name", found: "the name of a directory")
      }
      mode = nil
    } else {
      throw FileError(path: name)
    }
    self.name = name
    self.path = path
  }

  /// A new file beside the target, open for writing; those that killed writers left there are removed.
  func openTemporary() throws -> TemporaryFile {
    TemporaryFile.removeAbandoned(in: directory)
    return try TemporaryFile(in: directory, mode: mode, failure: directoryError)
  }

  /// Makes the renaming durable.
  func syncDirectory(calls: FileCalls) throws {
    let descriptor = open(directory, O_RDONLY | O_CLOEXEC)
    // A directory that may be written but not read cannot be synchronised.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Some file systems do not synchronise directories at all, and say so with EINVAL.
    guard calls.sync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw FileError(path: name, doing: "its directory cannot be synchronised")
    }
  }

  private var directory: String {
    let directory = AtomicTarget.directory(of: path)
    return directory.isEmpty ? "./" : directory
  }

  /// Everything up to the last slash, which is included.
  private static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[...slash])
  }

  private func directoryError(_ code: Int32) -> FileError {
    if code == EEXIST { return FileError(path: name, code: code) }
    guard code == ENOENT else {
      return FileError(path: name, doing: "no file can be made in \(directory.printable)", code: code)
    }
    return FileError(path: name, found: "there is no directory \(directory.printable)")
  }

  /// Whether both are one entry of one directory, so that the later write would replace the earlier one.
  func isSame(as other: AtomicTarget) -> Bool {
    let names = [path, other.path].map { $0.split(separator: "/").last }
    guard names[0] == names[1] else { return false }
    var (one, two) = (stat(), stat())
    return stat(directory, &one) == 0 && stat(other.directory, &two) == 0
      && one.st_dev == two.st_dev && one.st_ino == two.st_ino
  }

  private static func followingLinks(_ name: String) throws -> String {
    var path = name
    for _ in 0..<40 {
      let length = 4096
      // Safe: the system writes at most the length that the buffer has.
      let link = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
        count = buffer.withMemoryRebound(to: CChar.self) { max(0, readlink(path, $0.baseAddress!, length)) }
      }
      // Anything but a link, a missing file among it, reads as no link.
      guard !link.isEmpty else { return path }
      guard let next = String(validating: link, as: UTF8.self) else {
        throw FileError(path: name, found: "is a symbolic link to a name that is not UTF-8")
      }
      path = next.utf8.first == UInt8(ascii: "/") ? next : directory(of: path) + next
    }
    throw FileError(path: name, code: ELOOP)
  }
}

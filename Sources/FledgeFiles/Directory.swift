import FledgeBasics

/// Directories.
package enum Directory {
  /// Makes the directory and those that it stands in, where they are missing.
  ///
  /// Throws `FileError` if that is not possible.
  package static func make(_ path: String) throws {
    if File.isDirectory(path) { return }
    if let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex {
      try make(String(path[..<slash]))
    }
    if mkdir(path, 0o777) == 0 { return }
    let code = errno
    // Another process may have been quicker.
    if File.isDirectory(path) { return }
    guard code != EEXIST else {
      throw FileError(path: path, expected: "a directory", found: "something else")
    }
    throw FileError(path: path, doing: "cannot be made", code: code)
  }

  /// Whether files can be made in the directory, which is made where it is missing.
  package static func isUsable(_ path: String) -> Bool {
    (try? make(path)) != nil && access(path, W_OK | X_OK) == 0
  }
}

import FledgeBasics

/// What stands in a directory.
package enum Folder {
  /// One entry of a directory.
  package struct Entry: Sendable, Equatable {
    /// What an entry is, or what a symbolic link leads to.
    package enum Kind: Sendable { case file, directory, other }

    /// The name of the entry alone.
    package let name: String
    package let kind: Kind

    /// Whether programs that list files leave it out.
    package var isHidden: Bool { name.first == "." }
  }

  /// All entries but the directory itself and the one above it, by their names in the order of Unicode's code points. Links
  /// are followed; one that leads nowhere is neither a file nor a directory.
  ///
  /// Throws `FileError` if there is no such directory, it may not be read, or a name is not UTF-8.
  package static func entries(of path: String) throws -> [Entry] {
    guard let stream = opendir(path) else { throw FileError(path: path) }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while let entry = readdir(stream) {
      let characters = name(of: entry)
      guard let name = String(validatingCString: characters) else {
        throw FileError(
          path: path, expected: "names of files in UTF-8", found: String(cString: characters).quoted)
      }
      if name == "." || name == ".." { continue }
      entries.append(Entry(name: name, kind: kind(of: path + "/" + name, entry.pointee.d_type)))
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The first few names and how many more there are, for a message; "nothing" for none.
  package static func summary(of names: [String]) -> String {
    guard !names.isEmpty else { return "nothing" }
    let shown = 5
    let list = names.prefix(shown).map(\.printable).joined(separator: ", ")
    return names.count > shown ? "\(list) and \(names.count - shown) more" : list
  }

  /// The name of an entry that was just read.
  // Safe: a name ends in a zero, within the entry, which stays until the next is read. The array that it is declared with may
  // be longer than the entry and cannot be copied.
  static func name(of entry: UnsafeMutablePointer<dirent>) -> UnsafePointer<CChar> {
    let field = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
    return field.assumingMemoryBound(to: CChar.self)
  }

  private static func kind(of path: String, _ type: UInt8) -> Entry.Kind {
    if type == UInt8(DT_REG) { return .file }
    if type == UInt8(DT_DIR) { return .directory }
    // A link, or a file system that does not say.
    var status = stat()
    guard stat(path, &status) == 0 else { return .other }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    default: .other
    }
  }
}

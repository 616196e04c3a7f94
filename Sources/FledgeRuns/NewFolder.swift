import FledgeBasics
import FledgeFiles

/// New folders for what is kept, each under a name that no other has.
enum NewFolder {
  /// Makes the folder `name` in `parent`, which is made, too; gives its path. `what` is to be kept there.
  ///
  /// Throws `FileError` if the name is taken, or is none, or nothing can be made there.
  static func named(_ name: String, in parent: String, what: String) throws -> String {
    try RunName.check(name, what: what)
    try make(parent, mayExist: true)
    let path = RunName.path(name, in: parent)
    guard try make(path, mayExist: false) else {
      throw FileError(path: path, expected: "a new name for \(what)", found: "one that is taken")
    }
    return path
  }

  /// The same with the first free number behind `base`: `iris-1`, `iris-2`, ….
  static func counted(_ base: String, in parent: String, what: String) throws -> String {
    try RunName.check(base, what: what)
    try make(parent, mayExist: true)
    let taken = Set(try Folder.entries(of: parent).map(\.name))
    var number = 1
    while true {
      let name = "\(base)-\(number)"
      // Another process may take the name first.
      let path = RunName.path(name, in: parent)
      if !taken.contains(name), try make(path, mayExist: false) { return path }
      number += 1
    }
  }

  /// Makes a folder; gives whether it is new. Throws `FileError` if it cannot be made.
  @discardableResult
  static func make(_ path: String, mayExist: Bool) throws -> Bool {
    if mkdir(path, 0o777) == 0 { return true }
    guard errno == EEXIST, !mayExist || File.isDirectory(path) else {
      throw FileError(path: path, doing: "cannot be made")
    }
    return false
  }
}

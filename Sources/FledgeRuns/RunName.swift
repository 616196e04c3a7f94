import FledgeFiles

/// What a run may be called: the name of a folder that is not hidden.
package enum RunName {
  /// Throws `FileError` for a name with a slash, a zero byte or a point in front, or none; `what` would be called so.
  static func check(_ name: String, what: String) throws {
    guard !name.isEmpty, !name.hasPrefix("."), !name.utf8.contains(0), !name.contains("/"),
      name.utf8.count <= 200
    else {
      throw FileError(
        path: name, expected: "a name for \(what), without '/' and not beginning with '.'", found: name.quoted
      )
    }
  }

  static func path(_ name: String, in parent: String) -> String {
    parent.hasSuffix("/") ? parent + name : "\(parent)/\(name)"
  }

  package static func last(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

import FledgeBasics
import FledgeFiles

/// What a folder of pictures holds beside its pictures, and what is therefore not read.
public struct SkippedFiles: Sendable, Equatable, CustomStringConvertible {
  /// Files of one kind.
  public struct Kind: Sendable, Equatable {
    /// How many there are.
    public internal(set) var count = 0
    /// The first of them.
    public let example: String
  }

  /// Files and folders whose names start with a point, and those that an archive of macOS brings.
  public internal(set) var hidden = 0
  /// Files beside the class folders.
  public internal(set) var besideClasses: Kind?
  /// What in class folders is no picture of a format that can be read, by what it is.
  public internal(set) var others: [String: Kind] = [:]

  /// The number of all.
  public var count: Int { hidden + (besideClasses?.count ?? 0) + others.values.reduce(0) { $0 + $1.count } }

  /// For people, one line: `2 hidden, 1 beside the class folders (notes.txt), 3 GIF (cats/a.gif, …)`. Empty if there is nothing.
  public var description: String {
    var parts = hidden > 0 ? ["\(NumberText.grouped(hidden)) hidden"] : []
    let kinds = others.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    for (name, kind) in (besideClasses.map { [("beside the class folders", $0)] } ?? []) + kinds {
      let more = kind.count > 1 ? ", …" : ""
      parts.append("\(NumberText.grouped(kind.count)) \(name) (\(kind.example.printable)\(more))")
    }
    return parts.joined(separator: ", ")
  }

  mutating func addBesideClasses(_ path: String) {
    besideClasses = besideClasses ?? Kind(example: path)
    besideClasses?.count += 1
  }

  mutating func add(_ kind: String, _ path: String) {
    others[kind, default: Kind(example: path)].count += 1
  }
}

import FledgeBasics
import FledgeFiles

/// Where the parts of a folder of pictures stand.
struct FolderLayout {
  private(set) var train: String
  private(set) var validation: String?
  private(set) var test: String?
  private(set) var skipped = SkippedFiles()
  private let path: String

  private enum Part { case train, validation, test }

  private static let parts: [String: Part] = [
    "train": .train, "training": .train, "val": .validation, "valid": .validation, "validation": .validation,
    "test": .test, "testing": .test,
  ]

  init(_ path: String) throws {
    self.path = path
    let all = try Folder.entries(of: path)
    let entries = all.filter { !$0.isHiddenAmongPictures }
    let folders = entries.filter { $0.kind == .directory }.map(\.name)
    guard !folders.isEmpty else {
      throw FileError(
        path: path, expected: "class folders, each with the pictures of one class",
        found: entries.isEmpty
          ? "an empty folder" : "\(NumberText.count(entries.count, "file")) and no folder")
    }
    train = path
    var found: [Part: String] = [:]
    for folder in folders {
      // A folder of any other name is a class, and then the others are, too.
      guard let part = Self.parts[folder.lowercased()] else { return }
      if let other = found.updateValue(folder, forKey: part) {
        throw FileError(path: path, expected: "one part of each kind", found: "\(other) and \(folder)")
      }
    }
    guard let folder = found[.train] else {
      throw FileError(
        path: path, expected: "a folder train beside \(folders.joined(separator: " and "))", found: "none")
    }
    // A folder with pictures and no folders is a class, whatever its name.
    guard try Folder.entries(of: path + "/" + folder).contains(where: { $0.kind == .directory }) else {
      return
    }
    skipped.hidden = all.count - entries.count
    for entry in entries where entry.kind != .directory { skipped.addBesideClasses(path + "/" + entry.name) }
    train = path + "/" + folder
    (validation, test) = (found[.validation].map { path + "/" + $0 }, found[.test].map { path + "/" + $0 })
  }

  /// What is wrong with a folder of one class folder: that often stands around the class folders.
  func oneClass(_ name: String) -> FileError {
    let inner = train + "/" + name
    let holdsFolders = (try? Folder.entries(of: inner).contains { $0.kind == .directory }) ?? false
    return FileError(
      path: train, expected: "two class folders or more",
      found: "only \(name.printable)" + (holdsFolders ? "; did you mean \(inner.printable)?" : ""))
  }
}

extension Folder.Entry {
  /// Whether the entry is left out: it is hidden, or the folder in which archives of macOS keep what belongs to its files.
  var isHiddenAmongPictures: Bool { isHidden || name == "__MACOSX" }
}

import FledgeBasics
import FledgeFiles

/// Looks through the class folders of a folder's parts.
struct FolderScan {
  private let options: PictureOptions
  private(set) var skipped: SkippedFiles

  init(_ options: PictureOptions, skipped: SkippedFiles) {
    (self.options, self.skipped) = (options, skipped)
  }

  /// A file that may be a picture of a class.
  private struct Candidate: Sendable {
    let path: String
    let label: Int
  }

  /// The names of the class folders in a folder, at least one.
  func classes(in path: String) throws -> [String] {
    let entries = try Folder.entries(of: path)
    let folders = entries.filter { $0.kind == .directory && !$0.isHiddenAmongPictures }.map(\.name)
    guard !folders.isEmpty else {
      throw FileError(
        path: path, expected: "class folders, each with the pictures of one class", found: "no folder")
    }
    return folders
  }

  /// The pictures of a part, whose classes are among `classNames`, or all of them.
  mutating func part(_ path: String, classNames: [String], needsAll: Bool) throws -> PicturePart {
    var candidates: [Candidate] = []
    for entry in try visible(in: path) {
      let place = path + "/" + entry.name
      guard entry.kind == .directory else {
        skipped.addBesideClasses(place)
        continue
      }
      guard let label = classNames.firstIndex(of: entry.name) else {
        throw FileError(path: place, expected: "a class of the training part", found: "another one")
      }
      candidates += try files(in: place).map { Candidate(path: $0, label: label) }
    }
    let part = PicturePart(path: path, entries: try pictures(among: candidates))
    let counts = part.counts(classes: classNames.count)
    if let empty = counts.firstIndex(of: 0), needsAll || part.count == 0 {
      throw FileError(
        path: needsAll ? path + "/" + classNames[empty] : path, expected: "pictures",
        found: skipped.count == 0 ? "none" : "none; left out were \(skipped)")
    }
    return part
  }

  private mutating func visible(in path: String) throws -> [Folder.Entry] {
    let entries = try Folder.entries(of: path)
    let visible = entries.filter { !$0.isHiddenAmongPictures }
    skipped.hidden += entries.count - visible.count
    return visible
  }

  /// The files of a class.
  private mutating func files(in path: String) throws -> [String] {
    let entries = try visible(in: path)
    return try entries.compactMap { entry in
      let place = path + "/" + entry.name
      switch entry.kind {
      case .file: return place
      case .directory:
        throw FileError(
          path: place, expected: "the pictures of a class and no folders in its folder", found: "a folder")
      case .other:
        skipped.add("no regular file", place)
        return nil
      }
    }
  }

  private mutating func pictures(among files: [Candidate]) throws -> [PictureEntry] {
    let found = Locked([PictureFile.Content?](repeating: nil, count: files.count))
    try forEachInParallel(files.count, grain: 16) { [options] index in
      let content = try PictureFile.content(of: files[index].path, options)
      found.withLock { $0[index] = content }
    }
    var entries: [PictureEntry] = []
    var misnamed = SkippedFiles()
    for (file, content) in zip(files, found.withLock { $0 }) {
      switch content! {
      case .picture(let header):
        entries.append(
          PictureEntry(path: file.path, label: file.label, format: header.format, size: header.size))
      case .other(let kind):
        if PictureFormat.isName(file.path) { misnamed.add(kind.description, file.path) }
        skipped.add(kind.description, file.path)
      }
    }
    if let (kind, files) = misnamed.others.min(by: { $0.value.example < $1.value.example }) {
      let more = misnamed.count - 1
      throw FileError(
        path: files.example, expected: "a picture, as the name of the file says",
        found: kind
          + (more > 0 ? "; \(NumberText.count(more, "further file")) of such names are none, too" : ""))
    }
    return entries
  }
}

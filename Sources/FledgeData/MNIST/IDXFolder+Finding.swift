import FledgeFiles

extension IDXFolder {
  /// Where the files of these parts stand: in the directory `path`, in a folder of torchvision's below it, or, where several data
  /// sets stand in one directory, those whose names begin with the last word of `path`.
  ///
  /// `others` are the names of further files that were looked for.
  ///
  /// Throws `FileError` if files are missing, with what is there instead, or if there are several data sets.
  static func find(
    _ parts: [MNIST.Part], in path: String, isStandard: Bool = false, others: [String] = []
  ) throws -> [IDXFiles] {
    let sets = File.isDirectory(path) ? IDXFolder(path).sets : sets(namedBy: path)
    let complete = sets.filter { $0.missing(parts).isEmpty }
    guard let set = complete.first(where: { $0.path == path }) ?? complete.first else {
      throw missing(sets.max { $0.count < $1.count }, parts, path, isStandard: isStandard, others)
    }
    guard complete.count == 1 || set.path == path else {
      throw FileError(
        path: path, expected: "one data set; name it as in \(set.path.printable)",
        found: "\(complete.count): \(complete.map(\.path.printable).joined(separator: ", "))")
    }
    return parts.map { set.files($0)! }
  }

  /// Whether any file of a data set stands there.
  static func holdsSets(_ path: String) -> Bool {
    (File.isDirectory(path) ? IDXFolder(path).sets : sets(namedBy: path)).contains { $0.count > 0 }
  }

  /// The sets for which a path stands that ends with their prefix.
  private static func sets(namedBy path: String) -> [Set] {
    guard let slash = path.lastIndex(of: "/") else { return IDXFolder(".").sets.filter { $0.prefix == path } }
    let directory = slash == path.startIndex ? "/" : String(path[..<slash])
    let prefix = path[path.index(after: slash)...]
    return IDXFolder(directory).sets.filter { !prefix.isEmpty && $0.prefix == prefix }
  }

  private static func missing(
    _ set: Set?, _ parts: [MNIST.Part], _ path: String, isStandard: Bool, _ others: [String]
  ) -> FileError {
    let set = set ?? Set(directory: path, prefix: "")
    var text = "no \(set.missing(parts).joined(separator: ", no ")) (plain or .gz)"
    if set.count == 0 { text += others.map { ", no \($0)" }.joined() }
    if set.count == 0, !isStandard {
      if File.isDirectory(path) {
        text += "; there is " + Folder.summary(of: ((try? Folder.entries(of: path)) ?? []).map(\.name))
      } else {
        text += File.exists(path) ? "; it is no directory" : "; there is no such directory"
      }
    }
    // What a file stands in the way of, or a set with names of its own, no download completes.
    if set.prefix.isEmpty, !File.exists(path) || File.isDirectory(path),
      let word = isStandard ? "" : path.shellWord
    {
      let into = isStandard ? "" : " --into \(word)"
      text += "; \"fledge data fetch mnist\(into)\" downloads MNIST"
    }
    return FileError(path: path, found: text)
  }
}

import FledgeFiles

/// A folder of pictures, as it is found by looking: every class is a folder of its own in it, with the pictures of that class.
///
/// ```text
/// flowers/daisy/1.jpg            flowers/train/daisy/1.jpg
/// flowers/daisy/2.png            flowers/train/rose/2.png
/// flowers/rose/1.jpg             flowers/test/daisy/3.jpg
/// ```
///
/// On the right the folder is in parts. A part is called `train` or `training`, `val`, `valid` or `validation`, `test` or
/// `testing`; there are parts if every folder has such a name and one is to train on, so that a class may be called `train` beside others.
///
/// The classes are the folders' names in the order of Unicode's code points, as torchvision's ImageFolder has them: 10 stands before 2. What
/// a file is, is told by its content and not by its name. Files in a class folder that are no pictures are left out and counted
/// (`skipped`), unless their names say that they are pictures.
public struct PictureFolder: Sendable, Equatable {
  /// The folder.
  public let path: String
  /// What the classes are called, in the order of their numbers.
  public let classNames: [String]
  /// The pictures to train on: all, if the folder is not in parts.
  public let train: PicturePart
  /// The pictures to choose by, if the folder has such a part.
  public private(set) var validation: PicturePart?
  /// The pictures to test with, if the folder has such a part.
  public private(set) var test: PicturePart?
  /// What is there beside pictures.
  public let skipped: SkippedFiles

  /// Looks into a folder; the pictures' headers are read and nothing is decoded.
  ///
  /// Throws `FileError` if there is no such folder; if it has no class folders, or only one; if a class to train on has no picture, or a
  /// class of another part is not among them; if a class folder has folders in it; if a file cannot be read, or is called a picture
  /// and is none; or if a picture is larger than the options allow.
  public init(_ path: String, options: PictureOptions = PictureOptions()) throws {
    let layout = try FolderLayout(path)
    var scan = FolderScan(options, skipped: layout.skipped)
    classNames = try scan.classes(in: layout.train)
    guard classNames.count > 1 else { throw layout.oneClass(classNames[0]) }
    let names = classNames
    train = try scan.part(layout.train, classNames: names, needsAll: true)
    validation = try layout.validation.map { try scan.part($0, classNames: names, needsAll: false) }
    test = try layout.test.map { try scan.part($0, classNames: names, needsAll: false) }
    (self.path, skipped) = (path, scan.skipped)
  }

  /// The same folder without the pictures to choose by and to test with.
  func trainAlone() -> PictureFolder {
    var copy = self
    (copy.validation, copy.test) = (nil, nil)
    return copy
  }

  /// The pictures of all parts.
  var entries: [PictureEntry] { train.entries + (validation?.entries ?? []) + (test?.entries ?? []) }

  /// The number of pictures in all parts.
  public var count: Int { train.count + (validation?.count ?? 0) + (test?.count ?? 0) }

  /// How many pictures of each format there are.
  public var formats: [PictureFormat: Int] { entries.reduce(into: [:]) { $0[$1.format, default: 0] += 1 } }

  /// Grey if all pictures are, else colour.
  public var channels: PictureChannels {
    entries.allSatisfy { $0.size.channels == .grey } ? .grey : .colour
  }

  /// The height and width of every picture; nil if they differ.
  public var commonSize: (rows: Int, columns: Int)? {
    let first = train.entries[0].size
    let agrees = entries.allSatisfy { $0.size.rows == first.rows && $0.size.columns == first.columns }
    return agrees ? (first.rows, first.columns) : nil
  }
}

import Fledge
import FledgeBasics
import FledgeFiles

extension SavedPredictor {
  /// The pictures in a file, bytes (pictures, rows, columns) or (pictures, rows, columns, 3) as the model takes them.
  ///
  /// A model of classes with names was trained on a folder, whose pictures may have been resized: so are these. Any other takes
  /// pictures of its size alone. With them, what is to be said of it.
  ///
  /// Throws `FileError` for what is no picture, is damaged, or has a size that the model does not take.
  func pictures(from path: String) throws -> (pictures: Tensor, note: String?) {
    guard let size = folderSize else {
      return (try Picture.readStack(from: path) { try channels(ofPictures: $0, from: $1) }, nil)
    }
    let pictures = try Picture.readStack(from: path) { _, _ in size.channels }
    let (count, rows, columns) = (pictures.shape[0], pictures.shape[1], pictures.shape[2])
    if (rows, columns) == (size.rows, size.columns) { return (pictures, nil) }
    let samples = (0..<count).flatMap {
      Picture(pictures[$0]).resized(rows: size.rows, columns: size.columns).samples
    }
    return (
      Tensor(shape: Shape([count] + size.shape.dimensions), samples),
      "\(path.printable): resized from \(rows)×\(columns) to \(size.rows)×\(size.columns) pixels, as the model takes"
    )
  }

  /// The size of the pictures of a folder that the model was trained on; nil if it was not.
  private var folderSize: PictureSize? {
    let input = saved.card.input
    guard saved.card.classNames != nil, input.rank == 2 || input.rank == 3 && input[2] == 3 else {
      return nil
    }
    return PictureSize(rows: input[0], columns: input[1], channels: input.rank == 2 ? .grey : .colour)
  }

  /// The files in a directory and in those in it, in the order of their names; hidden ones are left out.
  ///
  /// Throws `FileError` for a directory that cannot be read, or has no file.
  static func files(in path: String) throws -> [String] {
    let files = try files(in: path, depth: 0)
    guard files.isEmpty else { return files }
    throw FileError(path: path, expected: "pictures", found: "a directory without files")
  }

  /// A link may lead back to where it stands.
  private static let mostDepth = 4

  private static func files(in path: String, depth: Int) throws -> [String] {
    let prefix = path.hasSuffix("/") ? path : path + "/"
    return try Folder.entries(of: path).filter { !$0.isHidden }.flatMap { entry in
      switch entry.kind {
      case .file: return [prefix + entry.name]
      case .directory where depth < mostDepth: return try files(in: prefix + entry.name, depth: depth + 1)
      case .directory, .other: return []
      }
    }
  }
}

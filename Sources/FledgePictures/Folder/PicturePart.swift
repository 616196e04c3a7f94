/// The pictures of one part of a folder: those to train on, to choose by or to test with.
public struct PicturePart: Sendable, Equatable {
  /// The folder of the part's class folders.
  public let path: String
  /// The pictures, class by class, and in a class by their names.
  public let entries: [PictureEntry]

  /// The number of pictures.
  public var count: Int { entries.count }

  /// How many pictures each of so many classes has.
  public func counts(classes: Int) -> [Int] {
    entries.reduce(into: [Int](repeating: 0, count: classes)) { $0[$1.label] += 1 }
  }
}

/// A picture's file in a folder, as far as its header tells.
public struct PictureEntry: Sendable, Equatable {
  /// The file.
  public let path: String
  /// The number of its class.
  public let label: Int
  /// The format, which its content tells and not its name.
  public let format: PictureFormat
  /// The size of the picture.
  public let size: PictureSize
}

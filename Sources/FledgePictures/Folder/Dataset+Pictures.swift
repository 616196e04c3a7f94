import FledgeData

extension Dataset {
  /// Reads a folder with a folder of pictures for each class, or of one in parts the part to train on (`PictureFolder` finds all
  /// parts).
  ///
  /// ```swift
  /// let flowers = try Dataset(pictures: "flowers", size: (64, 64))  // inputs (pictures, 64, 64, 3), scaled to 0 … 1 in a batch
  /// ```
  ///
  /// Throws `FileError` as `PictureFolder` and its `load` do.
  ///
  /// - Parameters:
  ///   - directory: the folder.
  ///   - size: what each picture is resized to; needed if they differ.
  ///   - channels: grey or colour; without it grey if all pictures are grey, else colour.
  ///   - options: how pictures are read.
  public init(
    pictures directory: String, size: (rows: Int, columns: Int)? = nil, channels: PictureChannels? = nil,
    options: PictureOptions = PictureOptions()
  ) throws {
    let folder = try PictureFolder(directory, options: options).trainAlone()
    self = try folder.load(size: size, channels: channels, options: options).train
  }
}

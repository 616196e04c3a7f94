import FledgeFiles

extension Picture {
  /// Reads the pictures of a file of any format that can be read, which its content tells and not its name: PNG, JPEG, or one of
  /// Netpbm's, which alone may hold several.
  ///
  /// Throws `FileError` if the file is missing, of another format, or as `PNG.read`, `PNM.read` and `JPEG.read` do.
  public static func read(
    from path: String, options: PictureOptions = PictureOptions()
  ) throws -> [Picture] {
    try decode(PictureFile.read(path, options), path: path, options)
  }

  /// The same for a file whose bytes are in memory, compressed with gzip or not; errors call it by `name`.
  public static func read(
    _ bytes: [UInt8], name: String = "picture", options: PictureOptions = PictureOptions()
  ) throws -> [Picture] {
    try decode(PictureFile.inflated(bytes, path: name, options), path: name, options)
  }

  /// The pictures in the bytes of a file, which errors call `path`.
  static func decode(_ bytes: [UInt8], path: String, _ options: PictureOptions) throws -> [Picture] {
    switch PictureFormat(start: Array(bytes.prefix(8))) {
    case .png: return [try PNG.decode(bytes, path: path, options)]
    case .jpeg: return [try JPEG.decode(bytes, path: path, options)]
    case .netpbm: return try PNM.decode(bytes, path: path, options)
    case nil:
      throw FileError(
        path: path, expected: "a picture in the format PNG, JPEG, PGM, PPM or PBM",
        found: OtherFile(start: bytes).description)
    }
  }
}

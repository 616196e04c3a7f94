import FledgeFiles

extension PictureFile {
  /// What a file holds, as far as its first bytes tell.
  enum Content: Sendable {
    case picture(PictureHeader)
    case other(OtherFile)
  }

  /// Looks at the first bytes of a file. Throws `FileError` if they cannot be read or are those of a damaged picture.
  static func content(of path: String, _ options: PictureOptions) throws -> Content {
    let reader = try FileReader(path: path, kind: .regular)
    // Almost every header stands here, but for those of JPEG behind what a camera noted.
    var limit = 512
    var bytes = try reader.readUpTo(limit)
    if bytes.starts(with: [0x1F, 0x8B]) {
      limit = 1 << 16
      bytes = try InflateStream(path: path).readUpTo(limit)
    }
    guard let format = PictureFormat(start: bytes) else { return .other(OtherFile(start: bytes)) }
    while true {
      let isWhole = bytes.count < limit
      if let header = try PictureHeader(format, bytes, isWhole: isWhole, path: path, options) {
        return .picture(header)
      }
      bytes += try reader.readUpTo(15 * limit)
      limit *= 16
    }
  }
}

extension PictureFormat {
  /// Whether a file's name says that it is a picture of such a format.
  static func isName(_ path: String) -> Bool {
    let endings = ["png", "jpg", "jpeg", "pgm", "ppm", "pbm", "pnm"]
    guard let dot = path.lastIndex(of: ".") else { return false }
    return endings.contains(path[path.index(after: dot)...].lowercased())
  }
}

import FledgeFiles

/// The formats of pictures that can be read.
public enum PictureFormat: String, Sendable, CaseIterable {
  /// Portable network graphics.
  case png = "PNG"
  /// The portable maps of Netpbm.
  case netpbm = "PNM"
  /// The format of the Joint Photographic Experts Group.
  case jpeg = "JPEG"

  /// The format of a file that starts with these bytes; its name plays no part.
  init?(start: [UInt8]) {
    if start.starts(with: PNGChunks.signature.prefix(4)) {
      self = .png
    } else if JPEGHeader.isStart(start) {
      self = .jpeg
    } else if start.count >= 3, start[0] == UInt8(ascii: "P"), 0x31...0x36 ~= start[1],
      start[2] == UInt8(ascii: "#") || start[2] <= 0x20
    {
      self = .netpbm
    } else {
      return nil
    }
  }
}

/// What a file says of its picture, or of the first of its pictures, before it is decoded.
struct PictureHeader {
  let format: PictureFormat
  let size: PictureSize

  /// Reads the header in the first bytes of a file; nil if it may go on behind them. Throws `FileError` if there is none.
  init?(_ format: PictureFormat, _ bytes: [UInt8], isWhole: Bool, path: String, _ options: PictureOptions)
    throws
  {
    self.format = format
    switch format {
    case .png:
      var file = try PNGChunks(bytes, path: path)
      size = try PNGHeader(file.next(), file, options).size
    case .jpeg:
      guard let header = try JPEGHeader(bytes, isWhole: isWhole, path: path, options) else { return nil }
      size = header.size
    case .netpbm:
      var scanner = PNMScanner(bytes, path: path)
      do {
        size = try PNMHeader(&scanner, options).size
      } catch  where !isWhole && scanner.remaining == 0 {
        return nil
      }
    }
  }
}

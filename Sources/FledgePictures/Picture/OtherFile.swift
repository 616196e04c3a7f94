/// What a file holds that is no picture that can be read, as far as its first bytes tell.
enum OtherFile: Hashable, CustomStringConvertible {
  case empty
  /// A known format, which its name tells.
  case format(String)
  case unknown

  private static let signatures: [(start: [UInt8], name: String)] = [
    (Array("GIF8".utf8), "GIF"), (Array("BM".utf8), "BMP"), (Array("RIFF".utf8), "WebP"),
    (Array("II*\0".utf8), "TIFF"), (Array("MM\0*".utf8), "TIFF"), (Array("P7".utf8), "PAM"),
    (Array("%PDF".utf8), "PDF"), (Array("<".utf8), "HTML or XML"), (Array("PK".utf8), "a zip archive"),
    ([0, 0, 0], "HEIC or AVIF"),
  ]

  init(start: [UInt8]) {
    if start.isEmpty {
      self = .empty
    } else if let known = Self.signatures.first(where: { start.starts(with: $0.start) }) {
      self = .format(known.name)
    } else {
      self = .unknown
    }
  }

  var description: String {
    switch self {
    case .empty: "an empty file"
    case .format(let name): name
    case .unknown: "something else"
    }
  }
}

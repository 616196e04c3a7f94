import FledgeFiles

/// How pictures are read: what is too large, and what shows through where a picture is transparent.
public struct PictureOptions: Sendable, Equatable {
  /// What a transparent picture is laid upon.
  ///
  /// A picture drawn in black on nothing is black all over once its transparency is dropped, as other loaders do: the samples
  /// under a transparent pixel mean nothing, and only what a viewer shows is what the picture's maker saw.
  public enum Background: Sendable, Equatable {
    /// White paper.
    case white
    /// A black ground.
    case black
    /// Nothing: transparency is dropped and the samples are taken as they are stored.
    case none
  }

  /// A picture of more pixels is refused before memory is taken for it or anything is inflated.
  public var mostPixels: Int
  /// A file of more bytes, counted in its inflated content, is refused.
  public var mostBytes: Int
  /// What a transparent picture is laid upon; an opaque one is the same on each.
  public var background: Background

  /// 2²⁶ pixels (8192 × 8192) and 2²⁸ bytes at the most, on white, unless other limits are given.
  public init(mostPixels: Int = 1 << 26, mostBytes: Int = 1 << 28, background: Background = .white) {
    (self.mostPixels, self.mostBytes, self.background) = (mostPixels, mostBytes, background)
  }

  /// Whatever the limits are: so the bytes of a picture fit into memory and the 32 bits that zlib counts with.
  private static let pixelsInMemory = 1 << 28

  /// Throws `FileError` for a picture of too many pixels. `place` is where the file says so.
  func check(rows: Int, columns: Int, path: String, place: String?) throws {
    let (pixels, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, pixels <= min(mostPixels, Self.pixelsInMemory) else {
      throw FileError(
        path: path, place: place,
        expected: "a picture of at most \(min(mostPixels, Self.pixelsInMemory)) pixels",
        found: "\(rows) × \(columns)")
    }
  }
}

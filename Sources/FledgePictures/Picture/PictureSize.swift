import FledgeBasics
import FledgeTensor

/// How many samples a pixel has: its grey, or its red, green and blue.
public enum PictureChannels: Int, Sendable, CaseIterable {
  /// One sample.
  case grey = 1
  /// Three samples: red, green and blue.
  case colour = 3
}

/// The height and width of a picture in pixels, and how many samples a pixel has.
public struct PictureSize: Sendable, Hashable, CustomStringConvertible {
  /// The height.
  public let rows: Int
  /// The width.
  public let columns: Int
  /// The samples of a pixel.
  public let channels: PictureChannels

  /// A size from its parts. A picture without a pixel, or of more samples than can be counted, is a programmer's error.
  public init(rows: Int, columns: Int, channels: PictureChannels) {
    let (pixels, overflows) = rows.multipliedReportingOverflow(by: columns)
    require(
      rows > 0 && columns > 0 && !overflows && pixels <= Self.mostPixels,
      "PictureSize: expected 1 to 2⁴⁸ pixels, got \(rows) × \(columns)")
    (self.rows, self.columns, self.channels) = (rows, columns, channels)
  }

  /// As many as a tensor may have elements.
  private static let mostPixels = 1 << 48

  /// The shape of a tensor of such a picture: (rows, columns), or (rows, columns, 3) for one in colour.
  public var shape: Shape { channels == .grey ? [rows, columns] : [rows, columns, 3] }

  /// The number of samples in a picture.
  var samples: Int { rows * columns * channels.rawValue }

  /// For people: 28 × 28, the rows first.
  public var description: String { "\(rows) × \(columns)" }
}

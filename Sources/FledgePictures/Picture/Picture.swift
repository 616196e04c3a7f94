import FledgeBasics
import FledgeTensor

/// One decoded picture: rows of pixels from top to bottom, and in a row from left to right.
public struct Picture: Sendable, Equatable {
  /// Its height and width in pixels, and how many samples a pixel has.
  public let size: PictureSize
  /// The samples, row by row, those of a pixel side by side: rows × columns × channels of them, 0 is black and 255 is white.
  public let samples: [UInt8]

  /// A picture of these samples; another number of them than `size` says is a programmer's error.
  public init(size: PictureSize, samples: [UInt8]) {
    require(
      samples.count == size.samples,
      "Picture: expected \(size.samples) samples of a picture of \(size), got \(samples.count)")
    (self.size, self.samples) = (size, samples)
  }

  /// A picture from a tensor (rows, columns) or (rows, columns, 3) of type UInt8; anything else is a programmer's error.
  public init(_ pixels: Tensor) {
    require(
      pixels.dtype == .uint8 && pixels.count > 0
        && (pixels.rank == 2 || pixels.rank == 3 && pixels.shape[2] == 3),
      "Picture: expected uint8 of shape (rows, columns) or (rows, columns, 3), got \(pixels.dtype) \(pixels.shape)"
    )
    let channels: PictureChannels = pixels.rank == 2 ? .grey : .colour
    self.init(
      size: PictureSize(rows: pixels.shape[0], columns: pixels.shape[1], channels: channels),
      samples: pixels.elements())
  }

  /// The samples as a tensor of type UInt8: (rows, columns) of a grey picture, (rows, columns, 3) of a coloured one.
  public var pixels: Tensor { Tensor(shape: size.shape, samples) }

  /// The same picture in grey or in colour.
  ///
  /// The grey of a colour is its luma, 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), in whole 2⁻¹⁶ and rounded.
  public func converted(to channels: PictureChannels) -> Picture {
    if channels == size.channels { return self }
    let target = PictureSize(rows: size.rows, columns: size.columns, channels: channels)
    let converted =
      switch channels {
      case .colour: samples.flatMap { [$0, $0, $0] }
      case .grey:
        stride(from: 0, to: samples.count, by: 3).map { pixel in
          let (red, green, blue) = (Int(samples[pixel]), Int(samples[pixel + 1]), Int(samples[pixel + 2]))
          return UInt8((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16)
        }
      }
    return Picture(size: target, samples: converted)
  }
}

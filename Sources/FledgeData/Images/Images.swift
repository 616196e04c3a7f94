import FledgeBasics
import FledgeTensor

/// Grey pictures of one size, as bytes in memory.
public struct Images: Sendable, Equatable {
  /// The pixels (count, rows, columns), UInt8, 0 to 255.
  public let pixels: Tensor

  /// Takes pixels (count, rows, columns) of type UInt8; anything else is a programmer's error.
  public init(pixels: Tensor) {
    require(
      pixels.dtype == .uint8 && pixels.rank == 3,
      "Images: expected uint8 of shape (count, rows, columns), got \(pixels.dtype) \(pixels.shape)")
    self.pixels = pixels
  }

  /// The number of pictures.
  public var count: Int { pixels.shape[0] }
  /// The height of a picture in pixels.
  public var rows: Int { pixels.shape[1] }
  /// The width of a picture in pixels.
  public var columns: Int { pixels.shape[2] }
}

import FledgeBasics
import FledgeTensor

/// Grey pictures of one size, as bytes in memory.
public struct Images: Sendable, Equatable {
  /// How many pictures there are, and their size in pixels.
  public struct Dimensions: Sendable, Equatable, CustomStringConvertible {
    /// The number of pictures.
    public let count: Int
    /// The height of a picture.
    public let rows: Int
    /// The width of a picture.
    public let columns: Int

    /// The number of pixels in all pictures; `nil` if no integer holds it.
    var pixels: Int? {
      let (area, areaOverflows) = rows.multipliedReportingOverflow(by: columns)
      let (size, sizeOverflows) = count.multipliedReportingOverflow(by: area)
      return areaOverflows || sizeOverflows ? nil : size
    }

    /// For people: 3 pictures of 4 × 5.
    public var description: String { "\(NumberText.count(count, "picture")) of \(rows) × \(columns)" }
  }

  /// Throws if pictures of such dimensions, in the file at `path`, are of no use.
  package typealias Acceptance = @Sendable (_ pictures: Dimensions, _ path: String) throws -> Void

  /// The pixels (count, rows, columns), UInt8, 0 to 255.
  public let pixels: Tensor

  /// Takes pixels (count, rows, columns) of type UInt8; anything else is a programmer's error.
  public init(pixels: Tensor) {
    require(
      pixels.dtype == .uint8 && pixels.rank == 3,
      "Images: expected uint8 of shape (count, rows, columns), got \(pixels.dtype) \(pixels.shape)")
    self.pixels = pixels
  }

  /// The number of pictures and their size.
  public var dimensions: Dimensions { Dimensions(count: count, rows: rows, columns: columns) }
  /// The number of pictures.
  public var count: Int { pixels.shape[0] }
  /// The height of a picture in pixels.
  public var rows: Int { pixels.shape[1] }
  /// The width of a picture in pixels.
  public var columns: Int { pixels.shape[2] }
}

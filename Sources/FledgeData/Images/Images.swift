/// Grey pictures of one size, as bytes in memory.
public struct Images: Sendable, Equatable {
  /// The pixels, count × rows × columns, 0 to 255.
  public let pixels: [UInt8]
  /// The number of pictures.
  public let count: Int
  /// The height of a picture in pixels.
  public let rows: Int
  /// The width of a picture in pixels.
  public let columns: Int

  /// Takes the pixels of `count` pictures, row by row.
  ///
  /// A programmer's error if they are not count × rows × columns; readers of files check before they come here.
  public init(pixels: [UInt8], count: Int, rows: Int, columns: Int) {
    guard pixels.count == count * rows * columns else {
      fatalError("Images: expected \(count) × \(rows) × \(columns) bytes, got \(pixels.count)")
    }
    self.pixels = pixels
    self.count = count
    self.rows = rows
    self.columns = columns
  }
}

import FledgeTensor

/// The values of a picture while it is changed.
struct PictureValues {
  let rows: Int
  let columns: Int
  let channels: Int
  /// Row by row, those of a pixel side by side.
  private(set) var elements: [Double]

  init(rows: Int, columns: Int, channels: Int, elements: [Double]) {
    (self.rows, self.columns, self.channels, self.elements) = (rows, columns, channels, elements)
  }

  /// The values of a picture (rows, columns) or (rows, columns, channels).
  init(_ picture: Tensor) {
    let shape = picture.shape
    self.init(
      rows: shape[0], columns: shape[1], channels: shape.rank == 3 ? shape[2] : 1,
      elements: picture.elements(as: Double.self))
  }

  /// The value at a place between four pixels' centres, in pixels from the picture's: theirs, linear in both directions.
  func value(at point: PicturePoint, channel: Int, outside: Augmentation.Outside) -> Double {
    // Beyond one pixel outside all is the same, and there a number that is too large for an index ends.
    let row = min(max(point.row + Double(rows - 1) / 2, -1), Double(rows))
    let column = min(max(point.column + Double(columns - 1) / 2, -1), Double(columns))
    let (top, left) = (row.rounded(.down), column.rounded(.down))
    let (down, right) = (row - top, column - left)
    let (first, side) = (Int(top), Int(left))
    let upper =
      (1 - right) * pixel(first, side, channel, outside) + right * pixel(first, side + 1, channel, outside)
    if down == 0 { return upper }
    let lower =
      (1 - right) * pixel(first + 1, side, channel, outside) + right
      * pixel(first + 1, side + 1, channel, outside)
    return (1 - down) * upper + down * lower
  }

  private func pixel(_ row: Int, _ column: Int, _ channel: Int, _ outside: Augmentation.Outside) -> Double {
    if case .value(let value) = outside, !(0..<rows ~= row && 0..<columns ~= column) { return value }
    let (row, column) = (min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))
    return elements[(row * columns + column) * channels + channel]
  }

  /// Sets a rectangle to one value.
  mutating func erase(_ rows: Range<Int>, _ columns: Range<Int>, _ value: Double) {
    for row in rows {
      for index in columns.lowerBound * channels..<columns.upperBound * channels {
        elements[row * self.columns * channels + index] = value
      }
    }
  }

  /// Adds a number to each value.
  mutating func add(_ numbers: [Double]) {
    for index in elements.indices { elements[index] += numbers[index] }
  }
}

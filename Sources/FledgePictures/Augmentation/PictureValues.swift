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

  /// The values of all channels at places between pixels' centres, in pixels from the picture's: those of the four pixels around, linear
  /// in both directions.
  func values(at points: [PicturePoint], outside: Augmentation.Outside) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(points.count * channels)
    let (middle, center) = (Double(rows - 1) / 2, Double(columns - 1) / 2)
    for point in points {
      // Beyond one pixel outside all is the same, and there a number that is too large for an index ends.
      let row = min(max(point.row + middle, -1), Double(rows))
      let column = min(max(point.column + center, -1), Double(columns))
      let (top, left) = (Int(row.rounded(.down)), Int(column.rounded(.down)))
      let (down, right) = (row - Double(top), column - Double(left))
      let isInside = top >= 0 && left >= 0 && top + 1 < rows && left + 1 < columns
      for channel in 0..<channels {
        if isInside {
          let first = (top * columns + left) * channels + channel
          let below = first + columns * channels
          let upper = (1 - right) * elements[first] + right * elements[first + channels]
          let lower = (1 - right) * elements[below] + right * elements[below + channels]
          result.append((1 - down) * upper + down * lower)
        } else {
          let pixel = { value(row: top + $0, column: left + $1, channel: channel, outside: outside) }
          let upper = (1 - right) * pixel(0, 0) + right * pixel(0, 1)
          let lower = (1 - right) * pixel(1, 0) + right * pixel(1, 1)
          result.append((1 - down) * upper + down * lower)
        }
      }
    }
    return result
  }

  /// The value of a pixel, which may lie outside.
  private func value(row: Int, column: Int, channel: Int, outside: Augmentation.Outside) -> Double {
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

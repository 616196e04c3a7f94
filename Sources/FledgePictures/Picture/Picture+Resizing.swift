import FledgeBasics

extension Picture {
  /// The same picture with another number of rows and columns, whatever its proportions.
  ///
  /// Columns first, then rows, each by linear interpolation between pixels' centres; a picture that becomes smaller is averaged over
  /// all its pixels, so that no pattern comes of leaving some out. The samples are those of Pillow's
  /// `resize` with `BILINEAR`, to a level.
  ///
  /// - Parameters:
  ///   - rows: the new height, at least 1.
  ///   - columns: the new width, at least 1.
  public func resized(rows: Int, columns: Int) -> Picture {
    require(
      rows > 0 && columns > 0, "Picture.resized: expected a size of at least 1 × 1, got \(rows) × \(columns)")
    let channels = size.channels.rawValue
    var result = samples
    if columns != size.columns {
      result = Self.resized(result, lines: size.rows, from: size.columns, to: columns, width: channels)
    }
    if rows != size.rows {
      // A row is a pixel of as many samples, in the one line that the picture is.
      result = Self.resized(result, lines: 1, from: size.rows, to: rows, width: columns * channels)
    }
    return Picture(size: PictureSize(rows: rows, columns: columns, channels: size.channels), samples: result)
  }

  /// Lines of `to` pixels for those of `from`; a pixel has `width` samples.
  private static func resized(_ samples: [UInt8], lines: Int, from: Int, to: Int, width: Int) -> [UInt8] {
    let weights = ResizingWeights(from: from, to: to)
    var result: [UInt8] = []
    result.reserveCapacity(lines * to * width)
    var sums = [Int32](repeating: 0, count: width)
    for line in 0..<lines {
      for (pixels, start) in weights.windows {
        for index in 0..<width { sums[index] = 1 << (ResizingWeights.bits - 1) }
        for (pixel, weight) in zip(pixels, weights.weights[start...]) {
          let first = (line * from + pixel) * width
          for index in 0..<width { sums[index] &+= Int32(samples[first + index]) &* weight }
        }
        for sum in sums { result.append(UInt8(clamping: sum >> ResizingWeights.bits)) }
      }
    }
    return result
  }
}

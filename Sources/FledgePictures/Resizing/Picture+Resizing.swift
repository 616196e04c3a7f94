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
      let weights = ResizingWeights(from: size.columns, to: columns)
      result = weights.resizedPixels(result, lines: size.rows, channels: channels)
    }
    if rows != size.rows {
      result = ResizingWeights(from: size.rows, to: rows).resizedRows(result, width: columns * channels)
    }
    return Picture(size: PictureSize(rows: rows, columns: columns, channels: size.channels), samples: result)
  }
}

import FledgeBasics

/// A place in a picture, in pixels from its centre: down and to the right.
struct PicturePoint {
  var row: Double
  var column: Double
}

/// Where each pixel of a changed picture comes from: a linear map of its place, and a shift.
struct AffineMap {
  private var fromRow: PicturePoint
  private var fromColumn: PicturePoint
  private var shift: PicturePoint

  /// A pixel comes from `scale` times its place, and `shift` further.
  init(scale: (row: Double, column: Double) = (1, 1), shift: (row: Double, column: Double) = (0, 0)) {
    fromRow = PicturePoint(row: scale.row, column: 0)
    fromColumn = PicturePoint(row: 0, column: scale.column)
    self.shift = PicturePoint(row: shift.row, column: shift.column)
  }

  /// The picture turned counter-clockwise, by an angle in degrees.
  init(rotation degrees: Double) {
    let (sine, cosine) = Self.sineAndCosine(degrees)
    self.init()
    fromRow = PicturePoint(row: cosine, column: -sine)
    fromColumn = PicturePoint(row: sine, column: cosine)
  }

  /// The picture's upper half slanted to the right, by an angle in degrees.
  init(shear degrees: Double) {
    self.init()
    fromRow.column = tan(degrees * .pi / 180)
  }

  func callAsFunction(_ point: PicturePoint) -> PicturePoint {
    PicturePoint(
      row: fromRow.row * point.row + fromColumn.row * point.column + shift.row,
      column: fromRow.column * point.row + fromColumn.column * point.column + shift.column)
  }

  /// This map of what another gives.
  func after(_ other: AffineMap) -> AffineMap {
    var result = self
    let origin = PicturePoint(row: 0, column: 0)
    result.shift = self(other(origin))
    var linear = self
    linear.shift = origin
    result.fromRow = linear(other.fromRow)
    result.fromColumn = linear(other.fromColumn)
    return result
  }

  /// Quarter turns are exact, so that pixels stay pixels.
  private static func sineAndCosine(_ degrees: Double) -> (Double, Double) {
    let (quarter, rest) = ((degrees / 90).rounded(), degrees.remainder(dividingBy: 90))
    guard rest == 0, quarter.magnitude < 0x1p50 else {
      return (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    }
    return [(0, 1), (1, 0), (0, -1), (-1, 0)][Int(quarter) & 3]
  }
}

import FledgeBasics
import FledgeTensor

/// A random displacement of each pixel that neighbours almost share (Simard, Steinkraus and Platt, 2003, section 2).
struct Displacement {
  private let rows: PictureValues
  private let columns: PictureValues

  /// Draws displacements from −1 to 1, smooths them by a Gaussian of standard deviation `sigma`, with 0 beyond the picture, and multiplies
  /// them by `alpha`.
  init(rows: Int, columns: Int, alpha: Double, sigma: Double, using random: inout Random) {
    let kernel = Self.gaussian(sigma, reach: min(Int((3 * sigma).rounded(.up)), max(rows, columns)))
    func field() -> PictureValues {
      let drawn = random.uniform([rows, columns], from: -1, to: 1, dtype: .float64).elements(as: Double.self)
      let wide = Self.smoothed(drawn, kernel, lines: rows, length: columns, step: 1, lineStep: columns)
      let both = Self.smoothed(wide, kernel, lines: columns, length: rows, step: columns, lineStep: 1)
      return PictureValues(rows: rows, columns: columns, channels: 1, elements: both.map { alpha * $0 })
    }
    (self.rows, self.columns) = (field(), field())
  }

  /// Moves places to where their pixels come from.
  func add(to points: inout [PicturePoint]) {
    let (down, right) = (rows.values(at: points, outside: .edge), columns.values(at: points, outside: .edge))
    for index in points.indices {
      points[index].row += down[index]
      points[index].column += right[index]
    }
  }

  /// The weights of a pixel and of those up to `reach` beside it; they add up to 1.
  private static func gaussian(_ sigma: Double, reach: Int) -> [Double] {
    let heights = (-reach...reach).map { exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
    let sum = heights.reduce(0, +)
    return heights.map { $0 / sum }
  }

  /// Each line of a picture convolved with the kernel.
  private static func smoothed(
    _ values: [Double], _ kernel: [Double], lines: Int, length: Int, step: Int, lineStep: Int
  ) -> [Double] {
    let reach = kernel.count / 2
    var result = values
    for line in 0..<lines {
      for place in 0..<length {
        var sum = 0.0
        for other in max(0, place - reach)...min(length - 1, place + reach) {
          sum += kernel[other - place + reach] * values[line * lineStep + other * step]
        }
        result[line * lineStep + place * step] = sum
      }
    }
    return result
  }
}

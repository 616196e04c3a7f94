import FledgeBasics
import FledgeTensor

extension Augmentation {
  /// The picture after all changes, in their order: a pure function of the picture and of the random numbers, the same on any number
  /// of threads.
  ///
  /// - Parameters:
  ///   - changes: what is done.
  ///   - picture: (rows, columns) or (rows, columns, channels), in floating point.
  ///   - outside: what is seen beyond the picture's edge.
  ///   - random: what is drawn from.
  /// - Returns: the changed picture, of the same shape and type, a constant.
  public static func apply(
    _ changes: [Augmentation], to picture: Tensor, outside: Outside = .edge, using random: inout Random
  ) -> Tensor {
    require(
      picture.dtype.isFloatingPoint && (2...3).contains(picture.rank) && picture.count > 0,
      "Augmentation: expected a picture (rows, columns) or (rows, columns, channels) in floating point, got "
        + "\(picture.dtype) \(picture.shape)")
    for change in changes { change.check() }
    var values = PictureValues(picture)
    var warp = Warp(rows: values.rows, columns: values.columns)
    for change in changes {
      if change.movesPixels {
        change.add(to: &warp, using: &random)
        continue
      }
      values = warp.moved(values, outside: outside)
      warp = Warp(rows: values.rows, columns: values.columns)
      change.change(&values, using: &random)
    }
    values = warp.moved(values, outside: outside)
    return Tensor(shape: picture.shape, values.elements).converted(to: picture.dtype)
  }

  private var movesPixels: Bool {
    switch self {
    case .erase, .noise: false
    default: true
    }
  }

  /// Draws a movement of pixels and adds it to those before.
  private func add(to warp: inout Warp, using random: inout Random) {
    let (height, width) = (Double(warp.rows), Double(warp.columns))
    switch self {
    case .shift(let rows, let columns):
      let (down, right) = (random.number(in: rows), random.number(in: columns))
      warp.add(AffineMap(shift: (-down * height, -right * width)))
    case .rotate(let degrees): warp.add(AffineMap(rotation: random.number(in: degrees)))
    case .scale(let factors):
      let factor = random.number(in: factors)
      warp.add(AffineMap(scale: (1 / factor, 1 / factor)))
    case .shear(let degrees): warp.add(AffineMap(shear: random.number(in: degrees)))
    case .flip(let mirror, let probability):
      guard random.number(in: 0...1) < probability else { return }
      warp.add(AffineMap(scale: mirror == .leftRight ? (1, -1) : (-1, 1)))
    case .crop(let area, let proportions):
      let (share, ratio) = (random.number(in: area), random.proportion(in: proportions))
      let (rows, columns) = (min(1, (share / ratio).squareRoot()), min(1, (share * ratio).squareRoot()))
      let (down, right) = (random.number(in: -0.5...0.5), random.number(in: -0.5...0.5))
      let shift = (down * (1 - rows) * height, right * (1 - columns) * width)
      warp.add(AffineMap(scale: (rows, columns), shift: shift))
    case .elastic(let alpha, let sigma):
      warp.add(
        Displacement(rows: warp.rows, columns: warp.columns, alpha: alpha, sigma: sigma, using: &random))
    case .erase, .noise: break
    }
  }

  /// Changes values where they are.
  private func change(_ values: inout PictureValues, using random: inout Random) {
    switch self {
    case .erase(let area, let proportions, let probability, let value):
      guard random.number(in: 0...1) < probability else { return }
      let (share, ratio) = (random.number(in: area), random.proportion(in: proportions))
      let size = share * Double(values.rows * values.columns)
      let rows = min(values.rows, Int((size / ratio).squareRoot().rounded()))
      let columns = min(values.columns, Int((size * ratio).squareRoot().rounded()))
      let row = random.index(below: values.rows - rows + 1)
      let column = random.index(below: values.columns - columns + 1)
      values.erase(row..<row + rows, column..<column + columns, value)
    case .noise(let deviation):
      let noise = random.normal([values.elements.count], standardDeviation: deviation, dtype: .float64)
      values.add(noise.elements())
    default: break
    }
  }
}

extension Random {
  /// A number drawn evenly.
  fileprivate mutating func number(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * (Double(next() >> 11) * 0x1p-53)
  }

  /// A number above 0 drawn evenly on a logarithmic scale.
  fileprivate mutating func proportion(in range: ClosedRange<Double>) -> Double {
    exp(number(in: log(range.lowerBound)...log(range.upperBound)))
  }

  /// A whole number from 0, below the limit.
  fileprivate mutating func index(below limit: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }
}

/// A pen on a square of paper, and the scanner that reads it.
struct Pen {
  private let side: Int
  /// How much of each pixel is covered with ink: 0 is none, 1 and more is all.
  private var ink: [Float]
  private var place = SIMD2<Float>.zero
  /// Half the width of the line, in pixels.
  private var radius: Float = 1
  /// By which part of itself the radius grows from one end of a stroke to the other.
  private var taper: Float = 0
  /// The width of the line's edge in pixels, over which the ink fades.
  private var softness: Float = 1
  private var darkness: Float = 1

  init(side: Int) {
    self.side = side
    ink = [Float](repeating: 0, count: side * side)
  }

  /// Takes a new sheet and another pen.
  mutating func lift(with random: inout SplitMix) {
    for i in ink.indices { ink[i] = 0 }
    radius = max(0.62, 1.12 + 0.27 * random.bell())
    taper = 0.18 * random.bell()
    softness = random.uniform(0.9, 1.7)
    darkness = random.uniform(0.92, 1.25)
  }

  /// Puts the pen down.
  mutating func touch(_ point: SIMD2<Float>) { place = point }

  /// Draws a straight piece to `point`: a pixel is inked by its distance from the pen's way. `along` runs from
  /// 0 to 1 over the stroke; the pen presses more at one end of it.
  mutating func move(to point: SIMD2<Float>, at along: Float) {
    let start = place
    place = point
    let way = point - start
    let length = max((way * way).sum(), 1e-6)
    let reach = radius * (1 + taper * (along - 0.5)) + 0.5 * softness
    let low = pointwiseMin(start, point) - reach
    let high = pointwiseMax(start, point) + reach
    let columns = clip(low.x, high.x)
    let scale = 1 / length
    let slope = 1 / softness
    for row in clip(low.y, high.y) {
      let dy = Float(row) - start.y
      for column in columns {
        let dx = Float(column) - start.x
        let t = min(max((dx * way.x + dy * way.y) * scale, 0), 1)
        let ex = dx - t * way.x
        let ey = dy - t * way.y
        let square = ex * ex + ey * ey
        if square < reach * reach {
          let i = row * side + column
          ink[i] = max(ink[i], (reach - square.squareRoot()) * slope)
        }
      }
    }
  }

  /// The rows or columns of pixels between two coordinates.
  private func clip(_ low: Float, _ high: Float) -> Range<Int> {
    let first = Int(min(max(low, 0), Float(side)))
    let end = Int(min(max(high + 1, 0), Float(side)))
    return first..<max(first, end)
  }

  /// Scans the sheet: 0 is paper, 255 is ink. Grain and, on some sheets, faint specks come with it.
  func finish(with random: inout SplitMix, onto pixels: inout [UInt8]) {
    let grain = random.uniform(0, 22)
    let hasSpecks = random.below(3) == 0
    for value in ink {
      var level = min(value * darkness, 1) * 255
      if value > 0 {
        level += grain * (Float(random.next() >> 40) * 0x1p-24 - 0.5)
      } else if hasSpecks {
        let bits = random.next()
        if bits & 63 == 0 { level = Float(bits >> 58) }
      }
      pixels.append(UInt8(min(max(level, 0), 255)))
    }
  }
}

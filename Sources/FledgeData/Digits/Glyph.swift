/// One way of writing a digit: the strokes of the pen in a box of 100 × 100, x to the right and y downwards.
struct Glyph: Sendable {
  /// How often it is written, relative to the other ways of writing the same digit.
  let weight: Int
  /// The strokes, each of at least two knots.
  let strokes: [[Knot]]

  init(_ weight: Int, _ strokes: [Knot]...) {
    self.weight = weight
    self.strokes = strokes
  }
}

/// A point the pen passes through.
struct Knot: Sendable {
  /// The place in the box.
  let place: SIMD2<Float>
  /// Whether the pen turns sharply here; elsewhere it moves smoothly.
  let isCorner: Bool

  private init(_ x: Int, _ y: Int, isCorner: Bool) {
    place = SIMD2(Float(x), Float(y))
    self.isCorner = isCorner
  }

  /// A point passed smoothly, or an end of a stroke.
  static func p(_ x: Int, _ y: Int) -> Knot { Knot(x, y, isCorner: false) }

  /// A sharp corner.
  static func c(_ x: Int, _ y: Int) -> Knot { Knot(x, y, isCorner: true) }
}

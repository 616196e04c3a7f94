/// Draws one digit after another the way hands differ: everything about an image is drawn from its own generator.
struct Handwriting {
  /// The side of an image in pixels.
  static let side = 28

  private var pen = Pen(side: Handwriting.side)
  private var knots: [SIMD2<Float>] = []
  private var isCorner: [Bool] = []
  private var sway = Sway()

  /// Draws `digit` and appends its 28 × 28 bytes.
  mutating func draw(_ digit: Int, with random: inout SplitMix, onto pixels: inout [UInt8]) {
    let glyph = Handwriting.choose(digit, with: &random)
    let frame = Frame(with: &random)
    // Most hands are calm and a few are hasty, and those write what others misread.
    let mood = random.uniform(0, 1)
    let haste = mood * mood
    sway.shake(with: &random, strength: 0.06 + 0.12 * haste)
    let looseness = 1.2 + 3.4 * haste
    pen.lift(with: &random)
    for stroke in glyph.strokes {
      knots.removeAll(keepingCapacity: true)
      isCorner.removeAll(keepingCapacity: true)
      for knot in stroke {
        let wander = SIMD2(random.bell(), random.bell()) * looseness
        knots.append((knot.place + wander) * 0.02 - 1)
        isCorner.append(knot.isCorner)
      }
      trace(in: frame)
    }
    pen.finish(with: &random, onto: &pixels)
  }

  private static func choose(_ digit: Int, with random: inout SplitMix) -> Glyph {
    let glyphs = Glyph.table[digit]
    var choice = random.below(glyphs.reduce(0) { $0 + $1.weight })
    for glyph in glyphs {
      choice -= glyph.weight
      if choice < 0 { return glyph }
    }
    fatalError("the weights of digit \(digit) do not add up")
  }

  /// Moves the pen along the knots: cubic Hermite pieces with the slopes of Catmull and Rom (1974).
  private mutating func trace(in frame: Frame) {
    let steps = 6
    let last = knots.count - 1
    pen.touch(frame.place(sway.moved(knots[0])))
    for i in 0..<last {
      let chord = knots[i + 1] - knots[i]
      let startsFree = i == 0 || isCorner[i]
      let endsFree = i + 1 == last || isCorner[i + 1]
      var start = startsFree ? chord : (knots[i + 1] - knots[i - 1]) * 0.5
      var end = endsFree ? chord : (knots[i + 2] - knots[i]) * 0.5
      // A free end follows the bend of the other one, as half of a parabola.
      if startsFree && !endsFree { start = (chord * 3 - end) * 0.5 }
      if endsFree && !startsFree { end = (chord * 3 - start) * 0.5 }
      for step in 1...steps {
        let t = Float(step) / Float(steps)
        let bend = chord * (t * (3 - 2 * t))
        let tangents = start * ((1 - t) * (1 - t)) - end * (t * (1 - t))
        let point = knots[i] + (bend + tangents) * t
        let along = (Float(i) + t) / Float(last)
        pen.move(to: frame.place(sway.moved(point)), at: along)
      }
    }
  }
}

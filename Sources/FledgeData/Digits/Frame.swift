/// How the digit stands on the paper: size, proportions, slant, turn, and place.
struct Frame {
  private let x: SIMD2<Float>
  private let y: SIMD2<Float>
  private let centre: SIMD2<Float>

  init(with random: inout SplitMix) {
    let size = 9.3 + 0.7 * random.bell()
    let width = size * (0.72 + 0.11 * random.bell())
    let slant = 0.14 + 0.22 * random.bell()
    // The rational points of the circle turn without sines: t is the tangent of half the angle.
    let t = 0.06 * random.bell()
    let norm = 1 / (1 + t * t)
    let cosine = (1 - t * t) * norm
    let sine = 2 * t * norm
    x = SIMD2(cosine, sine) * width
    y = SIMD2(-sine - slant * cosine, cosine - slant * sine) * size
    centre = SIMD2(14 + 1.15 * random.bell(), 14 + 1.15 * random.bell())
  }

  /// The place in pixels of a point whose coordinates run from −1 to 1.
  func place(_ point: SIMD2<Float>) -> SIMD2<Float> { centre + x * point.x + y * point.y }
}

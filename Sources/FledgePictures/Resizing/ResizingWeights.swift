/// How the samples of a line of pixels add up to those of a line of another length.
struct ResizingWeights {
  /// Weights are whole numbers of 2⁻²²: the products with samples of 8 bits and their sums stay below 2³¹.
  static let bits: Int32 = 22

  /// The pixels that a new pixel is made of, and where their weights start.
  let windows: [(pixels: Range<Int>, start: Int)]
  let weights: [Int32]

  /// Triangles around the centres of the new pixels, one old pixel to each side or, where the line becomes shorter, one new pixel: linear
  /// interpolation that takes in every old pixel.
  init(from old: Int, to new: Int) {
    let scale = Double(old) / Double(new)
    let reach = max(scale, 1)
    var windows: [(pixels: Range<Int>, start: Int)] = []
    var weights: [Int32] = []
    for pixel in 0..<new {
      let center = (Double(pixel) + 0.5) * scale
      let pixels = max(0, Int(center - reach + 0.5))..<min(old, Int(center + reach + 0.5))
      let heights = pixels.map { max(0, 1 - abs(Double($0) + 0.5 - center) / reach) }
      let sum = heights.reduce(0, +)
      windows.append((pixels, weights.count))
      weights += heights.map { Int32(($0 / sum * Double(1 << Self.bits)).rounded()) }
    }
    (self.windows, self.weights) = (windows, weights)
  }
}

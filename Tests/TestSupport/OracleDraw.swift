import Fledge

/// The numbers that the scripts in Tests/Oracle draw: Knuth's MMIX generator; the upper 53 bits of each state are a number in 0 ..< 1.
package struct OracleDraw {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func tensor(_ shape: Shape, _ low: Double = -1, _ high: Double = 1) -> Tensor {
    let numbers = (0..<shape.elementCount).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return low + (high - low) * (Double(state >> 11) / 0x1p53)
    }
    return Tensor(shape: shape, numbers)
  }
}

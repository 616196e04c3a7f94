/// A generator of integers whose state is a counter (SplitMix64; Steele, Lea and Flood, 2014).
///
/// The built-in digits use it instead of the library's generator so that their bytes never change with it.
struct SplitMix {
  private var state: UInt64

  /// The start of a sequence of its own for each `index` of each `stream` of a seed.
  init(seed: UInt64, stream: UInt64, index: UInt64) {
    state = SplitMix.mix(SplitMix.mix(SplitMix.mix(seed) &+ stream) &+ index)
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return SplitMix.mix(state)
  }

  /// Uniform on the integers 0 to `bound` − 1; `bound` is small, so the bias of the product is far below notice.
  mutating func below(_ bound: Int) -> Int {
    Int(((next() >> 32) &* UInt64(bound)) >> 32)
  }

  /// Uniform on [low, high).
  mutating func uniform(_ low: Float, _ high: Float) -> Float {
    low + (high - low) * (Float(next() >> 40) * 0x1p-24)
  }

  /// Mean 0 and variance 1, between −3.46 and 3.46: the sum of four uniform numbers, which takes no libm.
  mutating func bell() -> Float {
    let bits = next()
    let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48)
    // Four uniform numbers have the variance 4/12; √3 scales it to 1.
    return (Float(sum) * 0x1p-16 - 2) * 1.7320508
  }

  private static func mix(_ bits: UInt64) -> UInt64 {
    var z = bits
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

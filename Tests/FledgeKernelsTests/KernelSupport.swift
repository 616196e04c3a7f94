import FledgeKernels
import Foundation

/// Every instruction set that this processor has.
let availableISAs: [fledge_isa] = [
  FLEDGE_ISA_PORTABLE, FLEDGE_ISA_NEON, FLEDGE_ISA_AVX2, FLEDGE_ISA_AVX512,
].filter(fledge_isa_supported)

/// Runs `body` with the kernels of one instruction set.
func with<Result>(_ isa: fledge_isa, _ body: () throws -> Result) rethrows -> Result {
  fledge_isa_override(isa.rawValue)
  defer { fledge_isa_override(-1) }
  return try body()
}

private let threadCountLock = NSLock()

/// Runs `body` with `count` threads in the pool; one test at a time, since the count is the process's.
func withThreads<Result>(_ count: Int32, _ body: () throws -> Result) rethrows -> Result {
  threadCountLock.lock()
  fledge_threads_set(count)
  defer {
    fledge_threads_set(0)
    threadCountLock.unlock()
  }
  return try body()
}

/// Numbers that look random and are the same everywhere (SplitMix64; Steele, Lea and Flood, 2014).
struct TestNumbers: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func reals<T: BinaryFloatingPoint>(_ count: Int, in range: ClosedRange<Double>) -> [T] {
    (0..<count).map { _ in
      let unit = Double(next() >> 11) * 0x1p-53
      return T(range.lowerBound + (range.upperBound - range.lowerBound) * unit)
    }
  }
}

/// The largest relative error of `a` against `b`; infinite where one is NaN or infinite and the other is not the same.
func relativeError<T: BinaryFloatingPoint>(_ a: [T], _ b: [T], floor: T = T.leastNormalMagnitude) -> Double {
  zip(a, b).map { x, y in
    if x == y || (x.isNaN && y.isNaN) { return 0 }
    let error = Double(abs(x - y) / max(abs(y), floor))
    return error.isNaN ? .infinity : error
  }.max() ?? 0
}

/// Whether two arrays have the same bits, NaN included.
func sameBits<T>(_ a: [T], _ b: [T]) -> Bool {
  a.count == b.count
    && a.withUnsafeBytes { x in b.withUnsafeBytes { y in x.elementsEqual(y) } }
}

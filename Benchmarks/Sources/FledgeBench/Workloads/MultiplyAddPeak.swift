import Fledge
import MachineLimits

/// What no kernel can exceed: multiply-adds in registers, with the instruction set that the kernels use.
struct MultiplyAddPeak: Workload {
  let operations: Double
  private let threads: Int
  private let vectors: limits_vectors
  /// Several milliseconds, so that starting the threads does not show.
  private static let rounds = 200_000

  init(threads: Int) {
    self.threads = threads
    vectors =
      switch Machine.instructionSet {
      case "avx512": LIMITS_AVX512
      case "avx2": LIMITS_AVX2
      case "neon": LIMITS_NEON
      default: LIMITS_PORTABLE
      }
    operations = Double(limits_operations_per_round(vectors)) * Double(Self.rounds) * Double(threads)
  }

  mutating func run(steps: Int) {
    for _ in 0..<steps { limits_multiply_add(vectors, Int32(threads), Int64(Self.rounds)) }
  }

  func check() throws {}
}

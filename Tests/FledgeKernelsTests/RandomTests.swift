import FledgeKernels
import Foundation
import Testing

/// The generator: published vectors, the same bits everywhere, and distributions that hold.
@Suite struct RandomTests {
  func normal(_ first: UInt64, _ count: Int, key: UInt64 = 1, mean: Double = 0, deviation: Double = 1)
    -> [Double]
  {
    var y = [Double](repeating: .nan, count: count)
    fledge_random_normal_f64(key, 2, first, count, mean, deviation, &y)
    return y
  }

  func uniform(_ first: UInt64, _ count: Int, low: Double = 0, high: Double = 1) -> [Double] {
    var y = [Double](repeating: .nan, count: count)
    fledge_random_uniform_f64(1, 2, first, count, low, high, &y)
    return y
  }

  /// The known answers that come with Random123 (Salmon, Moraes, Dror and Shaw, 2011).
  @Test func publishedVectors() {
    func philox(_ key: UInt64, _ low: UInt64, _ high: UInt64) -> [UInt32] {
      var words = [UInt32](repeating: 0, count: 4)
      fledge_philox(key, low, high, &words)
      return words
    }
    #expect(philox(0, 0, 0) == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    #expect(philox(.max, .max, .max) == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    #expect(
      philox(0x299f_31d0_a409_3822, 0x85a3_08d3_243f_6a88, 0x0370_7344_1319_8a2e)
        == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  @Test func elementsAreHalvesOfBlocks() {
    var words = [UInt32](repeating: 0, count: 4)
    fledge_philox(5, 3, 9, &words)
    #expect(fledge_random_bits(5, 9, 6) == UInt64(words[1]) << 32 | UInt64(words[0]))
    #expect(fledge_random_bits(5, 9, 7) == UInt64(words[3]) << 32 | UInt64(words[2]))
  }

  @Test(arguments: availableISAs) func everyBitAgreesWithTheTwins(isa: fledge_isa) {
    with(isa) {
      for count in [0, 1, 2, 3, 15, 16, 17, 31, 33, 255, 256, 257, 1009] {
        for first: UInt64 in [0, 1, 6, 77, .max - 40] {
          var a = [Float](repeating: 0, count: count), b = a
          fledge_random_uniform_f32(3, 4, first, count, -1.5, 0.1, &a)
          fledge_random_uniform_reference_f32(3, 4, first, count, -1.5, 0.1, &b)
          #expect(sameBits(a, b))
          fledge_random_normal_f32(3, 4, first, count, 1, 2, &a)
          fledge_random_normal_reference_f32(3, 4, first, count, 1, 2, &b)
          #expect(sameBits(a, b))
          var c = [Double](repeating: 0, count: count), d = c
          fledge_random_uniform_f64(3, 4, first, count, -1.5, 0.1, &c)
          fledge_random_uniform_reference_f64(3, 4, first, count, -1.5, 0.1, &d)
          #expect(sameBits(c, d))
          fledge_random_normal_f64(3, 4, first, count, 1, 2, &c)
          fledge_random_normal_reference_f64(3, 4, first, count, 1, 2, &d)
          #expect(sameBits(c, d))
          let place = first & .max >> 2
          fledge_drop_f32(3, 4, place, count, 1 << 30, 1.25, b, &a)
          var kept = b
          fledge_drop_reference_f32(3, 4, place, count, 1 << 30, 1.25, b, &kept)
          #expect(sameBits(a, kept))
          fledge_drop_f64(3, 4, place, count, 1 << 30, 1.25, d, &c)
          var keptDoubles = d
          fledge_drop_reference_f64(3, 4, place, count, 1 << 30, 1.25, d, &keptDoubles)
          #expect(sameBits(c, keptDoubles))
        }
      }
    }
  }

  @Test func aDropInPiecesIsTheSameDrop() {
    let x = normal(0, 3000)
    func drop(_ first: Int, _ x: [Double]) -> [Double] {
      var y = x
      fledge_drop_f64(8, 1, UInt64(first), x.count, .max / 4, 2, x, &y)
      return y
    }
    let whole = drop(0, x)
    for piece in [1, 3, 4, 7, 509, 512, 1001] {
      let pieces = stride(from: 0, to: 3000, by: piece)
        .flatMap { drop($0, Array(x[$0..<min($0 + piece, 3000)])) }
      #expect(sameBits(pieces, whole))
    }
    let dropped = zip(x, whole).count { $1 == 0 }
    #expect(abs(dropped - 750) < 100)
    #expect(zip(x, whole).allSatisfy { $1 == 0 || $1 == 2 * $0 })
  }

  /// The same bits on every platform: computed once on x86-64 and once on 64-bit ARM.
  @Test func theBitsStayWhatTheyAre() {
    let bits = (normal(0, 10_000) + uniform(0, 10_000)).reduce(UInt64(0)) { ($0 &* 31) &+ $1.bitPattern }
    #expect(bits == 10_253_086_392_926_252_740)
  }

  @Test func aDrawInPiecesIsTheSameDraw() {
    let whole = normal(0, 1000)
    for piece in [1, 2, 3, 7, 64, 255, 256, 257] {
      let pieces = stride(from: 0, to: 1000, by: piece).flatMap { normal(UInt64($0), min(piece, 1000 - $0)) }
      #expect(sameBits(pieces, whole))
    }
    let long = [1, 2, 3].map { threads in withThreads(threads) { normal(5, 100_000) } }
    #expect(sameBits(long[0], long[1]) && sameBits(long[0], long[2]))
    #expect(sameBits(Array(long[0][50_001...]), normal(50_006, 49_999)))
  }

  @Test func keysAndStreamsDiffer() {
    #expect(fledge_random_bits(1, 2, 3) != fledge_random_bits(2, 2, 3))
    #expect(fledge_random_bits(1, 2, 3) != fledge_random_bits(1, 3, 3))
    #expect(normal(0, 4, key: 1) != normal(0, 4, key: 2))
  }

  /// Kolmogorov and Smirnov's distance of 100,000 draws: 1.95/√n is passed once in a thousand.
  func distance(_ draws: [Double], _ distribution: (Double) -> Double) -> Double {
    let sorted = draws.sorted(), n = Double(sorted.count)
    return sorted.enumerated().map { i, x in
      max(abs(distribution(x) - Double(i) / n), abs(Double(i + 1) / n - distribution(x)))
    }.max()!
  }

  @Test func normalMomentsAndDistribution() {
    let n = 100_000
    let z = normal(0, n)
    func moment(_ k: Int) -> Double {
      z.reduce(0) { sum, x in sum + (0..<k).reduce(1) { product, _ in product * x } } / Double(n)
    }
    // four standard deviations of the moments of a normal sample
    for (k, expected, variance) in [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
      #expect(abs(moment(k) - expected) < 4 * (variance / Double(n)).squareRoot())
    }
    #expect(distance(z) { 0.5 * erfc(-$0 / 2.0.squareRoot()) } < 1.95 / Double(n).squareRoot())
  }

  @Test func uniformStaysInsideAndIsUniform() {
    let n = 100_000
    let u = uniform(0, n, low: -2, high: 3)
    #expect(u.allSatisfy { $0 >= -2 && $0 < 3 })
    #expect(distance(u) { ($0 + 2) / 5 } < 1.95 / Double(n).squareRoot())
    var narrow = [Float](repeating: 0, count: 10_000)
    fledge_random_uniform_f32(1, 2, 0, narrow.count, 1, Double(Float(1).nextUp), &narrow)
    #expect(narrow.allSatisfy { $0 == 1 })
    fledge_random_uniform_f32(1, 2, 0, narrow.count, 0.1, 0.2, &narrow)
    #expect(narrow.allSatisfy { Double($0) >= 0.1 && Double($0) < 0.2 })
  }

  /// Against quantiles computed with 60 digits.
  @Test func quantiles() {
    let known: [(Double, Double)] = [
      (1e-300, -37.047096299361199), (1e-100, -21.273453560965324), (1e-20, -9.2623400897984076),
      (1e-12, -7.0344838253011319), (1e-05, -4.2648907939228246), (0.001, -3.0902323061678135),
      (0.0625, -1.5341205443525463), (0.075, -1.4395314709384559), (0.0751, -1.43882539275254),
      (0.25, -0.67448975019608174), (0.4375, -0.1573106846101707), (0.6, 0.25334710313579974),
      (0.75, 0.67448975019608174), (0.92499, 1.4394608308216256), (0.925, 1.4395314709384562),
      (0.9251, 1.4402382675279639), (0.975, 1.9599639845400539), (0.999, 3.0902323061678133),
    ]
    for (p, z) in known {
      #expect(abs(fledge_normal_quantile(p) / z - 1) <= 5e-16, "\(p)")
    }
    #expect(fledge_normal_quantile(0.5) == 0)
    for p in [0.01, 0.07, 0.074, 0.08, 0.25, 0.4] {
      #expect(abs(fledge_normal_quantile(p) + fledge_normal_quantile(1 - p)) < 1e-14)
    }
  }
}

import FledgeKernels
import Testing

typealias Reduction<T> = (Int, Int, Int, UnsafePointer<T>?, UnsafeMutablePointer<T>?) -> Void

/// Calls a reduction over an (outer, axis, inner) block that lies one element behind the start of its memory.
func reduce<T: BinaryFloatingPoint>(_ kernel: Reduction<T>, _ x: [T], _ outer: Int, _ axis: Int, _ inner: Int)
  -> [T]
{
  let shifted = [0] + x
  var y = [T](repeating: 7, count: outer * inner + 2)
  shifted.withUnsafeBufferPointer { from in
    y.withUnsafeMutableBufferPointer {
      kernel(outer, axis, inner, from.baseAddress! + 1, $0.baseAddress! + 1)
    }
  }
  precondition(y.first == 7 && y.last == 7, "a kernel wrote beyond its result")
  return Array(y.dropFirst().dropLast())
}

/// Sums, means and maxima against their naive twins and closed forms.
@Suite struct ReduceTests {
  static let outers = [0, 1, 2, 3, 40]
  static let axes = [0, 1, 2, 5, 31, 32, 33, 127, 129, 1009, 4097, 9001]
  static let inners = [0, 1, 2, 3, 7, 16, 31, 33, 127, 128, 129, 255, 256, 257, 600]

  func check<T: BinaryFloatingPoint>(
    _ isa: fledge_isa, _ pairs: [(String, Reduction<T>, Reduction<T>)], tolerance: Double
  ) {
    var numbers = TestNumbers(5)
    let x: [T] = numbers.reals(40_000, in: -1...2)
    for outer in Self.outers {
      for axis in Self.axes {
        for inner in Self.inners where outer * max(axis, 1) * inner <= x.count {
          let block = Array(x[..<(outer * axis * inner)])
          for (name, fast, naive) in pairs {
            let a = reduce(fast, block, outer, axis, inner), b = reduce(naive, block, outer, axis, inner)
            // terms of both signs cancel: their size counts, which is about 1 each
            let error = relativeError(a, b, floor: name == "sum" ? T(max(axis, 1)) : 1)
            #expect(error <= tolerance, "\(name) \(isa) \(T.self) (\(outer), \(axis), \(inner)): \(error)")
          }
        }
      }
    }
  }

  @Test(arguments: availableISAs) func agreeWithTheirTwins(isa: fledge_isa) {
    with(isa) {
      check(
        isa,
        [
          ("sum", fledge_sum_f32, fledge_sum_reference_f32),
          ("mean", fledge_mean_f32, fledge_mean_reference_f32),
          ("max", fledge_max_f32, fledge_max_reference_f32),
        ], tolerance: 1.2e-7)
      check(
        isa,
        [
          ("sum", fledge_sum_f64, fledge_sum_reference_f64),
          ("mean", fledge_mean_f64, fledge_mean_reference_f64),
          ("max", fledge_max_f64, fledge_max_reference_f64),
        ], tolerance: 1e-15)
    }
  }

  @Test func tenMillionTenths() {
    let x = [Float](repeating: 0.1, count: 10_000_000)
    let exact = 10_000_000 * Double(Float(0.1))
    for (axis, inner) in [(10_000_000, 1), (1_000_000, 10), (10_000, 1000)] {
      for sum in reduce(fledge_sum_f32, x, 1, axis, inner) {
        #expect(abs(Double(sum) * Double(inner) / exact - 1) <= 1e-7)
      }
    }
  }

  /// Sums of whole numbers are exact in Double: every instruction set gives the same.
  @Test(arguments: availableISAs) func sumsOfIntegersAreExact(isa: fledge_isa) {
    let n = 200_003
    let x = (0..<n).map { Double($0) }
    with(isa) {
      #expect(reduce(fledge_sum_f64, x, 1, n, 1) == [Double(n) * Double(n - 1) / 2])
      #expect(reduce(fledge_mean_f64, x, 1, n, 1) == [Double(n - 1) / 2])
      #expect(reduce(fledge_max_f64, x, 1, n, 1) == [Double(n - 1)])
    }
  }

  @Test func everyInstructionSetSumsInTheSameOrder() {
    var numbers = TestNumbers(6)
    let x: [Double] = numbers.reals(150_000, in: -1...1)
    for (outer, axis, inner) in [(1, 150_000, 1), (1, 1000, 150), (3, 50_000, 1), (10, 30, 500)] {
      let results = availableISAs.map { isa in with(isa) { reduce(fledge_sum_f64, x, outer, axis, inner) } }
      for other in results[1...] { #expect(sameBits(other, results[0])) }
    }
  }

  @Test func theBitsDoNotDependOnTheNumberOfThreads() {
    var numbers = TestNumbers(7)
    let x: [Float] = numbers.reals(300_000, in: -1...1)
    for (outer, axis, inner) in [
      (1, 300_000, 1), (1, 100_000, 3), (300, 1000, 1), (1, 300, 1000), (2, 1000, 150),
    ] {
      for kernel in [fledge_sum_f32, fledge_mean_f32, fledge_max_f32] {
        let results = [1, 2, 3].map { n in withThreads(n) { reduce(kernel, x, outer, axis, inner) } }
        for other in results[1...] { #expect(sameBits(other, results[0])) }
      }
    }
  }

  @Test(arguments: availableISAs) func nothing(isa: fledge_isa) {
    with(isa) {
      for inner in [1, 3, 300] {
        #expect(reduce(fledge_sum_f32, [], 2, 0, inner) == [Float](repeating: 0, count: 2 * inner))
        #expect(reduce(fledge_mean_f32, [], 2, 0, inner).allSatisfy { $0.isNaN })
        #expect(reduce(fledge_max_f32, [], 2, 0, inner) == [Float](repeating: -.infinity, count: 2 * inner))
      }
    }
  }

  @Test(arguments: availableISAs) func nanWins(isa: fledge_isa) {
    with(isa) {
      for inner in [1, 2, 40, 300] {
        for (axis, place) in [(1, 0), (5, 0), (5, 4), (100, 50), (100, 99), (5000, 4097)] {
          var x = [Float](repeating: .infinity, count: axis * inner)
          x[place * inner] = .nan
          let largest = reduce(fledge_max_f32, x, 1, axis, inner)
          #expect(largest[0].isNaN && largest[1...].allSatisfy { $0 == .infinity })
          #expect(reduce(fledge_sum_f32, x, 1, axis, inner)[0].isNaN)
        }
      }
    }
  }

  @Test(arguments: availableISAs) func aMeanDoesNotOverflow(isa: fledge_isa) {
    with(isa) {
      for inner in [1, 3] {
        let n = 100 * inner
        #expect(reduce(fledge_mean_f32, [Float](repeating: 3e38, count: n), 1, 100, inner)[0] == 3e38)
        let mean = reduce(fledge_mean_f64, [Double](repeating: 1.5e308, count: n), 1, 100, inner)[0]
        #expect(abs(mean / 1.5e308 - 1) < 1e-14)
        #expect(reduce(fledge_sum_f32, [Float](repeating: 3e38, count: n), 1, 100, inner)[0] == .infinity)
      }
    }
  }
}

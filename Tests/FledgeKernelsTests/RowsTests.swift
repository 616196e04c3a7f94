import FledgeKernels
import Testing

/// Softmax, its relatives and cross-entropy against their naive twins.
@Suite struct RowsTests {
  static let columnCounts = [
    1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 31, 33, 63, 64, 65, 66, 71, 79, 80, 81, 97, 127, 128, 129, 1009,
  ]
  static let rowCounts = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33]

  /// Every size, with finite logits, with some that are -inf, and with +inf and NaN as well.
  func check<T: BinaryFloatingPoint>(_ fast: RowsKernels<T>, _ naive: RowsKernels<T>, _ isa: fledge_isa) {
    // x - max rounds in T before exp sees it: 40 times half a unit in the last place
    let tolerance = 40 * Double(T.ulpOfOne)
    var numbers = TestNumbers(1)
    for columns in Self.columnCounts {
      for specials in [[], [-T.infinity], [-T.infinity, T.infinity, T.nan]] {
        let rows = Self.rowCounts.randomElement(using: &numbers)!
        var x: [T] = numbers.reals(rows * columns, in: -20...20)
        for i in x.indices where Int.random(in: 0...columns, using: &numbers) == 0 {
          x[i] = specials.randomElement(using: &numbers) ?? x[i]
        }
        let labels = (0..<rows).map { _ in Int32.random(in: 0..<Int32(columns), using: &numbers) }
        let context = "\(isa) \(T.self) rows \(rows) columns \(columns)"
        func close(_ what: String, _ a: [T], _ b: [T], floor: T = .leastNormalMagnitude) {
          let error = relativeError(a, b, floor: floor)
          #expect(error <= tolerance, "\(what) \(context): \(error)")
        }
        close("softmax", fast.softmax(x, columns: columns), naive.softmax(x, columns: columns))
        close("log softmax", fast.logSoftmax(x, columns: columns), naive.logSoftmax(x, columns: columns))
        // near 0 the logarithm of the sum and the maximum cancel
        close(
          "log sum exp", fast.logSumExp(x, columns: columns), naive.logSumExp(x, columns: columns), floor: 1)
        close("gradient", fast.gradient(x, labels, scale: 0.1), naive.gradient(x, labels, scale: 0.1))
        let loss = fast.crossEntropy(x, labels), expected = naive.crossEntropy(x, labels)
        #expect(
          relativeError([loss], [expected]) <= 4 * Double(T.ulpOfOne), "loss \(context): \(loss), \(expected)"
        )
      }
    }
  }

  @Test(arguments: availableISAs) func agreeWithTheirTwins(isa: fledge_isa) {
    with(isa) {
      check(RowsKernels<Float>.fast, .naive, isa)
      check(RowsKernels<Double>.fast, .naive, isa)
    }
  }

  @Test(arguments: availableISAs) func anInputMayBeItsOwnResult(isa: fledge_isa) {
    var numbers = TestNumbers(2)
    for columns in [3, 10, 64, 65, 70, 200] {
      let x: [Float] = numbers.reals(5 * columns, in: -3...3)
      let labels = [0, 1, 2, Int32(columns - 1), Int32(columns / 2)]
      with(isa) {
        var softmax = x, gradient = x, logSoftmax = x
        softmax.withUnsafeMutableBufferPointer {
          fledge_softmax_f32(5, columns, $0.baseAddress!, $0.baseAddress!)
        }
        logSoftmax.withUnsafeMutableBufferPointer {
          fledge_log_softmax_f32(5, columns, $0.baseAddress!, $0.baseAddress!)
        }
        gradient.withUnsafeMutableBufferPointer {
          fledge_cross_entropy_gradient_f32(5, columns, $0.baseAddress!, labels, 1, $0.baseAddress!)
        }
        #expect(softmax == RowsKernels<Float>.fast.softmax(x, columns: columns))
        #expect(logSoftmax == RowsKernels<Float>.fast.logSoftmax(x, columns: columns))
        #expect(gradient == RowsKernels<Float>.fast.gradient(x, labels))
      }
    }
  }

  @Test(arguments: [10, 100]) func theBitsDoNotDependOnTheNumberOfThreads(columns: Int) {
    var numbers = TestNumbers(3)
    let rows = 100_000 / columns
    let x: [Float] = numbers.reals(rows * columns, in: -5...5)
    let labels = (0..<rows).map { Int32($0 % columns) }
    let kernels = RowsKernels<Float>.fast
    let results = [1, 2, 3].map { threads in
      withThreads(Int32(threads)) {
        (
          kernels.softmax(x, columns: columns), kernels.gradient(x, labels), kernels.crossEntropy(x, labels),
          kernels.logSumExp(x, columns: columns)
        )
      }
    }
    for other in results[1...] {
      #expect(sameBits(other.0, results[0].0) && sameBits(other.1, results[0].1))
      #expect(other.2.bitPattern == results[0].2.bitPattern && sameBits(other.3, results[0].3))
    }
  }

  @Test(arguments: availableISAs) func noRowsAndNoColumns(isa: fledge_isa) {
    with(isa) {
      #expect(RowsKernels<Float>.fast.softmax([], columns: 10) == [])
      #expect(RowsKernels<Float>.fast.crossEntropy([], []) == 0)
      var y: [Float] = [1, 1]
      fledge_softmax_f32(2, 0, [Float](), &y)
      fledge_log_sum_exp_f32(2, 0, [Float](), &y)
      #expect(y == [-.infinity, -.infinity])
    }
  }
}

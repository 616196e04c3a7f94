import FledgeKernels
import Testing

/// The edges that NUMERICS names, each on narrow rows, on wide ones and on every instruction set.
@Suite(.serialized) struct RowsEdgeTests {
  let kernels = RowsKernels<Float>.fast

  /// The row, and the row with -inf appended until it is wide: logits that change nothing.
  func widths(_ row: [Float]) -> [[Float]] {
    [row, row + [Float](repeating: -.infinity, count: 67), row + [Float](repeating: -.infinity, count: 300)]
  }

  func onEveryISA(_ row: [Float], _ body: ([Float]) -> Void) {
    for isa in availableISAs { with(isa) { widths(row).forEach(body) } }
  }

  @Test func aLogitOfMinusInfinityHasNoProbability() {
    onEveryISA([1, -.infinity, 1]) { row in
      let y = kernels.softmax(row, columns: row.count)
      #expect(y[0] == 0.5 && y[2] == 0.5 && y[1] == 0 && y[3...].allSatisfy { $0 == 0 })
    }
  }

  @Test func infinitelyLargeOrNothingButMinusInfinityIsUndefined() {
    for row: [Float] in [[-.infinity, -.infinity], [0, .infinity, 1], [.infinity, .infinity], [0, .nan]] {
      onEveryISA(row) { row in
        #expect(kernels.softmax(row, columns: row.count).allSatisfy { $0.isNaN })
        #expect(kernels.logSoftmax(row, columns: row.count).allSatisfy { $0.isNaN })
        #expect(kernels.crossEntropy(row, [0]).isNaN)
      }
    }
  }

  @Test func logSumExpAtInfinity() {
    onEveryISA([-.infinity, -.infinity]) { row in
      #expect(kernels.logSumExp(row, columns: row.count) == [-.infinity])
    }
    onEveryISA([0, .infinity]) { row in #expect(kernels.logSumExp(row, columns: row.count) == [.infinity]) }
    onEveryISA([.infinity, .nan]) { row in #expect(kernels.logSumExp(row, columns: row.count)[0].isNaN) }
  }

  @Test func crossEntropyOfHugeLogits() {
    for (size, loss) in [(Float(1e4), 20000.0), (1e38, Double(Float(1e38)) * 2)] {
      onEveryISA([size, -size]) { row in
        #expect(kernels.crossEntropy(row, [1]) == loss)
        #expect(kernels.gradient(row, [1])[..<2] == [1, -1])
        #expect(kernels.crossEntropy(row, [0]) == 0)
        #expect(kernels.gradient(row, [0]).allSatisfy { $0 == 0 })
      }
    }
  }

  /// log(1 + e^-20) = 2.0611536e-9; both entries of the gradient are as small, with opposite signs.
  @Test func crossEntropyKeepsATinyLoss() {
    let exact = 2.061153618190204e-9
    onEveryISA([20, 0]) { row in
      #expect(abs(kernels.crossEntropy(row, [0]) - exact) <= 3e-7 * exact)
      let gradient = kernels.gradient(row, [0])
      #expect(abs(Double(gradient[0]) + exact) <= 3e-7 * exact)
      #expect(gradient[1] == -gradient[0])
      #expect(abs(Double(kernels.logSoftmax(row, columns: row.count)[0]) + exact) <= 3e-7 * exact)
    }
    // e^-40 is lost beside 1 in Double too
    let row = [40.0, 0.0]
    #expect(abs(RowsKernels<Double>.fast.crossEntropy(row, [0]) / 4.248354255291589e-18 - 1) < 1e-15)
  }

  @Test func lossesAreSummedInDouble() {
    let rows = 100
    let x = (0..<2 * rows).map { $0 % 2 == 0 ? Float(1e38) : -1e38 }
    for isa in availableISAs {
      with(isa) {
        let sum = kernels.crossEntropy(x, [Int32](repeating: 1, count: rows))
        #expect(abs(sum / 2e40 - 1) < 1e-7)
      }
    }
  }

  @Test func softmaxOfEqualLogitsIsUniform() {
    for columns in [1, 2, 10, 100, 1000] {
      let y = kernels.softmax([Float](repeating: -3, count: columns), columns: columns)
      #expect(y == [Float](repeating: 1 / Float(columns), count: columns))
    }
  }

  @Test func theGradientOfARowSumsToZero() {
    var numbers = TestNumbers(4)
    for columns in [2, 10, 64, 100] {
      let x: [Double] = numbers.reals(columns, in: -3...3)
      let sum = RowsKernels<Double>.fast.gradient(x, [1]).reduce(0, +)
      #expect(abs(sum) < 1e-15)
    }
  }
}

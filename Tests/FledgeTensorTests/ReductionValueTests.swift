import Fledge
import Foundation
import TestSupport
import Testing

/// A reduction of tensors over axes, and the same of a list of numbers.
private struct Reduction: Sendable, CustomTestStringConvertible {
  let name: String
  let tensors: @Sendable (Tensor, [Int], Bool) -> Tensor
  let numbers: @Sendable ([Double]) -> Double
  var testDescription: String { name }
}

private let reductions: [Reduction] = [
  Reduction(name: "sum", tensors: { $0.sum(axes: $1, keepingDimensions: $2) }, numbers: { $0.reduce(0, +) }),
  Reduction(name: "mean", tensors: { $0.mean(axes: $1, keepingDimensions: $2) }) {
    $0.isEmpty ? .nan : $0.reduce(0, +) / Double($0.count)
  },
  Reduction(name: "max", tensors: { $0.max(axes: $1, keepingDimensions: $2) }) { $0.max() ?? -.infinity },
  Reduction(name: "min", tensors: { $0.min(axes: $1, keepingDimensions: $2) }) { $0.min() ?? .infinity },
  Reduction(name: "product", tensors: { $0.product(axes: $1, keepingDimensions: $2) }) { $0.reduce(1, *) },
  Reduction(name: "variance", tensors: { $0.variance(axes: $1, keepingDimensions: $2) }) { variance($0, 0) },
  Reduction(
    name: "unbiased variance", tensors: { $0.variance(axes: $1, unbiased: true, keepingDimensions: $2) }
  ) { $0.count < 2 ? .nan : variance($0, 1) },
  Reduction(name: "standard deviation", tensors: { $0.standardDeviation(axes: $1, keepingDimensions: $2) }) {
    variance($0, 0).squareRoot()
  },
  Reduction(name: "norm", tensors: { $0.norm(axes: $1, keepingDimensions: $2) }) { norm($0, 2) },
  Reduction(name: "norm, p = 1", tensors: { $0.norm(1, axes: $1, keepingDimensions: $2) }) { norm($0, 1) },
  Reduction(name: "norm, p = 3", tensors: { $0.norm(3, axes: $1, keepingDimensions: $2) }) { norm($0, 3) },
  Reduction(name: "norm, p infinite", tensors: { $0.norm(.infinity, axes: $1, keepingDimensions: $2) }) {
    $0.map { abs($0) }.max() ?? 0
  },
  Reduction(name: "logSumExp", tensors: { $0.logSumExp(axes: $1, keepingDimensions: $2) }) {
    log($0.map { exp($0) }.reduce(0, +))
  },
]

private func variance(_ x: [Double], _ correction: Double) -> Double {
  let mean = x.reduce(0, +) / Double(x.count)
  return x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (Double(x.count) - correction)
}

private func norm(_ x: [Double], _ p: Double) -> Double { pow(x.reduce(0) { $0 + pow(abs($1), p) }, 1 / p) }

/// A function along one axis that keeps the shape, and the same of a list of numbers.
private struct AlongAxis: Sendable, CustomTestStringConvertible {
  let name: String
  let tensors: @Sendable (Tensor, Int) -> Tensor
  let numbers: @Sendable ([Double]) -> [Double]
  var testDescription: String { name }
}

private let alongAxis: [AlongAxis] = [
  AlongAxis(name: "softmax", tensors: { $0.softmax(axis: $1) }) { x in
    let total = x.map { exp($0) }.reduce(0, +)
    return x.map { exp($0) / total }
  },
  AlongAxis(name: "logSoftmax", tensors: { $0.logSoftmax(axis: $1) }) { x in
    let largest = x.max() ?? 0
    let total = log(x.map { exp($0 - largest) }.reduce(0, +))
    return x.map { $0 - largest - total }
  },
  AlongAxis(name: "cumulative sum", tensors: { $0.cumulativeSum(axis: $1) }) { x in
    x.indices.map { x[...$0].reduce(0, +) }
  },
  AlongAxis(name: "cumulative sum, reversed", tensors: { $0.cumulativeSum(axis: $1, reversed: true) }) { x in
    x.indices.map { x[$0...].reduce(0, +) }
  },
  AlongAxis(name: "cumulative product", tensors: { $0.cumulativeProduct(axis: $1) }) { x in
    x.indices.map { x[...$0].reduce(1, *) }
  },
  AlongAxis(name: "cumulative product, reversed", tensors: { $0.cumulativeProduct(axis: $1, reversed: true) })
  {
    x in x.indices.map { x[$0...].reduce(1, *) }
  },
  AlongAxis(name: "sorted", tensors: { $0.sorted(axis: $1) }, numbers: { $0.sorted() }),
  AlongAxis(name: "sorted, descending", tensors: { $0.sorted(axis: $1, descending: true) }) {
    $0.sorted(by: >)
  },
  AlongAxis(name: "argSort", tensors: { $0.argSort(axis: $1) }) { x in
    x.indices.sorted { x[$0] < x[$1] }.map(Double.init)
  },
  AlongAxis(name: "flipped", tensors: { $0.flipped(axis: $1) }, numbers: { $0.reversed() }),
  AlongAxis(name: "rolled", tensors: { $0.rolled(by: 2, axis: $1) }) { x in
    x.indices.map { x[(($0 - 2) % x.count + x.count) % x.count] }
  },
]

@Suite struct ReductionValueTests {
  @Test("values agree with plain Swift for every set of axes", arguments: reductions)
  fileprivate func values(_ reduction: Reduction) {
    var random = Random(seed: 8)
    for _ in 0..<8 {
      let shape = random.shape(rank: 0...4)
      for dtype in [DType.float32, .float64] {
        let x = random.uniform(shape, from: -2, to: 2, dtype: dtype)
        let plain = PlainArray(x)
        for set in 0..<(1 << shape.rank) {
          let axes = (0..<shape.rank).filter { set >> $0 & 1 == 1 }
          let keep = random.integer(0...1) == 1
          // Axes may come in any order, and from the end.
          let asked = axes.reversed().map { $0 % 2 == 0 ? $0 : $0 - shape.rank }
          expectClose(
            reduction.tensors(x, asked, keep), plain.reduced(axes, keep: keep, reduction.numbers),
            within: tolerance(dtype), "\(shape), axes \(axes)")
        }
      }
    }
  }

  @Test("without axes, everything is reduced")
  func everything() {
    let x: Tensor = [[1, 2], [3, 4]]
    #expect(x.sum() == Tensor(10))
    #expect(x.mean() == Tensor(2.5))
    #expect(x.max() == Tensor(4))
    #expect(x.sum(keepingDimensions: true) == [[10]])
    #expect(x.logSumExp().shape == [])
  }

  @Test("softmax and log-softmax agree with plain Swift along every axis", arguments: alongAxis)
  fileprivate func alongAxes(_ function: AlongAxis) {
    var random = Random(seed: 9)
    for _ in 0..<12 {
      let shape = random.shape(rank: 1...4)
      for dtype in [DType.float32, .float64] {
        let x = random.uniform(shape, from: -4, to: 4, dtype: dtype)
        let plain = PlainArray(x)
        for axis in 0..<shape.rank {
          let expected = PlainArray(shape.dimensions) { index in
            let line = (0..<shape[axis]).map { position in
              var other = index
              other[axis] = position
              return plain[other]
            }
            return function.numbers(line)[index[axis]]
          }
          expectClose(
            function.tensors(x, axis), expected, within: tolerance(dtype), "\(shape), axis \(axis)")
          expectClose(function.tensors(x, axis - shape.rank), expected, within: tolerance(dtype))
        }
      }
    }
  }

  @Test("argMax is the first largest along the last axis")
  func argMax() {
    #expect(
      Tensor([[1.0, 3, 3], [5, 2, 5], [.nan, 9, .nan]]).argMax(axis: -1) == Tensor([1, 0, 0] as [Int32]))
    #expect(Tensor([[1, 3, .nan]] as [[Float]]).argMax(axis: -1) == Tensor([2] as [Int32]))
    #expect(Tensor([4.0, 7]).argMax(axis: -1) == Tensor(shape: [], [1] as [Int32]))
    #expect(Tensor.zeros([0, 3]).argMax(axis: -1).shape == [0])
    #expect(Tensor.zeros([2, 0, 3]).argMax(axis: -1).shape == [2, 0])
  }
}

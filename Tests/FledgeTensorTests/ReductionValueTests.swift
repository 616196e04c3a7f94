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
  Reduction(name: "logSumExp", tensors: { $0.logSumExp(axes: $1, keepingDimensions: $2) }) {
    log($0.map { exp($0) }.reduce(0, +))
  },
]

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
    #expect(Tensor([[1.0, 3, 3], [5, 2, 5], [.nan, 9, .nan]]).argMax() == Tensor([1, 0, 0] as [Int32]))
    #expect(Tensor([[1, 3, .nan]] as [[Float]]).argMax() == Tensor([2] as [Int32]))
    #expect(Tensor([4.0, 7]).argMax() == Tensor(shape: [], [1] as [Int32]))
    #expect(Tensor.zeros([0, 3]).argMax().shape == [0])
    #expect(Tensor.zeros([2, 0, 3]).argMax().shape == [2, 0])
  }
}

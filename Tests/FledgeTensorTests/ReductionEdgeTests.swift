import Fledge
import Testing

/// What reductions give for integers, masks, ties, NaN and nothing.
@Suite struct ReductionEdgeTests {
  private let integers = Tensor([[3, -1, 2], [7, 0, -4]] as [[Int32]])

  @Test("sums and products of integers are int64 and exact, extrema keep the type, means are float32")
  func reduceIntegers() {
    #expect(integers.sum() == Tensor(shape: [], [7] as [Int64]))
    #expect(integers.sum(axis: 0) == Tensor([10, -1, -2] as [Int64]))
    #expect(integers.product(axis: 1) == Tensor([-6, 0] as [Int64]))
    #expect(integers.max(axis: -1) == Tensor([3, 7] as [Int32]))
    #expect(integers.min(axes: [0, 1]) == Tensor(shape: [], [-4] as [Int32]))
    #expect(integers.mean(axis: 0) == [5, -0.5, -1])
    #expect(Tensor([200, 100] as [UInt8]).sum() == Tensor(shape: [], [300] as [Int64]))
    #expect(
      Tensor([9_007_199_254_740_993, 0] as [Int64]).sum().elements(as: Int64.self) == [9_007_199_254_740_993])
    #expect(Tensor([.max, 1] as [Int64]).sum().elements(as: Int64.self) == [.min])
    #expect(integers.cumulativeSum(axis: 1) == Tensor([[3, 2, 4], [7, 7, 3]] as [[Int64]]))
    #expect(
      integers.cumulativeProduct(axis: 1, reversed: true) == Tensor([[-6, -2, 2], [0, 0, -4]] as [[Int64]]))
    #expect(integers.sorted() == Tensor([[-1, 2, 3], [-4, 0, 7]] as [[Int32]]))
    #expect(integers.variance(axis: 1).dtype == .float32)
    #expect(integers.norm(axis: 1).dtype == .float32)
  }

  @Test("any, all, counts and indices of masks")
  func masks() {
    let mask = Tensor([[true, false, true], [false, false, false]])
    #expect(mask.any(axis: 1) == Tensor([true, false]))
    #expect(mask.all(axis: 0) == Tensor([false, false, false]))
    #expect(mask.any() == Tensor(shape: [], [true]))
    #expect(mask.countNonzero(axis: 1, keepingDimensions: true) == Tensor([[2], [0]] as [[Int64]]))
    #expect(mask.sum() == Tensor(shape: [], [2] as [Int64]))
    #expect(mask.mean(axis: 0) == [0.5, 0, 0.5])
    #expect(Tensor.zeros([0]).any() == Tensor(shape: [], [false]))
    #expect(Tensor.zeros([0]).all() == Tensor(shape: [], [true]))
    #expect(Tensor([0, 2.5, .nan] as [Double]).countNonzero() == Tensor(shape: [], [2] as [Int64]))
    #expect(mask.nonzeroIndices() == Tensor([[0, 0], [0, 2]] as [[Int32]]))
    #expect(Tensor(3).nonzeroIndices().shape == [1, 0])
    #expect(Tensor(0).nonzeroIndices().shape == [0, 0])
  }

  @Test("argMax and argMin over any axis: the first at a tie; a NaN is taken; every type")
  func argExtrema() {
    let x = Tensor([[1.0, 5, 5], [3, 5, 2]] as [[Double]])
    #expect(x.argMax(axis: 0) == Tensor([1, 0, 0] as [Int32]))
    #expect(x.argMax(axis: 1, keepingDimensions: true) == Tensor([[1], [1]] as [[Int32]]))
    #expect(x.argMin(axis: 0) == Tensor([0, 0, 1] as [Int32]))
    #expect(x.argMin(axis: -1) == Tensor([0, 2] as [Int32]))
    #expect(Tensor([2, .nan, 1] as [Double]).argMin(axis: -1) == Tensor(shape: [], [1] as [Int32]))
    #expect(Tensor([[2, .nan], [.nan, 1]] as [[Double]]).argMax(axis: 0) == Tensor([1, 0] as [Int32]))
    #expect(integers.argMax(axis: -1) == Tensor([0, 0] as [Int32]))
    #expect(Tensor([.max - 1, .max] as [Int64]).argMax(axis: -1) == Tensor(shape: [], [1] as [Int32]))
    #expect(Tensor([true, false]).argMin(axis: -1) == Tensor(shape: [], [1] as [Int32]))
    let (values, indices) = x.maxWithIndex(axis: 1)
    #expect(values == Tensor([5.0, 5] as [Double]) && indices == Tensor([1, 1] as [Int32]))
  }

  @Test("at a tie a maximum shares the gradient, one with an index gives it to the first")
  func ties() {
    #expect(gradient(at: [2, 1, 2]) { $0.max() } == [0.5, 0, 0.5])
    #expect(gradient(at: [1, 3, 1]) { $0.min() } == [0.5, 0, 0.5])
    #expect(gradient(at: [2, 1, 2]) { $0.maxWithIndex().values } == [1, 0, 0])
    #expect(gradient(at: [1, 3, 1]) { $0.minWithIndex().values } == [1, 0, 0])
    #expect(gradient(at: [2, 1, 2]) { $0.sorted()[1] } == [1, 0, 0])
  }

  @Test("a product's gradient where factors are 0")
  func productsOfZeros() {
    #expect(gradient(at: [2, 0, 3]) { $0.product() } == [0, 6, 0])
    #expect(gradient(at: [2, 0, 0]) { $0.product() } == [0, 0, 0])
    #expect(gradient(at: [2, 0, 3]) { $0.cumulativeProduct(axis: 0).sum() } == [1, 8, 0])
    #expect(gradient(at: [2, 0, 3]) { gradient(at: $0) { $0.product() }.sum() } == [3, 5, 2])
  }

  @Test("the norm at 0 has gradient 0, and so has a deviation of equal elements, to second order")
  func normAtZero() {
    for p in [1, 1.5, 2, 3, .infinity] {
      #expect(Tensor([0, 0] as [Double]).norm(p) == Tensor(0, dtype: .float64), "p = \(p)")
      #expect(gradient(at: [0, 0]) { $0.norm(p) } == [0, 0], "p = \(p)")
      #expect(gradient(at: [0, 0]) { gradient(at: $0) { $0.norm(p) }.sum() } == [0, 0], "p = \(p)")
    }
    #expect(gradient(at: [3, 3]) { $0.standardDeviation() } == [0, 0])
    #expect(
      gradient(at: [0, 0]) { select(Tensor([false, false]), $0.norm(axis: 0), .zeros([])).sum() } == [0, 0])
  }

  @Test("a norm neither overflows nor vanishes on the way")
  func normOfExtremes() {
    #expect(Tensor([3e300, 4e300] as [Double]).norm().item == 5e300)
    #expect(Tensor([3e-300, 4e-300] as [Double]).norm().item == 5e-300)
    #expect(Tensor([3e30, 4e30] as [Float]).norm() == Tensor(Double(Float(5e30))))
    #expect(Tensor([.infinity, 1] as [Double]).norm().item == .infinity)
    #expect(Tensor([.nan, 1] as [Double]).norm().item.isNaN)
    #expect(Tensor([3.0, 4] as [Double]).norm().item == 5)
  }

  @Test("variances of too little are NaN, medians pass NaN on")
  func tooLittle() {
    #expect(Tensor([2.0] as [Double]).variance().item == 0)
    #expect(Tensor([2.0] as [Double]).variance(unbiased: true).item.isNaN)
    #expect(Tensor([] as [Double]).variance().item.isNaN)
    #expect(Tensor([4.0, 1, 3] as [Double]).median().item == 3)
    #expect(Tensor([4.0, 1, 3, 2] as [Double]).median().item == 2.5)
    #expect(Tensor([4, 1, .nan] as [Double]).median().item.isNaN)
    #expect(Tensor([4, 1, .infinity] as [Double]).median().item == 4)
  }

  @Test("NaN comes last, equal elements keep their order")
  func order() {
    let x = Tensor([2, .nan, 1, 2, -.infinity] as [Double])
    #expect(x.argSort() == Tensor([4, 2, 0, 3, 1] as [Int32]))
    #expect(x.argSort(descending: true) == Tensor([0, 3, 2, 4, 1] as [Int32]))
    #expect(Tensor([1, 3, 3, 2] as [UInt8]).topK(2).indices == Tensor([1, 2] as [Int32]))
    #expect(
      Tensor([1.0, 3, 3, 2] as [Double]).topK(2, largest: false).values == Tensor([1.0, 2] as [Double]))
    #expect(Tensor([true, false, true]).sorted() == Tensor([false, true, true]))
    #expect(Tensor([[1.0, 3], [2, 0]] as [[Double]]).topK(0).values.shape == [2, 0])
  }
}

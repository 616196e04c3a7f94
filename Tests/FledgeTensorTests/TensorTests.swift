import Fledge
import Testing

/// Making tensors, reading them, comparing them, and the types of their elements.
@Suite struct TensorTests {
  @Test("literals")
  func literals() {
    let vector: Tensor = [1, 2.5, -3]
    #expect(vector.shape == [3] && vector.dtype == .float32 && vector.elements() == [1, 2.5, -3] as [Float])
    let matrix: Tensor = [[1, 2], [3, 4], [5, 6]]
    #expect(matrix.shape == [3, 2] && matrix[2] == [5, 6])
    let cube: Tensor = [[[1], [2]]]
    #expect(cube.shape == [1, 2, 1])
    let empty: Tensor = []
    #expect(empty.shape == [0])
  }

  @Test("from arrays of every element type")
  func fromArrays() {
    #expect(Tensor([1.5, 2] as [Float]).dtype == .float32)
    #expect(Tensor([1.5, 2] as [Double]).dtype == .float64)
    #expect(Tensor([1, 2] as [Int32]).dtype == .int32)
    #expect(Tensor([1, 2] as [Int64]).dtype == .int64)
    #expect(Tensor([1, 2] as [UInt8]).dtype == .uint8)
    #expect(Tensor([true, false]).dtype == .bool)
    #expect(Tensor([[1.0, 2], [3, 4]]).shape == [2, 2])
    #expect(Tensor(shape: [2, 1, 2], (1...4).map(Float.init)) == [[[1, 2]], [[3, 4]]])
    #expect(Tensor([] as [Float]).shape == [0])
    #expect(Tensor([[], []] as [[Float]]).shape == [2, 0])
  }

  @Test("zeros, ones, constants, ranges, identities, one-hot rows")
  func constants() {
    for dtype in DType.allCases {
      #expect(Tensor.zeros([2, 2], dtype: dtype).elements(as: Double.self) == [0, 0, 0, 0])
      #expect(Tensor.ones([2], dtype: dtype).elements(as: Double.self) == [1, 1])
      #expect(Tensor.ones([2], dtype: dtype).dtype == dtype)
    }
    #expect(Tensor.full([2], 7.5) == [7.5, 7.5])
    #expect(Tensor.range(4) == [0, 1, 2, 3])
    #expect(Tensor.range(3, dtype: .int32) == Tensor([0, 1, 2] as [Int32]))
    #expect(Tensor.range(0).shape == [0])
    #expect(Tensor.identity(2) == [[1, 0], [0, 1]])
    #expect(Tensor.oneHot(Tensor([2, 0] as [UInt8]), classes: 3) == [[0, 0, 1], [1, 0, 0]])
    #expect(Tensor.oneHot(Tensor([] as [Int32]), classes: 3).shape == [0, 3])
  }

  @Test("conversion: towards zero, clamped, NaN to 0, other than 0 to true")
  func conversion() {
    let x = Tensor([-1.9, 1.9, 300, 1e30, -1e30, .nan, .infinity], dtype: .float64)
    #expect(x.converted(to: .int32).elements() == [-1, 1, 300, .max, .min, 0, .max] as [Int32])
    #expect(x.converted(to: .int64).elements() == [-1, 1, 300, .max, .min, 0, .max] as [Int64])
    #expect(x.converted(to: .uint8).elements() == [0, 1, 255, 255, 0, 0, 255] as [UInt8])
    #expect(x.converted(to: .bool).elements() == [true, true, true, true, true, true, true])
    #expect(Tensor([0.0, -0.0, 0.1]).converted(to: .bool) == Tensor([false, false, true]))
    #expect(Tensor([1e300], dtype: .float64).converted(to: .float32).item == .infinity)
    #expect(Tensor([0.1 as Float]).converted(to: .float64).item == Double(Float(0.1)))
    #expect(Tensor([Int64.max]).converted(to: .int32).elements() == [Int32.max])
    #expect(Tensor([true, false]).converted(to: .float32) == [1, 0])
    #expect(Tensor([UInt8.max]).converted(to: .int64).elements() == [255] as [Int64])
    for dtype in DType.allCases {
      #expect(Tensor([1.0, 0]).converted(to: dtype).converted(to: .float32) == [1, 0])
      #expect(Tensor.zeros([0, 2]).converted(to: dtype).shape == [0, 2])
    }
  }

  @Test("the elements can be read in another type")
  func elements() {
    #expect(Tensor([1, -2]).elements(as: Int32.self) == [1, -2])
    #expect(Tensor([1, 2] as [Int64]).item(at: 1) == 2)
    #expect(Tensor([[3]] as [[UInt8]]).item == 3)
  }

  @Test("equality: type, shape and every element; NaN equals nothing, −0 equals 0")
  func equality() {
    let x: Tensor = [1, 2]
    #expect(x == [1, 2] && x != [1, 3] && x != [[1, 2]])
    #expect(x != Tensor([1.0, 2] as [Double]))
    #expect(Tensor(Double.nan) != Tensor(Double.nan))
    #expect(Tensor(-0.0) == Tensor(0.0))
    #expect(Tensor.zeros([0, 2]) == .zeros([0, 2]) && Tensor.zeros([0, 2]) != .zeros([2, 0]))
    #expect(Tensor([[0, 1], [2, 3]] as [[Float]])[1] == [2, 3])
  }

  @Test("shapes: lengths by axis from either end, element counts")
  func shapes() {
    let shape: Shape = [2, 3, 4]
    #expect(shape.rank == 3 && shape.elementCount == 24)
    #expect(shape[0] == 2 && shape[-1] == 4 && shape[-3] == 2)
    #expect(Shape([]).elementCount == 1)
    #expect(Set([shape, [2, 3, 4], [4]]).count == 2)
    #expect(DType.allCases.map(\.byteCount) == [4, 8, 4, 8, 1, 1])
  }

  @Test("random numbers: a copy repeats, a draw differs from the next, a split and a name are independent")
  func random() {
    var first = Random(seed: 1)
    var copy = first
    let (a, b) = (first.normal([4]), first.normal([4]))
    #expect(a != b)
    #expect(copy.normal([4]) == a)
    var (split, named) = (first.split(), first.named("a"))
    #expect(split.normal([4]) != b && named.normal([4]) != b)
    #expect(Random(seed: 1).named("a").next(1) == Random(seed: 1).named("a").next(1))
    #expect(Random(seed: 1).named("a").next(1) != Random(seed: 1).named("b").next(1))
    #expect(Random(seed: 1).next(3) != Random(seed: 2).next(3))
  }

  @Test("random numbers have their mean, deviation and bounds, in both types")
  func distributions() {
    for dtype in [DType.float32, .float64] {
      var random = Random(seed: 2)
      let normal = random.normal([100_000], mean: 3, standardDeviation: 2, dtype: dtype)
      #expect(abs(normal.mean().item - 3) < 0.03)
      #expect(abs((normal - 3).squared.mean().item - 4) < 0.06)
      let uniform = random.uniform([100_000], from: -1, to: 3, dtype: dtype)
      #expect(abs(uniform.mean().item - 1) < 0.02)
      #expect(abs((uniform - 1).squared.mean().item - 16.0 / 12) < 0.02)
      #expect(uniform.max().item < 3 && (-uniform).max().item <= 1)
    }
  }

  @Test("a permutation holds each number once and moves them")
  func permutation() {
    var random = Random(seed: 3)
    let order = random.permutation(1000)
    #expect(order.sorted() == Array(0..<1000))
    #expect(order != Array(0..<1000) && order != random.permutation(1000))
    #expect(random.permutation(0) == [] && random.permutation(1) == [0])
  }
}

extension Tensor {
  fileprivate func item(at index: Int) -> Double { flattened[index].item }
}

extension Random {
  /// The first `count` words of a copy.
  fileprivate func next(_ count: Int) -> [UInt64] {
    var copy = self
    return (0..<count).map { _ in copy.next() }
  }
}

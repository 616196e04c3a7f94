import Fledge
import TestSupport
import Testing

@Suite struct GatherTests {
  @Test("indices of any axis agree with plain Swift, in every type")
  func taking() {
    var random = Random(seed: 21)
    for dtype in DType.allCases {
      for _ in 0..<10 {
        let shape = Shape((0..<random.integer(1...4)).map { _ in random.integer(1...4) })
        let x = numbered(shape, dtype)
        let axis = random.integer(0...(shape.rank - 1))
        let indices = (0..<random.integer(0...5)).map { _ in random.integer(0...(shape[axis] - 1)) }
        let plain = PlainArray(x)
        var lengths = shape.dimensions
        lengths[axis] = indices.count
        let expected = PlainArray(lengths) { place in
          var source = place
          source[axis] = indices[place[axis]]
          return plain[source]
        }
        expectClose(x.taking(indices, axis: axis - shape.rank), expected, within: 0, "\(shape) \(axis)")
      }
    }
  }

  @Test("indices of any shape stand in the axis's place")
  func takingShapes() {
    let x = numbered([2, 3, 4], .float32)
    #expect(x.taking(Tensor([[0, 1], [2, 2]] as [[UInt8]]), axis: 1).shape == [2, 2, 2, 4])
    #expect(x.taking(Tensor(shape: [], [2] as [Int64]), axis: 1) == x[.all, 2])
    #expect(x.taking([], axis: 2).shape == [2, 3, 0])
  }

  @Test("gather and scatter-add along every axis agree with plain Swift")
  func gather() {
    var random = Random(seed: 22)
    for dtype in [DType.float32, .float64, .uint8, .int64] {
      for _ in 0..<12 {
        let shape = Shape((0..<random.integer(1...4)).map { _ in random.integer(1...4) })
        let x = numbered(shape, dtype)
        let axis = random.integer(0...(shape.rank - 1))
        var lengths = shape.dimensions
        lengths[axis] = random.integer(0...5)
        let count = lengths.reduce(1, *)
        let indices = Tensor(
          shape: Shape(lengths), (0..<count).map { _ in Int32(random.integer(0...(shape[axis] - 1))) })
        let (plain, plainIndices) = (PlainArray(x), PlainArray(indices))
        let expected = PlainArray(lengths) { place in
          var source = place
          source[axis] = Int(plainIndices[place])
          return plain[source]
        }
        expectClose(x.gather(indices, axis: axis), expected, within: 0, "\(shape) \(axis)")
        guard dtype.isFloatingPoint else { continue }
        let values = random.normal(Shape(lengths), dtype: dtype)
        let plainValues = PlainArray(values)
        let sum = PlainArray(shape.dimensions) { target in
          PlainArray.indices(of: lengths).reduce(plain[target]) { sum, place in
            var named = place
            named[axis] = Int(plainIndices[place])
            return named == target ? sum + plainValues[place] : sum
          }
        }
        expectClose(x.scatterAdding(values, at: indices, axis: axis), sum, within: tolerance(dtype))
      }
    }
  }

  @Test("gather takes what argSort and argMax give")
  func gatherOrder() {
    let x = Tensor([[3, 1, 2], [9, 8, 7]] as [[Float]])
    #expect(x.gather(x.argSort(), axis: 1) == [[1, 2, 3], [7, 8, 9]])
    #expect(x.gather(x.argMax(axis: 0, keepingDimensions: true), axis: 0) == [[9, 8, 7]])
  }

  @Test("bytes that are added wrap, as their sums do")
  func bytes() {
    let sums = Tensor([250, 1] as [UInt8]).scatterAdding(
      Tensor([3, 4, 5] as [UInt8]), at: Tensor([0, 0, 1] as [Int32]), axis: 0)
    #expect(sums.elements() == [1, 6] as [UInt8])
  }

  private func numbered(_ shape: Shape, _ dtype: DType) -> Tensor {
    let values = (0..<shape.elementCount).map { Double(dtype == .bool ? $0 % 2 : $0 % 251) }
    return Tensor(shape: shape, values).converted(to: dtype)
  }
}

import Fledge
import TestSupport
import Testing

/// Operations that only move elements, against the definition by indices.
@Suite struct ShapeValueTests {
  private let dtypes: [DType] = [.float32, .float64, .int32, .int64, .uint8, .bool]

  /// Element i is i mod 251, so that every type can hold it; masks alternate.
  private func numbered(_ shape: Shape, _ dtype: DType) -> Tensor {
    let values = (0..<shape.elementCount).map { Double(dtype == .bool ? $0 % 2 : $0 % 251) }
    return Tensor(shape: shape, values).converted(to: dtype)
  }

  @Test("permutation, in every type")
  func permute() {
    var random = Random(seed: 12)
    for dtype in dtypes {
      for _ in 0..<12 {
        let x = numbered(random.shape(rank: 0...5), dtype)
        let order = random.permutation(x.rank).map(Int.init)
        let plain = PlainArray(x)
        let expected = PlainArray(order.map { x.shape[$0] }) { index in
          var source = index
          for (position, axis) in order.enumerated() { source[axis] = index[position] }
          return plain[source]
        }
        let result = x.permuted(order.map { $0 % 2 == 0 ? $0 : $0 - x.rank })
        #expect(result.dtype == dtype)
        expectClose(result, expected, within: 0, "\(x.shape) \(order)")
      }
    }
  }

  @Test("transposition exchanges the last two axes")
  func transpose() {
    #expect(Tensor([[1, 2, 3], [4, 5, 6]] as [[Float]]).transposed == [[1, 4], [2, 5], [3, 6]])
    let x = numbered([2, 3, 4], .float32)
    #expect(x.transposed == x.permuted([0, 2, 1]))
    #expect(Tensor.zeros([0, 3]).transposed.shape == [3, 0])
    for (rows, columns) in [(1, 1), (1, 70), (70, 1), (33, 65), (64, 64), (100, 10)] {
      let matrix = numbered([rows, columns], .float32)
      let plain = PlainArray(matrix)
      expectClose(matrix.transposed, PlainArray([columns, rows]) { plain[[$0[1], $0[0]]] }, within: 0)
    }
  }

  @Test("broadcasting repeats, in every type")
  func broadcast() {
    var random = Random(seed: 13)
    for dtype in dtypes {
      for _ in 0..<12 {
        let shape = random.shape(rank: 0...4)
        let x = numbered(random.shape(broadcastingTo: shape), dtype)
        let plain = PlainArray(x)
        expectClose(x.broadcast(to: shape), PlainArray(shape.dimensions) { plain[$0] }, within: 0)
      }
    }
  }

  @Test("slices of any axis, in every type")
  func slice() {
    var random = Random(seed: 14)
    for dtype in dtypes {
      for _ in 0..<12 {
        let x = numbered(random.shape(rank: 1...4), dtype)
        let axis = random.integer(0...(x.rank - 1))
        let start = random.integer(0...x.shape[axis])
        let end = random.integer(start...x.shape[axis])
        let plain = PlainArray(x)
        var shape = x.shape.dimensions
        shape[axis] = end - start
        let expected = PlainArray(shape) { index in
          var source = index
          source[axis] += start
          return plain[source]
        }
        expectClose(x.slice(start..<end, axis: axis), expected, within: 0, "\(x.shape) \(axis)")
        expectClose(x.slice(start..<end, axis: axis - x.rank), expected, within: 0)
      }
    }
  }

  @Test("rows by range and by number; a slice of a slice")
  func rows() {
    let x = numbered([6, 2], .float32)
    #expect(x[1..<3] == [[2, 3], [4, 5]])
    #expect(x[2] == [4, 5])
    #expect(x[1..<5][1..<3][1] == x[3])
    #expect(x[2..<2].shape == [0, 2])
    #expect(x[5].sum() == Tensor(21))
    #expect((x[1..<3] + x[3..<5]) == [[8, 10], [12, 14]])
    #expect(x[3..<5].transposed == [[6, 8], [7, 9]])
    #expect(x[4..<6].reshaped(to: [4]) == [8, 9, 10, 11])
    #expect(numbered([3], .int32)[1] == Tensor(shape: [], [1] as [Int32]))
  }

  @Test("a slice keeps its values when the original changes, and the other way round")
  func slicesAreValues() {
    var x: Tensor = [[1, 2], [3, 4]]
    var row = x[0..<1]
    x.withMutableElements(as: Float.self) { $0[0] = 9 }
    #expect(row == [[1, 2]])
    row.withMutableElements(as: Float.self) { $0[1] = 7 }
    #expect(x == [[9, 2], [3, 4]])
    #expect(row == [[1, 7]])
  }

  @Test("concatenation and splitting are inverses, along every axis, in every type")
  func concatenateAndSplit() {
    var random = Random(seed: 15)
    for dtype in dtypes {
      for _ in 0..<12 {
        let x = numbered(random.shape(rank: 1...4), dtype)
        let axis = random.integer(0...(x.rank - 1))
        let cut = random.integer(0...x.shape[axis])
        let parts = x.split([cut, 0, x.shape[axis] - cut], axis: axis)
        #expect(parts.map { $0.shape[axis] } == [cut, 0, x.shape[axis] - cut])
        #expect(parts[0] == x.slice(0..<cut, axis: axis))
        #expect(parts[2] == x.slice(cut..<x.shape[axis], axis: axis))
        #expect(Tensor.concatenated(parts, axis: axis - x.rank) == x)
      }
    }
  }

  @Test("stacking makes a new axis")
  func stack() {
    let (a, b): (Tensor, Tensor) = ([1, 2], [3, 4])
    #expect(Tensor.stacked([a, b]) == [[1, 2], [3, 4]])
    #expect(Tensor.stacked([a, b], axis: 1) == [[1, 3], [2, 4]])
    #expect(Tensor.stacked([a, b], axis: -1) == [[1, 3], [2, 4]])
    #expect(Tensor.stacked([Tensor(1), Tensor(2)]) == [1, 2])
  }

  @Test("rows by number, in every type, with repetition")
  func gather() {
    for dtype in dtypes {
      let x = numbered([4, 2, 2], dtype)
      let rows = x.gatherRows(Tensor([3, 0, 3] as [Int32]))
      #expect(rows == .stacked([x[3], x[0], x[3]]))
    }
    #expect(numbered([4], .float32).gatherRows(Tensor([2, 1] as [UInt8])) == [2, 1])
    #expect(numbered([4, 3], .float32).gatherRows(Tensor([] as [Int64])).shape == [0, 3])
    #expect(numbered([4, 0], .float32).gatherRows(Tensor([1] as [Int32])).shape == [1, 0])
  }

  @Test("reshaping keeps the order; −1 follows from the other lengths")
  func reshape() {
    let x = numbered([2, 6], .float32)
    #expect(x.reshaped(to: [3, 4])[1] == [4, 5, 6, 7])
    #expect(x.reshaped(to: [-1, 3]).shape == [4, 3])
    #expect(x.reshaped(to: [2, -1, 2]).shape == [2, 3, 2])
    #expect(x.flattened.shape == [12])
    #expect(Tensor(3).reshaped(to: [1, 1]) == [[3]])
    #expect(Tensor.zeros([0, 3]).reshaped(to: [-1, 3]).shape == [0, 3])
    #expect(x.expanded(axis: 0).shape == [1, 2, 6])
    #expect(x.expanded(axis: 1).shape == [2, 1, 6])
    #expect(x.expanded(axis: -1).shape == [2, 6, 1])
  }

  @Test("a tensor of sixteen axes")
  func manyAxes() {
    let x = numbered(Shape([Int](repeating: 2, count: 16)), .int32)
    let reversed = x.permuted(Array((0..<16).reversed()))
    #expect(reversed.permuted(Array((0..<16).reversed())) == x)
    // Index 1 of the innermost axis alone comes from index 1 of the outermost one.
    #expect(reversed.flattened[1] == x.flattened[1 << 15])
  }
}

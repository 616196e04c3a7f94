import Fledge
import Testing

@Suite struct SubscriptTests {
  /// 0, 1, …, 23 as (2, 3, 4).
  private let x = Tensor.range(24).reshaped(to: [2, 3, 4])

  @Test("numbers drop an axis, ranges keep it, both count from the end too")
  func select() {
    #expect(x[1, 2, 3] == Tensor(23))
    #expect(x[-1, -1] == [20, 21, 22, 23])
    #expect(x[1] == x.slice(1..<2).squeezed(axis: 0))
    #expect(x[0, 1..<3, 2] == [6, 10])
    #expect(x[0, 0...1, ..<2] == [[0, 1], [4, 5]])
    #expect(x[0, (-2)..., ...1] == [[4, 5], [8, 9]])
    #expect(x[.all, 0, -3..<(-1)] == [[1, 2], [13, 14]])
    #expect(x[0, 1...(-1 + 3)].shape == [2, 4])
    #expect(x[1..<1].shape == [0, 3, 4])
    #expect(x[2...].shape == [0, 3, 4])
    #expect(x[.all, .all, .all] == x)
  }

  @Test("steps, backwards too")
  func steps() {
    let row = x[0, 0]
    #expect(row[.every(2)] == [0, 2])
    #expect(row[.every(-1)] == [3, 2, 1, 0])
    #expect(row[.every(-2)] == [3, 1])
    #expect(row[.every(2, in: 1..<4)] == [1, 3])
    #expect(row[.every(-2, in: 1..<4)] == [3, 1])
    #expect(row[.every(.max)] == [0])
    #expect(row[.every(.min)] == [3])
    #expect(x[.every(-1), 0, .every(3)] == [[12, 15], [0, 3]])
  }

  @Test("new axes and the ellipsis")
  func shapes() {
    #expect(x[.newAxis].shape == [1, 2, 3, 4])
    #expect(x[0, .newAxis, .ellipsis, .newAxis].shape == [1, 3, 4, 1])
    #expect(x[.ellipsis, 0] == x.slice(0..<1, axis: 2).squeezed(axis: 2))
    #expect(x[0, .ellipsis, 0, 0] == Tensor(0))
    #expect(Tensor(3)[.newAxis, .ellipsis] == [3])
  }

  @Test("assignment changes the value, and no copy of it")
  func assign() {
    var y = x
    y[0, 1] = [9, 9, 9, 9]
    y[1, .all, 0] = -1
    y[1, 2, 3] = 0.5
    #expect(y[0, 1] == [9, 9, 9, 9])
    #expect(y[1, .all, 0] == [-1, -1, -1])
    let corner: Double = y[-1, -1, -1]
    #expect(corner == 0.5)
    #expect(x[0, 1] == [4, 5, 6, 7])
    #expect(y[0, 0] == x[0, 0] && y[1, 0, 1...] == x[1, 0, 1...])
    var z = Tensor.range(6, dtype: .int64).reshaped(to: [2, 3])
    z[0] = z[1]
    z[.all, .every(-1)] = z
    #expect(z == Tensor([[5, 4, 3], [5, 4, 3]] as [[Int64]]))
    z[0, 0] += z[1, 1]
    #expect(z[0] == Tensor([9, 4, 3] as [Int64]))
    var rows = Tensor.zeros([2, 2])
    rows[.all] = Tensor([[1.0], [2]] as [[Double]]).converted(to: .float32)
    #expect(rows == [[1, 1], [2, 2]])
  }

  @Test("what was assigned over gets no gradient, what was assigned gets all of it")
  func assignedGradient() {
    let (_, gradients) = valueAndGradients(at: [Tensor([1, 2, 3] as [Double]), Tensor([5.0] as [Double])]) {
      inputs in
      var y = inputs[0] * 2
      y[1] = inputs[1][0] * 10
      return y.squared.sum()
    }
    #expect(gradients == [Tensor([8, 0, 24.0] as [Double]), Tensor([1000.0] as [Double])])
    let constant = gradient(at: [2, 3]) { x in
      var y = Tensor.zeros([3])
      y[..<2] = x
      return (y * y).sum()
    }
    #expect(constant == [4, 6])
  }
}

import Fledge
import TestSupport
import Testing

@Suite struct AxesValueTests {
  private let x = Tensor([[1, 2, 3], [4, 5, 6]] as [[Float]])

  @Test func flip() {
    #expect(x.flipped() == [[6, 5, 4], [3, 2, 1]])
    #expect(x.flipped(axis: 0) == [[4, 5, 6], [1, 2, 3]])
    #expect(x.flipped(axes: []) == x)
    #expect(Tensor.zeros([0, 2]).flipped().shape == [0, 2])
  }

  @Test func roll() {
    #expect(x.rolled(by: 1, axis: 1) == [[3, 1, 2], [6, 4, 5]])
    #expect(x.rolled(by: -4, axis: -1) == [[2, 3, 1], [5, 6, 4]])
    #expect(x.rolled(by: .min, axis: 0) == x)
    #expect(x.rolled(by: .max, axis: 0) == x.flipped(axis: 0))
    #expect(Tensor.zeros([0]).rolled(by: 3, axis: 0).shape == [0])
  }

  @Test func repeatAndTile() {
    #expect(x.repeated(2, axis: 1) == [[1, 1, 2, 2, 3, 3], [4, 4, 5, 5, 6, 6]])
    #expect(x.repeated(2, axis: -2) == [[1, 2, 3], [1, 2, 3], [4, 5, 6], [4, 5, 6]])
    #expect(x.repeated(0, axis: 0).shape == [0, 3])
    #expect(x.tiled([2]) == [[1, 2, 3, 1, 2, 3], [4, 5, 6, 4, 5, 6]])
    #expect(x.tiled([2, 1]) == [[1, 2, 3], [4, 5, 6], [1, 2, 3], [4, 5, 6]])
    #expect(x.tiled([2, 1, 1]) == .stacked([x, x]))
    #expect(Tensor(7).tiled([3]) == [7, 7, 7])
  }

  @Test func pad() {
    #expect(x.padded([(1, 0), (0, 1)]) == [[0, 0, 0, 0], [1, 2, 3, 0], [4, 5, 6, 0]])
    #expect(x.padded(axis: 1, before: 1, with: .constant(9)) == [[9, 1, 2, 3], [9, 4, 5, 6]])
    #expect(
      x.padded(axis: 1, before: 2, after: 1, with: .edge) == [[1, 1, 1, 2, 3, 3], [4, 4, 4, 5, 6, 6]])
    #expect(
      x.padded(axis: -1, before: 2, after: 1, with: .reflect) == [[3, 2, 1, 2, 3, 2], [6, 5, 4, 5, 6, 5]])
    #expect(x.padded([(1, 1), (0, 0)], with: .reflect) == [[4, 5, 6], [1, 2, 3], [4, 5, 6], [1, 2, 3]])
    #expect(
      Tensor([7] as [Int64]).padded([(1, 2)], with: .constant(-1)) == Tensor([-1, 7, -1, -1] as [Int64]))
    #expect(Tensor.zeros([0]).padded([(2, 0)], with: .constant(5)) == [5, 5])
    #expect(x.padded([(0, 0), (0, 0)], with: .edge) == x)
  }

  @Test func moveAndSqueeze() {
    let y = Tensor.zeros([2, 1, 3, 1])
    #expect(y.squeezed().shape == [2, 3])
    #expect(y.squeezed(axis: -1).shape == [2, 1, 3])
    #expect(y.squeezed(axes: [1, 3]).shape == [2, 3])
    #expect(x.expanded(axes: [0, -1]).shape == [1, 2, 3, 1])
    #expect(y.movingAxis(0, to: 2).shape == [1, 3, 2, 1])
    #expect(y.movingAxis(-2, to: 0).shape == [3, 2, 1, 1])
    #expect(y.swappingAxes(0, 2).shape == [3, 1, 2, 1])
    #expect(x.movingAxis(0, to: 1) == x.transposed)
  }

  @Test func splitAndUnstack() {
    #expect(x.split(into: 3, axis: 1).map(\.flattened) == [[1, 4], [2, 5], [3, 6]])
    #expect(x.unstacked() == [[1, 2, 3], [4, 5, 6]])
    #expect(Tensor.stacked(x.unstacked(axis: 1), axis: -1) == x)
  }

  @Test func differences() {
    #expect(Tensor([1, 4, 9, 16] as [Float]).differences() == [3, 5, 7])
    #expect(Tensor([1, 4, 9, 16] as [Float]).differences(order: 2) == [2, 2])
    #expect(x.differences(axis: 0) == [[3, 3, 3]])
    #expect(x.differences(order: 3).shape == [2, 0])
  }

  @Test func diagonals() {
    #expect(x.diagonal() == [1, 5])
    #expect(x.diagonal(offset: 1) == [2, 6])
    #expect(x.diagonal(offset: -1) == [4])
    #expect(x.diagonal(offset: .max).shape == [0])
    #expect(x.diagonal(offset: .min).shape == [0])
    #expect(x.diagonal(axes: (1, 0)) == [1, 5])
    #expect(x.trace() == Tensor(6))
    #expect(Tensor([1, 2] as [Float]).diagonalMatrix() == [[1, 0], [0, 2]])
    #expect(Tensor([1, 2] as [Float]).diagonalMatrix(offset: 1) == [[0, 1, 0], [0, 0, 2], [0, 0, 0]])
    #expect(Tensor.stacked([x, x], axis: 0).diagonal(offset: 2) == [[3], [3]])
  }

  @Test func triangles() {
    #expect(Tensor.lowerTriangle(2) == Tensor([[true, false], [true, true]]))
    #expect(Tensor.upperTriangle(2, 3, offset: 1) == Tensor([[false, true, true], [false, false, true]]))
    #expect(x.lowerTriangular() == [[1, 0, 0], [4, 5, 0]])
    #expect(x.upperTriangular(offset: -1) == x)
    #expect(x.lowerTriangular(offset: .min) == .zeros([2, 3]))
  }

  @Test("einsum agrees with plain loops over every index")
  func einsumAgrees() {
    var random = Random(seed: 31)
    let lengths: [Character: Int] = ["a": 2, "b": 3, "c": 2, "d": 4]
    for _ in 0..<60 {
      let terms = (0..<random.integer(1...3)).map { _ in
        String((0..<random.integer(0...3)).map { _ in random.choice(["a", "b", "c", "d"] as [Character]) })
      }
      let letters = Set(terms.joined()).sorted()
      let result = String(letters.filter { _ in random.integer(0...1) == 1 }.shuffled(using: &random))
      let operands = terms.map { random.normal(Shape($0.map { lengths[$0]! }), dtype: .float64) }
      let plain = operands.map { PlainArray($0) }
      let expected = PlainArray(result.map { lengths[$0]! }) { place in
        PlainArray.indices(of: letters.map { lengths[$0]! }).reduce(0) { sum, index in
          let value = Dictionary(uniqueKeysWithValues: zip(letters, index))
          guard result.map({ value[$0]! }) == place else { return sum }
          return sum
            + zip(terms, plain).reduce(1) { product, operand in
              product * operand.1[operand.0.map { value[$0]! }]
            }
        }
      }
      let notation = terms.joined(separator: ",") + "->" + result
      expectClose(einsum(notation, operands), expected, within: 1e-13, notation)
    }
  }

  @Test func einsumForms() {
    #expect(einsum("ij,jk", x, x.transposed) == matmul(x, x.transposed))
    #expect(einsum("ba", x) == x.transposed)
    #expect(einsum(" i j -> j i ", x) == x.transposed)
    #expect(einsum("ij->", x) == Tensor(21))
    #expect(einsum("i,j", Tensor([1, 2] as [Float]), Tensor([3, 4] as [Float])) == [[3, 4], [6, 8]])
    #expect(einsum("...,...", x, Tensor([1, 10, 100] as [Float])) == [[1, 20, 300], [4, 50, 600]])
    #expect(einsum(",ij->ij", Tensor(2), x) == 2 * x)
  }

  @Test func vectors() {
    #expect(dot([1, 2], [3, 4]) == Tensor(11))
    #expect(outerProduct([1, 2], [3, 4, 5]) == [[3, 4, 5], [6, 8, 10]])
  }
}

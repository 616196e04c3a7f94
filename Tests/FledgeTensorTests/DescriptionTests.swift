import Fledge
import Testing

@Suite struct DescriptionTests {
  @Test("scalars: the number alone, with the type where it is not float32")
  func scalars() {
    #expect("\(Tensor(2.5))" == "2.5")
    #expect("\(Tensor(2, dtype: .float64))" == "2.0 float64")
    #expect("\(Tensor(3, dtype: .int64))" == "3 int64")
    #expect("\(Tensor(1.0 / 3))" == "0.3333")
    #expect("\(Tensor(-200.0 / 3))" == "-66.667")
    #expect("\(Tensor(12345.678))" == "12345.678")
    #expect("\(Tensor(12345.6789, dtype: .float64))" == "12345.6789 float64")
    #expect("\(Tensor(100_000.0 / 7))" == "14285.714")
    #expect("\(Tensor(1234567.0))" == "1234567.0")
    #expect("\(Tensor(123456789.0))" == "1.2346e8")
    #expect("\(Tensor(1.0 / 3000))" == "3.3333e-4")
    #expect("\(Tensor(0.99999999, dtype: .float64))" == "1.0000 float64")
    #expect("\(Tensor(Double.leastNonzeroMagnitude, dtype: .float64))" == "4.9407e-324 float64")
    #expect(
      "\(Tensor(-0.0))" == "0.0" && "\(Tensor(Double.nan))" == "nan"
        && "\(Tensor(-Double.infinity))" == "-inf")
  }

  @Test("vectors and matrices: aligned, with shape and type")
  func small() {
    #expect("\([1, -2.5] as Tensor)" == "[ 1.0, -2.5] (2) float32")
    #expect("\(Tensor([1, 20] as [Int32]))" == "[ 1, 20] (2) int32")
    #expect("\(Tensor([true, false]))" == "[ true, false] (2) bool")
    #expect("\([[1, 2], [3, 10]] as Tensor)" == "[[ 1.0,  2.0],\n [ 3.0, 10.0]] (2, 2) float32")
    #expect(
      "\([[[1], [2]], [[3], [4]]] as Tensor)"
        == "[[[1.0],\n  [2.0]],\n\n [[3.0],\n  [4.0]]] (2, 2, 1) float32")
    #expect(
      "\(Tensor([.nan, .infinity, -.infinity, 0.5] as [Double]))" == "[ nan,  inf, -inf,  0.5] (4) float64")
    #expect("\([0.5, 0.25] as Tensor)" == "[0.50, 0.25] (2) float32")
    #expect("\(Tensor([1.0 / 3, 2000.0 / 3], dtype: .float32))" == "[  0.33, 666.67] (2) float32")
  }

  @Test("no minus before what rounds to 0; an exact 0 among fractions is told apart")
  func zeros() {
    #expect(
      "\([-0.00000001, 0.5, 0, -1.23456, 2] as Tensor)"
        == "[ 0.0000,  0.5000,       0, -1.2346,  2.0000] (5) float32")
    #expect("\([-0.0, 1] as Tensor)" == "[0.0, 1.0] (2) float32")
  }

  @Test("all large or all small: a common power of ten; far apart: each its own")
  func scales() {
    #expect("\([1.5e-5, -2.25e-5, 0] as Tensor)" == "[ 1.5000, -2.2500,       0] × 1e-5 (3) float32")
    #expect("\([[123456789, 5e7], [0, 987654321]] as Tensor)".hasSuffix("× 1e8 (2, 2) float32"))
    #expect("\([1e-8, 1, 1e8] as Tensor)" == "[1.0000e-8,  1.0000e0,  1.0000e8] (3) float32")
    #expect("\([9.99996e-5, 1e-5] as Tensor)" == "[10.0000,  1.0000] × 1e-5 (2) float32")
  }

  @Test("tensors without elements")
  func empty() {
    #expect("\(Tensor.zeros([0]))" == "[] (0) float32")
    #expect("\(Tensor.zeros([2, 0], dtype: .uint8))" == "[] (2, 0) uint8")
    #expect("\(Tensor.zeros([1 << 40, 0]))" == "[] (1099511627776, 0) float32")
  }

  @Test("of long axes the first and last three; long rows in several lines")
  func long() {
    let vector = "\(Tensor.range(1000))"
    #expect(vector == "[  0.0,   1.0,   2.0, …, 997.0, 998.0, 999.0] (1000) float32")
    let matrix = "\(Tensor.zeros([100, 100]))".split(separator: "\n")
    #expect(matrix.count == 7)
    #expect(matrix[0] == "[[0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0],")
    #expect(matrix[3] == " …,")
    #expect(matrix[6] == " [0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0]] (100, 100) float32")
    let lines = "\(Tensor.range(60))".split(separator: "\n")
    #expect(lines.count == 5 && lines.allSatisfy { $0.count <= 100 } && lines[1].hasPrefix(" 14.0, 15.0"))
    #expect("\(Tensor.zeros([3, 4, 5, 6, 7, 8]))".count < 2500)
  }

  @Test("any number of axes")
  func manyAxes() {
    let deep = Tensor([1, 2]).reshaped(to: Shape([2] + [Int](repeating: 1, count: 99_999)))
    #expect("\(deep)" == "[1.0, 2.0] (2, 1, 1, …, 1, 1, 1): 100000 axes float32")
    #expect(deep.flattened == [1, 2] && (deep + 1).sum().item == 5)
  }

  @Test("shapes")
  func shapes() {
    #expect("\(Shape([]))" == "()")
    #expect("\(Shape([2, 3]))" == "(2, 3)")
  }
}

import Fledge
import Testing

@Suite struct DescriptionTests {
  @Test("scalars, vectors and matrices, aligned")
  func small() {
    #expect("\(Tensor(2.5))" == "2.5")
    #expect("\(Tensor(2, dtype: .float64))" == "2.0 float64")
    #expect("\([1, -2.5] as Tensor)" == "[ 1.0, -2.5] (2)")
    #expect("\(Tensor([1, 20] as [Int32]))" == "[ 1, 20] (2) int32")
    #expect("\(Tensor([true, false]))" == "[ true, false] (2) bool")
    #expect("\([[1, 2], [3, 10]] as Tensor)" == "[[ 1.0,  2.0],\n [ 3.0, 10.0]] (2, 2)")
    #expect("\([[[1], [2]], [[3], [4]]] as Tensor)" == "[[[1.0],\n  [2.0]],\n [[3.0],\n  [4.0]]] (2, 2, 1)")
  }

  @Test("tensors without elements")
  func empty() {
    #expect("\(Tensor.zeros([0]))" == "[] (0)")
    #expect("\(Tensor.zeros([0, 3]))" == "[] (0, 3)")
    #expect("\(Tensor.zeros([2, 0]))" == "[[],\n []] (2, 0)")
  }

  @Test("special values and rounding to five digits")
  func numbers() {
    #expect("\(Tensor([Double.nan, .infinity, -.infinity]))" == "[ nan,  inf, -inf] (3) float64")
    #expect("\(Tensor(1.0 / 3))" == "0.3333")
    #expect("\(Tensor(-200.0 / 3))" == "-66.667")
    #expect("\(Tensor(12345.678))" == "12346")
    #expect("\(Tensor(1234567.0))" == "1.2346e6")
    #expect("\(Tensor(1.0 / 3000))" == "3.3333e-4")
    #expect("\(Tensor(0.99999999, dtype: .float64))" == "1.0000 float64")
    #expect("\(Tensor(9999999.0))" == "1.0000e7")
    #expect("\(Tensor(-99999.96, dtype: .float64))" == "-100000 float64")
    #expect("\(Tensor(Double.leastNonzeroMagnitude, dtype: .float64))" == "5e-324 float64")
    #expect("\(Tensor(-0.0))" == "-0.0")
  }

  @Test("of long axes the first and last three")
  func long() {
    let vector = "\(Tensor.range(1000))"
    #expect(vector == "[  0.0,   1.0,   2.0, …, 997.0, 998.0, 999.0] (1000)")
    let matrix = "\(Tensor.zeros([100, 100]))".split(separator: "\n")
    #expect(matrix.count == 7)
    #expect(matrix[0] == "[[0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0],")
    #expect(matrix[3] == " …")
    #expect(matrix[6] == " [0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0]] (100, 100)")
  }

  @Test("shapes")
  func shapes() {
    #expect("\(Shape([]))" == "()")
    #expect("\(Shape([2, 3]))" == "(2, 3)")
  }
}

import Fledge
import Testing

@testable import FledgeTraining

@Suite struct ConfusionMatrixTests {
  private func matrix(_ labels: [Int32], _ predictions: [Int32]) -> ConfusionMatrix {
    var matrix = ConfusionMatrix(classes: 3)
    matrix.add(predictions: Tensor(predictions), labels: Tensor(labels))
    return matrix
  }

  @Test("counts, error and the worst pairs, ties in the order of the classes")
  func counts() {
    let matrix = matrix([0, 0, 1, 1, 2, 2, 2, 0], [0, 1, 1, 0, 2, 0, 0, 0])
    #expect(matrix[actual: 0, predicted: 0] == 2)
    #expect(matrix[actual: 2, predicted: 0] == 2)
    #expect(matrix.total == 8)
    #expect(matrix.error == 0.5)
    let pairs = matrix.worstPairs(5).map { [$0.actual, $0.predicted, $0.count] }
    #expect(pairs == [[2, 0, 2], [0, 1, 1], [1, 0, 1]])
    #expect(matrix.worstPairs(1).count == 1)
  }

  @Test("nothing counted: the error is NaN, there are no pairs")
  func empty() {
    let matrix = ConfusionMatrix(classes: 3)
    #expect(matrix.error.isNaN && matrix.worstPairs(5).isEmpty && matrix.total == 0)
  }

  @Test("the table has dots for zeros")
  func table() {
    #expect(
      matrix([0, 1, 2], [0, 2, 2]).description == """
           0  1  2
        0  1  ·  ·
        1  ·  ·  1
        2  ·  ·  1
        """)
  }
}

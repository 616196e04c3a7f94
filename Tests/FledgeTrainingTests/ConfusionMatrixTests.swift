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

  @Test("classes with names are called by them, and nothing in a name acts on a terminal")
  func names() {
    var matrix = ConfusionMatrix(classes: 2, classNames: ["cat", "d\u{1b}og"])
    matrix.add(predictions: Tensor([1, 0] as [Int32]), labels: Tensor([0, 0] as [Int32]))
    #expect(matrix.name(of: 0) == "cat" && matrix.name(of: 1) == "\"d\\u{1b}og\"")
    #expect(
      matrix.description == """
                     cat  "d\\u{1b}og"
                cat    1            1
        "d\\u{1b}og"    ·            ·
        """)
  }

  @Test("labels and predictions of any integer type")
  func integerTypes() {
    var matrix = ConfusionMatrix(classes: 3)
    matrix.add(predictions: Tensor([2, 1] as [Int64]), labels: Tensor([2, 0] as [UInt8]))
    #expect(matrix[actual: 2, predicted: 2] == 1 && matrix[actual: 0, predicted: 1] == 1)
    #expect(matrix.mistakes == 1)
  }

  @Test("predictions and labels outside the classes, fractions, other counts")
  func errors() async {
    let prediction = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var matrix = ConfusionMatrix(classes: 3)
      matrix.add(predictions: Tensor([0, 3] as [Int32]), labels: Tensor([0, 1] as [Int32]))
    }
    expectMessage(prediction, "the prediction of example 1 is 3, expected 0 to 2")
    let label = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var matrix = ConfusionMatrix(classes: 3)
      matrix.add(predictions: Tensor([0] as [Int32]), labels: Tensor([4_294_967_296] as [Int64]))
    }
    expectMessage(label, "the label of example 0 is 4294967296, expected 0 to 2")
    let fraction = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var matrix = ConfusionMatrix(classes: 3)
      matrix.add(predictions: [0, 1], labels: Tensor([0, 1] as [Int32]))
    }
    expectMessage(fraction, "expected integers as predictions, got float32")
    let classes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ConfusionMatrix(classes: -1)
    }
    expectMessage(classes, "expected 0 to 20000 classes, got -1")
    let outside = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ConfusionMatrix(classes: 3)[actual: 0, predicted: 3]
    }
    expectMessage(outside, "class 3 is none of the 3 classes")
  }
}

import Fledge
import Testing

/// Class labels as arrays.
@Suite struct LabelArrayTests {
  private let logits: Tensor = [[2, 0, 1], [0, 3, 1], [1, 1, 0]]
  private let classes = [2, 1, 0]
  private let labels = Tensor([2, 1, 0] as [Int])

  @Test("losses and accuracy of an array are those of a tensor, whatever else is asked for")
  func losses() {
    #expect(crossEntropy(logits, labels: classes) == crossEntropy(logits, labels: labels))
    #expect(crossEntropy(logits, labels: [2, 1, 0]) == crossEntropy(logits, labels: labels))
    #expect(
      crossEntropy(
        logits, labels: classes, axis: 0, classWeights: [1, 2, 3], labelSmoothing: 0.1, ignoring: 1,
        reduction: .none)
        == crossEntropy(
          logits, labels: labels, axis: 0, classWeights: [1, 2, 3], labelSmoothing: 0.1, ignoring: 1,
          reduction: .none))
    let probabilities = logits.logSoftmax()
    #expect(
      negativeLogLikelihood(
        probabilities, labels: classes, classWeights: [1, 2, 3], ignoring: 1, reduction: .sum)
        == negativeLogLikelihood(
          probabilities, labels: labels, classWeights: [1, 2, 3], ignoring: 1, reduction: .sum))
    #expect(accuracy(logits, labels: classes) == 2.0 / 3)
    #expect(accuracy(logits, labels: [0, 1, 1], axis: 0) == accuracy(logits.transposed, labels: [0, 1, 1]))
  }

  @Test("one-hot rows of an array") func oneHot() {
    #expect(Tensor.oneHot([2, 0], classes: 3) == [[0, 0, 1], [1, 0, 0]])
  }
}

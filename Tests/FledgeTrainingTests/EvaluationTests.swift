import Fledge
import Foundation
import Testing

@Suite struct EvaluationTests {
  /// Gives its input as logits.
  private struct Passing: Layer {
    func callAsFunction(_ x: Tensor) -> Tensor { x }
    mutating func visit(_ visitor: inout some ModuleVisitor) {}
  }

  private func evaluation(_ logits: [[Float]], _ labels: [Int], classes: Int? = nil) -> Evaluation {
    Evaluation(of: Passing(), on: Dataset(logits, labels: labels, classes: classes))
  }

  @Test("an evaluation can be given up before any batch")
  func givenUp() {
    let model = Linear(2, 2).initialized(seed: 0)
    let dataset = Dataset([[1, 2], [3, 4], [5, 6]], labels: [0, 1, 1])
    var batches = 0
    let evaluation = Evaluation(of: model, on: dataset, batchSize: 1) {
      batches += 1
      return batches < 3
    }
    #expect(evaluation == nil && batches == 3)
    #expect(Evaluation(of: model, on: dataset, batchSize: 1) { true }?.confusion.total == 3)
  }

  @Test("a prediction beyond the labels that occur is a mistake: the classes are those of the logits")
  func moreClassesThanLabels() {
    let evaluation = evaluation([[0, 0, 5], [0, 0, 5]], [0, 1])
    #expect(evaluation.error == 1 && evaluation.mistakes == 2)
    #expect(evaluation.confusion.classes == 3 && evaluation.confusion[actual: 0, predicted: 2] == 1)
  }

  @Test("examples with logits that are not finite have no prediction and are mistakes")
  func notFinite() {
    for bad in [Float.nan, .infinity] {
      let evaluation = evaluation([[bad, 0], [0, 3], [1, 0]], [0, 1, 1])
      #expect(evaluation.loss.isNaN && evaluation.withoutPrediction == 1)
      #expect(evaluation.count == 3 && evaluation.mistakes == 2 && evaluation.confusion.total == 2)
      #expect(evaluation.isNoBetterThanGuessing)
      #expect(evaluation.warning == "1 example has logits that are not finite, so no prediction")
      #expect(
        evaluation.description
          == "loss nan, error 66.67 % (2 of 3); 1 example with logits that are not finite")
    }
    // An infinite loss of finite logits is a prediction all the same.
    let far = evaluation([[3e38, -3e38]], [1])
    #expect(far.loss == .infinity && far.withoutPrediction == 0 && far.error == 1)
  }

  @Test("no examples: NaN, and no verdict")
  func empty() {
    let nothing = Evaluation(
      of: Linear(2, 3).initialized(seed: 0),
      on: Dataset(inputs: .zeros([0, 2]), labels: Tensor([] as [Int32])))
    #expect(nothing.loss.isNaN && nothing.error.isNaN && nothing.count == 0)
    #expect(!nothing.isNoBetterThanGuessing)
  }

  @Test("no better than a guess that looks at no input: the loss and the error of the best constant")
  func guessing() {
    let labels = [0, 0, 0, 1]
    let constant = evaluation([[Float]](repeating: [0, -1], count: 4), labels)
    #expect(constant.isNoBetterThanGuessing && constant.error == 0.25)
    // −¾·log ¾ − ¼·log ¼
    #expect(abs(constant.blindGuess.loss - 0.5623351446188083) < 1e-15 && constant.blindGuess.error == 0.25)
    let diverged = evaluation([[0, 9e9], [0, 9e9], [0, 9e9], [9e9, 0]], labels)
    #expect(diverged.isNoBetterThanGuessing && diverged.error == 1)
    #expect(diverged.warning!.contains("which has loss 0.5623 and error 25.00 %"))
    let learned = evaluation([[1, 0], [1, 0], [1, 0], [0, 1]], labels)
    #expect(!learned.isNoBetterThanGuessing && learned.warning == nil)
    // Right but too sure of its one mistake: that has learned something.
    #expect(
      !evaluation([[9, 0], [9, 0], [9, 0], [0, 9], [9, 0]], [0, 0, 0, 1, 1]).isNoBetterThanGuessing)
    #expect(!evaluation([[1, 0], [1, 0]], [0, 0]).isNoBetterThanGuessing)
  }

  @Test func description() {
    #expect(evaluation([[2, 0], [0, 2]], [0, 0]).description == "loss 1.1269, error 50.00 % (1 of 2)")
  }

  @Test("logits of another shape, and labels beyond them")
  func wrongShapes() async {
    let tooFew = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Evaluation(of: Linear(2, 2).initialized(seed: 0), on: Dataset([[1, 2], [3, 4]], labels: [0, 4]))
    }
    expectMessage(tooFew, "the target of row 1 is 4, expected 0 to 1")
    let noRows = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let dataset = Dataset(inputs: .zeros([2, 3, 2]), labels: Tensor([0, 1] as [Int32]))
      _ = Evaluation(of: Linear(2, 2).initialized(seed: 0), on: dataset)
    }
    expectMessage(noRows, "Evaluation: expected logits of shape (2, classes), got (2, 3, 2)")
    let noBatch = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Evaluation(of: Linear(2, 2).initialized(seed: 0), on: Dataset([[1, 2]], labels: [0]), batchSize: 0)
    }
    expectMessage(noBatch, "batch size of at least 1, got 0")
  }
}

/// Expects the program to have stopped with a message that has all these parts.
func expectMessage(
  _ result: ExitTest.Result?, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  for part in parts { #expect(text.contains(part), "\(text.suffix(400))", sourceLocation: sourceLocation) }
}

import Fledge
import Foundation
import Testing

/// A programmer's errors with models stop the program with a message that names them.
@Suite struct ErrorTests {
  @Test func undrawnParameter() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Linear(3, 2)([[1, 2, 3]])
    }
    expectMessage(result, "(3, 2)", "never drawn", "initialized(seed:)")
  }

  @Test func wrongWidth() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Linear(3, 2).initialized(seed: 1)([[1, 2]])
    }
    expectMessage(result, "linear", "(…, 3)", "got (1, 2)")
  }

  @Test func modelThatDoesNotReachTheLoss() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let model = Linear(3, 2).initialized(seed: 1)
      _ = valueAndGradients(of: model) { _ in model([[1, 2, 3]]).sum() }
    }
    expectMessage(result, "no parameter of Linear reaches the loss", "not the one outside")
  }

  @Test func valueOfAnotherShape() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = Linear(3, 2)
      model.weight.value = .zeros([2, 3])
    }
    expectMessage(result, "expected shape (3, 2), got (2, 3)")
  }

  @Test func gradientsOfAnotherModel() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var (model, optimizer) = (Linear(3, 2).initialized(seed: 1), SGD())
      optimizer.update(&model, with: Gradients([.zeros([3, 2])]))
    }
    expectMessage(result, "1 gradients", "more parameters")
  }

  @Test func gradientOfAnotherShape() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var (model, optimizer) = (Linear(3, 2).initialized(seed: 1), SGD())
      optimizer.update(&model, with: Gradients([.zeros([3, 2]), .zeros([3])]))
    }
    expectMessage(result, "bias", "(2)", "(3)")
  }

  @Test func initializerOfAnotherShape() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let wrong = Initializer("wrong") { _, dtype, _ in .zeros([1], dtype: dtype) }
      _ = Linear(3, 2, initializer: wrong).initialized(seed: 1)
    }
    expectMessage(result, "initializer wrong", "(3, 2)", "(1)")
  }

  @Test func weightedLabelOutOfRange() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([2, 3]), labels: Tensor([0, 3] as [Int32]), labelSmoothing: 0.1)
    }
    expectMessage(result, "row 1 is 3", "0 to 2")
  }

  @Test("labels must be integers, also with weights, smoothing and ignored rows")
  func labelsThatAreNone() async {
    let weighted = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([2, 3]), labels: Tensor([0, 1] as [Float]), classWeights: [1, 1, 1])
    }
    expectMessage(weighted, "crossEntropy: labels must be integers, got float32")
    let smoothed = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([1, 3]), labels: Tensor([Double.nan]), labelSmoothing: 0.1)
    }
    expectMessage(smoothed, "crossEntropy: labels must be integers, got float")
    let mask = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = negativeLogLikelihood(.zeros([1, 3]), labels: Tensor([true]), ignoring: 1)
    }
    expectMessage(mask, "negativeLogLikelihood: labels must be integers, got bool")
    let large = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([1, 3]), labels: Tensor([4_294_967_296] as [Int64]), reduction: .none)
    }
    expectMessage(large, "the target of row 0 is 4294967296, expected 0 to 2")
  }

  @Test("the labels of an accuracy are classes of the logits")
  func labelsOfAnAccuracy() async {
    let large = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = accuracy(.zeros([2, 3]), labels: [0, 3])
    }
    expectMessage(large, "accuracy: the target of row 1 is 3, expected 0 to 2")
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = accuracy(.zeros([1, 3]), labels: Tensor([-1] as [Int32]))
    }
    expectMessage(negative, "accuracy: the target of row 0 is -1, expected 0 to 2")
  }

  @Test("labels, targets and weights of another shape or range")
  func shapesOfLosses() async {
    let labels = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([2, 3, 4]), labels: .zeros([2, 3], dtype: .int32), axis: 1)
    }
    expectMessage(labels, "expected labels of shape (2, 4), one for each row of 3 classes, got (2, 3)")
    let soft = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([2, 3]), targets: .zeros([2]))
    }
    expectMessage(soft, "expected targets of the logits' shape (2, 3), got (2)")
    let weights = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([1, 3]), labels: Tensor([0] as [Int32]), classWeights: [1, -1, 1])
    }
    expectMessage(weights, "expected 3 class weights, each finite and 0 or more")
    let column = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanSquaredError(.zeros([4, 1]), targets: .zeros([4]))
    }
    expectMessage(column, "meanSquaredError: expected one shape, got (4, 1) and (4)")
    let delta = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = huberLoss([1], targets: [1], delta: 0)
    }
    expectMessage(delta, "huberLoss: expected a delta above 0, got 0.0")
  }

  @Test("targets that stand for probabilities lie in 0…1")
  func targetsOutOfRange() async {
    let two = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = binaryCrossEntropy(.zeros([3]), targets: [0, 1, 2])
    }
    expectMessage(two, "binaryCrossEntropy: target 2 is 2.0, expected 0 to 1")
    let integer = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = binaryCrossEntropy(.zeros([2]), targets: Tensor([3, 0] as [Int32]))
    }
    expectMessage(integer, "binaryCrossEntropy: target 0 is 3.0, expected 0 to 1")
    let nan = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([1, 2]), targets: Tensor([[Float.nan, 0]]))
    }
    expectMessage(nan, "crossEntropy: target 0 is nan, expected 0 to 1")
  }
}

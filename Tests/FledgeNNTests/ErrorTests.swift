import Fledge
import Foundation
import Testing

/// A programmer's errors with models stop the program with a message that names them.
@Suite struct ErrorTests {
  private func expectMessage(
    _ result: ExitTest.Result?, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for part in parts {
      #expect(text.contains(part), "\(text.suffix(400))", sourceLocation: sourceLocation)
    }
  }

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
}

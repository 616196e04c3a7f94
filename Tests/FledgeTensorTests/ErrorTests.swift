import Fledge
import Foundation
import Testing

/// A programmer's errors stop the program with a message that says what was expected and what came.
@Suite struct ErrorTests {
  private func expectMessage(
    _ result: ExitTest.Result?, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for part in parts {
      #expect(text.contains(part), "\(text.suffix(400))", sourceLocation: sourceLocation)
    }
  }

  @Test func shapesThatDoNotBroadcast() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]) + Tensor.zeros([4])
    }
    expectMessage(result, "(2, 3)", "(4)", "do not broadcast")
  }

  @Test func typesThatDiffer() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]) + Tensor.zeros([2], dtype: .float64)
    }
    expectMessage(result, "float32", "float64", "converted(to: .float64)")
  }

  @Test func innerLengthsThatDiffer() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(.zeros([2, 3]), .zeros([2, 3]))
    }
    expectMessage(result, "matmul", "(2, 3) · (2, 3)")
  }

  @Test func elementCountThatDiffers() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).reshaped(to: [4])
    }
    expectMessage(result, "(2, 3) has 6 elements", "(4) has 4")
  }

  @Test func lengthThatDoesNotFollow() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).reshaped(to: [4, -1])
    }
    expectMessage(result, "(2, 3)", "[4, -1]")
  }

  @Test func axisOutOfRange() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).sum(axes: [2])
    }
    expectMessage(result, "sum", "axis 2", "(2, 3)")
  }

  @Test func sliceOutOfRange() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[1..<4]
    }
    expectMessage(result, "1..<4", "(2, 3)")
  }

  @Test func labelOutOfRange() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([3, 10]), labels: Tensor([1, 10, 2] as [Int32]))
    }
    expectMessage(result, "row 1 is 10", "0 to 9")
  }

  @Test func negativeLabel() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([3, 10]), labels: Tensor([1, 2, -1] as [Int32]))
    }
    expectMessage(result, "row 2 is -1", "0 to 9")
  }

  @Test func hugeLabel() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([1, 10]), labels: Tensor([5_000_000_000] as [Int64]))
    }
    expectMessage(result, "row 0 is 5000000000", "0 to 9")
  }

  @Test func labelsThatAreNotIntegers() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([1, 10]), labels: Tensor([3] as [Float]))
    }
    expectMessage(result, "integers", "float32")
  }

  @Test func resultOfSeveralElements() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [1, 2]) { $0 * 2 }
    }
    expectMessage(result, "one element", "(2)")
  }

  @Test func cotangentOfAnotherShape() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [1, 2]) { x in Misshapen()(x).sum() }
    }
    expectMessage(result, "Misshapen", "(2)", "(3)")
  }

  @Test func valueThatWasNotSaved() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [1, 2]) { x in Forgetful()(x).sum() }
    }
    expectMessage(result, "vjp", "input 0", "savedValues")
  }

  @Test func gradientOfIntegers() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: Tensor([1, 2] as [Int32])) { $0.converted(to: .float32).sum() }
    }
    expectMessage(result, "float32 or float64", "int32")
  }

  @Test func raggedRows() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1, 2], [3]] as [[Float]])
    }
    expectMessage(result, "different lengths", "[1, 2]")
  }

  @Test func tooManyAxesToMove() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros(Shape([Int](repeating: 1, count: 15) + [2, 3])).transposed
    }
    expectMessage(result, "at most 16 axes", "17")
  }

  @Test func formulaWithWrongParameters() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let formula = Formula(inputs: 1, parameters: 2) { x, p in [x[0] * p[0] + p[1]] }
      _ = formula(Tensor([1.0, 2]), parameters: [3])
    }
    expectMessage(result, "expected 2 parameters, got 1")
  }

  @Test func itemOfSeveral() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1.0, 2]).item
    }
    expectMessage(result, "one element", "(2)")
  }
}

/// Its cotangent has another shape than its input.
private struct Misshapen: Primitive {
  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { inputs[0] * 2 }
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents { [.ones([3])] }
}

/// It reads a value that it does not save.
private struct Forgetful: Primitive {
  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { inputs[0] * inputs[0] }
  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [gradient * context.input(0) * 2]
  }
}

import Fledge
import TestSupport
import Testing

/// An operation of a user's own: its value and its vector–Jacobian product, in any composition and to any order.
@Suite struct UserPrimitiveTests {
  /// x³·y.
  private struct CubeTimes: Primitive {
    func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
      let x = inputs[0]
      return x * x * x * inputs[1]
    }

    func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
      let (x, y) = (context.input(0), context.input(1))
      return [
        context.wanted.contains(0) ? 3 * gradient * x * x * y : nil,
        context.wanted.contains(1) ? gradient * x * x * x : nil,
      ]
    }
  }

  /// eˣ, which keeps its result alone.
  private struct KeepsItsResult: Primitive {
    func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { exp(inputs[0]) }
    func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
      SavedValues(inputs: .none, output: true)
    }
    func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
      [gradient * context.output]
    }
    var exported: Exported { .operator("Exp") }
  }

  private let x = Tensor(shape: [3], [0.5, -1, 2] as [Double])
  private let y = Tensor(shape: [3], [3, 1, -2] as [Double])

  @Test("value, first and second derivatives by full Jacobians")
  func derivatives() {
    #expect(checkGradients(at: [x, y]) { CubeTimes()($0[0], $0[1]) }.passes)
    #expect(checkGradients(at: [x]) { KeepsItsResult()($0[0]) }.passes)
  }

  @Test("an input that is not tracked gets no gradient, and the closed form holds")
  func oneInput() {
    let slope = gradient(at: x) { CubeTimes()($0, y).sum() }
    #expect(slope == 3 * x * x * y)
  }

  @Test("a result that does not depend on the inputs of a gradient has gradient zeros")
  func unreached() {
    let (value, slope) = valueAndGradient(at: x) { _ in y.sum() }
    #expect(value.item == 2)
    #expect(slope == .zeros([3], dtype: .float64))
  }

  /// The sum of its inputs, with as many cotangents as it is told to give.
  private struct Sum: Primitive {
    let cotangents: Int
    func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
      inputs.tensors.dropFirst().reduce(inputs[0], +)
    }
    func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
      Cotangents([Tensor?](repeating: gradient, count: cotangents))
    }
  }

  /// Asks for what it was not given.
  private struct Asking: Primitive {
    enum Question { case shape, dtype, value }
    let question: Question
    let index: Int
    func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { inputs[0] + 1 }
    func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
      switch question {
      case .shape: _ = context.shape(of: index)
      case .dtype: _ = context.dtype(of: index)
      case .value: _ = context.input(index)
      }
      return [gradient]
    }
  }

  @Test("five inputs have five cotangents")
  func fiveInputs() {
    let (_, slopes) = valueAndGradients(at: [Tensor](repeating: x, count: 5)) { inputs in
      Sum(cotangents: 5)(inputs).sum()
    }
    #expect(slopes == [Tensor](repeating: .ones([3], dtype: .float64), count: 5))
  }

  @Test("another number of cotangents than inputs stops the program")
  func cotangentCount() async {
    let few = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = valueAndGradients(at: [Tensor](repeating: .ones([2]), count: 4)) { inputs in
        Sum(cotangents: 3)(inputs).sum()
      }
    }
    expectStop(few, "Sum: expected vjp to give a cotangent, or nil, for each of 4 inputs, got 3")
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: .ones([2])) { Sum(cotangents: 2)($0).sum() }
    }
    expectStop(many, "Sum: expected vjp to give a cotangent, or nil, for each of 1 inputs, got 2")
  }

  @Test("an input that is none stops the program")
  func noSuchInput() async {
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: .ones([2])) { Asking(question: .shape, index: 1)($0).sum() }
    }
    expectStop(shape, "vjp: expected an input from 0 to 0, got input 1")
    let dtype = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: .ones([2])) { Asking(question: .dtype, index: -1)($0).sum() }
    }
    expectStop(dtype, "vjp: expected an input from 0 to 0, got input -1")
    let value = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: .ones([2])) { Asking(question: .value, index: 3)($0).sum() }
    }
    expectStop(value, "vjp: expected an input from 0 to 0, got input 3")
    let set = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = InputSet(-1)
    }
    expectStop(set, "InputSet: expected the number of an input, 0 or more, got -1")
  }

  @Test("an operation says how it is exported; a user's own is not, unless it says how")
  func export() {
    guard case .notExportable(let reason) = CubeTimes().exported else {
      Issue.record("expected no export")
      return
    }
    #expect(reason.contains("CubeTimes"))
    guard case .operator("Exp", let attributes) = KeepsItsResult().exported else {
      Issue.record("expected the operator Exp")
      return
    }
    #expect(attributes.isEmpty)
  }
}

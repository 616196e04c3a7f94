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

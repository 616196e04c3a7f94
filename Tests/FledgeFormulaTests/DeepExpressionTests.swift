import FledgeFormula
import Foundation
import Testing

/// Runs `body` on a thread with a small stack.
private func onSmallStack(_ body: @escaping @Sendable () -> Void) async {
  await withCheckedContinuation { continuation in
    let thread = Thread {
      body()
      continuation.resume()
    }
    thread.stackSize = 512 << 10
    thread.start()
  }
}

private func tower(
  _ depth: Int, _ step: (Formula.Expression, Int) -> Formula.Expression
) -> Formula.Expression {
  (0..<depth).reduce(.input(0), step)
}

/// Nothing that is done with an expression may take stack in proportion to its depth.
@Suite struct DeepExpressionTests {
  static let steps: [(name: String, step: @Sendable (Formula.Expression, Int) -> Formula.Expression)] = [
    ("functions", { x, i in i % 2 == 0 ? sin(x) : tanh(x) }),
    ("negations", { x, _ in -x }),
    ("sums", { x, i in x + .input(i % 2) * 0.5 }),
    ("nested differences", { x, i in .input(i % 2) - x }),
    ("products", { x, i in x * (.input(1) + Double(i)) }),
    ("quotients", { x, i in i % 2 == 0 ? 1 / x : x / 1.01 }),
    ("rectifiers", { x, i in max(x, Double(i)) }),
    ("rectifiers with weights", { x, i in max(x * .input(1), -Double(i)) }),
    ("selects", { x, i in select(x .> Double(i), x, Formula.Expression.input(1)) }),
    ("masks", { x, _ in .!x }),
    ("gates", { x, _ in x.gated(by: sigmoid(x)) }),
    ("powers", { x, _ in pow(x, 1.01) }),
  ]

  /// All that is done with a formula, at a depth that takes a moment.
  @Test(arguments: steps.map(\.name))
  func towers(_ name: String) async {
    let depth = 3000
    let step = Self.steps.first { $0.name == name }!.step
    await onSmallStack {
      let (x, y) = (tower(depth, step), tower(depth, step))
      #expect(x == y)
      #expect(x.hashValue == y.hashValue)
      #expect(x != sin(y))
      let choice = Formula(inputs: 2, outputs: [select(x, y, 1)])
      #expect(choice([0.5, 0.25]).count == 1)
      let formula = Formula(inputs: 2, outputs: [x])
      #expect(!"\(x)".isEmpty && !"\(formula)".isEmpty)
      let derivative = formula.derivative()
      #expect(derivative([0.5, 0.25]).count == 1)
      let vjp = formula.vectorJacobianProduct(wanted: 0b11, usingOutput: true)
      #expect(vjp([1, 0.5, 0.25, 0]).count == 2)
      #expect(vjp.substituting([1, x, y, x]).count == 2)
      let count = derivative.run([[0.5, 0.75], [0.25, 2]] as [[Double]]).count
      #expect(count == 2)
      let second = Formula(inputs: 2, outputs: [tower(depth / 10, step)]).derivative().derivative()
      #expect(second([0.5, 0.25]).count == 1)
    }
  }

  @Test("made, compared, evaluated and released at a depth of forty thousand", arguments: steps.map(\.name))
  func high(_ name: String) async {
    let step = Self.steps.first { $0.name == name }!.step
    await onSmallStack {
      let (x, y) = (tower(40_000, step), tower(40_000, step))
      #expect(x == y && x.hashValue == y.hashValue)
      #expect(Formula(inputs: 2, outputs: [x])([0.5, 0.25]).count == 1)
    }
  }
}

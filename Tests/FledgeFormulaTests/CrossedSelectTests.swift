import FledgeFormula
import Foundation
import Testing

/// Selects of one condition whose arms are each other's: x and sin x change places again and again, and their product is
/// x·sin x throughout. Pair by pair the derivative of n levels would take 2ⁿ steps, and
/// this test would not end.
@Suite struct CrossedSelectTests {
  @Test(arguments: [1, 40, 90]) func products(_ levels: Int) throws {
    var definitions = ["a1 = select(x>1, x, sin(x))", "b1 = select(x>1, sin(x), x)"]
    for i in 1..<levels {
      definitions.append("a\(i + 1) = select(x>\(i + 1), a\(i), b\(i))")
      definitions.append("b\(i + 1) = select(x>\(i + 1), b\(i), a\(i))")
    }
    let text = "a\(levels) * b\(levels) where " + definitions.joined(separator: ", ")
    let formula = try Formula(parsing: text)
    _ = Activation("mine", formula)
    let (first, vjp) = (
      formula.derivative(), formula.vectorJacobianProduct(wanted: 1, usingOutput: false)
    )
    let second = first.derivative()
    for x in [-2, 0.5, 1.5, 17.25, 95] {
      #expect((formula([x])[0] - x * sin(x)).magnitude < 1e-12)
      #expect((first([x])[0] - (sin(x) + x * cos(x))).magnitude < 1e-12)
      #expect((vjp([2, x])[0] - 2 * (sin(x) + x * cos(x))).magnitude < 1e-12)
      #expect((second([x])[0] - (2 * cos(x) - x * sin(x))).magnitude < 1e-12)
    }
  }

  @Test func sums() throws {
    let (a, b) = (0..<60).reduce(
      (Formula.Expression.input(0), sin(Formula.Expression.input(0)))
    ) { arms, level in
      let condition = Formula.Expression.input(0) .> Double(level)
      return (select(condition, arms.0, arms.1), select(condition, arms.1, arms.0))
    }
    let value = Formula(inputs: 1, outputs: [a + b]).derivative()([30.5])[0]
    #expect((value - (1 + cos(30.5))).magnitude < 1e-12)
  }
}

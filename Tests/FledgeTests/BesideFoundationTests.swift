import Fledge
import Foundation
import Testing

/// Foundation has an `Expression`, an `exp` and a `pow` too: a file that imports both libraries writes formulas all the same.
@Suite struct BesideFoundationTests {
  @Test func closuresInferTheirTypes() {
    let slope = 0.5
    let bent = Formula { x in max(x, 0) - slope * exp(-x) + pow(x, 2) }
    #expect(abs(bent([1])[0] - (2 - 0.5 * Foundation.exp(-1))) < 1e-15)
    let swish = Activation("swish-1.5") { x in x.gated(by: sigmoid(1.5 * x)) }
    #expect(swish.formula([0]) == [0])
  }

  @Test func theTypeHasAName() {
    func bell(_ x: Formula.Expression) -> Formula.Expression { exp(-x * x) }
    #expect(Formula(bell)([0]) == [1])
    let terms: [Formula.Expression] = [1, 0.5, bell(.input(0))]
    let sum = Formula(inputs: 1, outputs: [terms.reduce(0, +)])
    #expect(sum([0]) == [2.5])
    #expect(Formula { (x: Formula.Expression) in select(x .> 0 .& x .< 1, x, -1) }([0.25]) == [0.25])
  }
}

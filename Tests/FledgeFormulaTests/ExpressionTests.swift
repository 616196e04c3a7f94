import FledgeFormula
import Testing

@Suite struct ExpressionTests {
  @Test func capturedNumbersStandInAFormula() {
    let (slope, shift, count): (Double, Float, Int) = (0.25, 1.5, 3)
    let byte: UInt8 = 2
    let formula = Formula { x in
      slope * x + shift - x / count + byte * x - (x - slope) * (count - x) + max(x, slope) + min(shift, x)
        + pow(x, count) + select(x .> slope, slope, x * shift) + clamp(x, -count, count)
        + select(x .< count, 1, 0)
    }
    let x = 2.0
    let expected =
      0.25 * x + 1.5 - x / 3 + 2 * x - (x - 0.25) * (3 - x) + 2 + 1.5 + x * x * x + 0.25 + 2 + 1
    #expect((formula([x])[0] - expected).magnitude < 1e-14)
  }

  @Test func everyOperatorTakesNumbersOnEitherSide() {
    let (a, b, c): (Double, Float, Int) = (2, 3, 4)
    let tests: [(Formula, Double)] = [
      (Formula { x in x + a + b + c + 1 + (a + x) + (b + x) + (c + x) + (1 + x) }, 5 + 10 + 10 + 20),
      (Formula { x in x - a - b - c - 1 - (a - x) - (b - x) - (c - x) - (1 - x) }, 5 - 10 - 10 + 20),
      (Formula { x in x * a * b * c * 2 * (a * x) * (b * x) * (c * x) * (2 * x) }, 5 * 48 * 48 * 625),
      (Formula { x in x / a / b / c / 2 / (a / x) / (b / x) / (c / x) / (2 / x) }, 5 * 625 / 48 / 48),
      (Formula { x in (x .< a) + 2 * (b .< x) + 4 * (x .< c) + 8 * (x .< 6) + 16 * (6 .< x) }, 10),
      (Formula { x in (x .<= a) + 2 * (b .<= x) + 4 * (x .<= c) + 8 * (x .<= 5) + 16 * (6 .<= x) }, 10),
      (Formula { x in (x .> a) + 2 * (b .> x) + 4 * (x .> c) + 8 * (x .> 6) + 16 * (6 .> x) }, 21),
      (Formula { x in (x .>= a) + 2 * (b .>= x) + 4 * (x .>= c) + 8 * (x .>= 5) + 16 * (6 .>= x) }, 29),
      (Formula { x in (x .== a) + 2 * (b .== x) + 4 * (x .== c) + 8 * (x .== 5) + 16 * (5 .== x) }, 24),
      (Formula { x in (x .!= a) + 2 * (b .!= x) + 4 * (x .!= c) + 8 * (x .!= 5) + 16 * (5 .!= x) }, 7),
      (Formula { x in max(x, a) + max(b, x) + min(x, c) + min(2, x) }, 5 + 5 + 4 + 2),
      (Formula { x in pow(x, a) + pow(b, x) + pow(x, 3) + pow(c, x) }, 25 + 243 + 125 + 1024),
    ]
    for (formula, expected) in tests {
      #expect((formula([5])[0] - expected).magnitude <= 1e-15 * expected.magnitude, "\(formula)")
    }
  }

  @Test func aUsersOwnFormulaIsOneLine() {
    // E-swish (Alcaide, 2018): β·x·sigmoid(x).
    let beta = 1.25
    let eswish = Formula { x in beta * x.gated(by: sigmoid(x)) }
    #expect((eswish([2])[0] - 1.25 * 2 / (1 + 0.1353352832366127)).magnitude < 1e-15)
    #expect((eswish.derivative()([0])[0] - 0.625).magnitude < 1e-15)
    #expect(eswish.run([Float(-1e20), 2]).map { $0.isFinite } == [true, true])
  }

  @Test func equalityIsOfTheStructure() {
    let (x, y) = (Formula.Expression.input(0), Formula.Expression.input(1))
    #expect(exp(x) + y == exp(x) + y)
    #expect(exp(x) + y != exp(y) + x)
    #expect(Formula.Expression(1) == 1.0)
    #expect(Set([x * y, x * y, y * y]).count == 2)
    // Two towers of the same shape: told equal in time proportional to their height.
    func tower() -> Formula.Expression { (0..<200).reduce(x) { e, _ in e * e + 1 } }
    #expect(tower() == tower())
  }

  @Test func simplificationKeepsTheMeaning() {
    let (x, y) = (Formula.Expression.input(0), Formula.Expression.input(1))
    func simplified(_ e: Formula.Expression) -> String { "\(Formula(inputs: 2, outputs: [e]))" }
    #expect(simplified(x + 0) == "x")
    #expect(simplified(1 * x) == "x")
    #expect(simplified(-(-x)) == "x")
    #expect(simplified(x - -y) == "x + y")
    #expect(simplified(2 * (3 * x)) == "6 · x")
    #expect(simplified(x + x) == "2 · x")
    #expect(simplified(2 * x + x * 3) == "5 · x")
    #expect(simplified(exp(Formula.Expression(0)) + x) == "1 + x")
    #expect(simplified(select(1, x, y)) == "x")
    #expect(simplified(select(.!(x .> 0), x, y)) == "select(x > 0, y, x)")
    #expect(simplified(x / 4) == "0.25 · x")
    #expect(simplified(x / 3) == "x / 3")
    #expect(simplified(0 * x) == "0 · x")
    #expect(simplified(x - x) == "x − x")
    #expect(simplified(pow(x, 3)) == "x³")
    #expect(simplified(pow(x, -2)) == "(1 / x)²")
    // In Float the product of the constants would be infinite.
    #expect(simplified(1e30 * x * (1e30 * y)) == "(1e+30 · x) · (1e+30 · y)")
    #expect(Formula(inputs: 1, outputs: [(0..<70).reduce(x) { e, _ in e * e }])([1]) == [1])
  }

  @Test func anExporterCanWalkIt() {
    func count(_ e: Formula.Expression) -> Int {
      if case .apply(let instruction, let operands) = e.kind {
        #expect(operands.count == instruction.arity)
        return operands.reduce(1) { $0 + count($1) }
      }
      return 1
    }
    #expect(count(Formula { x in max(x, 0) + sin(x) }.outputs[0]) == 6)
  }

  @Test func substitutionComposes() {
    let square = Formula { x in x * x }
    let composed = Formula(inputs: 1, outputs: square.substituting([sin(.input(0))]))
    #expect("\(composed)" == "sin(x)²")
  }
}

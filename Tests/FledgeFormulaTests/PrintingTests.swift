import FledgeFormula
import Testing

@Suite struct PrintingTests {
  private func text(_ body: (Formula.Expression) -> Formula.Expression) -> String { "\(Formula(body))" }

  @Test func readsAsMathematics() {
    #expect(text { x in max(x, 0) } == "max(x, 0)")
    #expect(
      text { x in x.gated(by: sigmoid(1.5957691216057308 * (x + 0.044715 * x * x * x))) }
        == "x ⊙ sigmoid(1.5957691216057308 · (x + 0.044715 · x³))")
    #expect(text { x in 2 * x - x * x - 3 } == "2 · x − x² − 3")
    #expect(text { x in 1 - (x - 2) - -x } == "1 − (x − 2) + x")
    #expect(text { x in x / (1 + abs(x)) } == "x / (1 + |x|)")
    #expect(text { x in 1 / (x / (x + 1)) } == "1 / (x / (x + 1))")
    #expect(
      text { x in select((x .> 0) .& (x .<= 3) .| .!(x .== 1), x, -x) }
        == "select(x > 0 ∧ x ≤ 3 ∨ ¬(x = 1), x, −x)")
    #expect(text { x in normalCDF(x) * normalPDF(x) + sqrt(x) } == "Φ(x) · φ(x) + sqrt(x)")
    #expect(text { x in pow(x, 2.5) + floor(x) - round(x) } == "pow(x, 2.5) + floor(x) − round(x)")
    #expect(text { x in (x + 1) * (x + 1) * (x - 1) } == "(x + 1)² · (x − 1)")
    #expect(text { x in x * -0.5 + 1e20 * sin(x) } == "−0.5 · x + 1e+20 · sin(x)")
    #expect(text { x in x - 0.5 * exp(x) } == "x − 0.5 · exp(x)")
  }

  @Test func namesInputsAndParameters() {
    #expect("\(Formula { x, y, z in x * y + z })" == "x · y + z")
    #expect("\(Formula { a, b, c, d in a + b + c + d })" == "x₁ + x₂ + x₃ + x₄")
    let update = Formula(inputs: 2, parameters: 2) { x, p in [x[0] - p[0] * x[1], p[1] * x[1]] }
    #expect("\(update)" == "(x − p₁ · y, p₂ · y)")
    #expect("\(Formula.Expression.input(0) + Formula.Expression.parameter(11))" == "x + p₁₂")
    #expect("\(Formula.Expression(2.5))" == "2.5")
  }

  @Test func namesWhatIsShared() {
    var x = Formula.Expression.input(0)
    for _ in 0..<50 { x = x * x + 1 }
    let text = "\(Formula(inputs: 1, outputs: [x]))"
    #expect(text.count < 2000)
    #expect(text.hasPrefix("t₄₉² + 1 where t₁ = x² + 1, t₂ = t₁² + 1, "), "\(text)")
  }

  @Test func longChainsTakeTheirTime() {
    var x = Formula.Expression.input(0)
    for i in 0..<5000 { x = i % 2 == 0 ? x + sin(Formula.Expression(Double(i)) + x) : tanh(x) }
    #expect("\(Formula(inputs: 1, outputs: [x]))".count < 200_000)
    var sum = Formula.Expression.input(0)
    for i in 1...5000 { sum = sum + Formula.Expression.parameter(i % 3) * Double(i) }
    #expect("\(Formula(inputs: 1, parameters: 3, outputs: [sum]))".count < 200_000)
  }
}

import Testing

@testable import FledgeFormula

/// What a text means.
@Suite struct ParsingTests {
  private func parsed(_ text: String) throws -> Formula.Expression { try Formula.Expression(parsing: text) }

  /// Texts with their values at x = 3.
  @Test(arguments: [
    ("x", 3.0), ("  x\t+\n1 ", 4), ("1 + 2 * x", 7), ("(1 + 2) * x", 9), ("10 - x - 2", 5), ("12 / x / 2", 2),
    ("12 / x * 2", 8), ("2 * x / 4", 1.5), ("2 * 6 / x * 2", 8), ("-x", -3), ("--x", 3), ("- -x + +1", 4),
    ("-x^2", -9), ("-2^2", -4), ("(-2)^2", 4), ("2^-1", 0.5), ("2^x^2", 512), ("x**2", 9), ("2*-x", -6),
    ("x - -x", 6), ("-x * -x", 9), ("-x - x", -6), (".5 + 5.", 5.5), ("1e2 + 1E-2 + 1e+1", 110.01),
    ("x < 4", 1), ("x <= 3", 1), ("x > 3", 0), ("x >= 3", 1), ("x == 3", 1), ("x = 3", 1), ("x != 3", 0),
    ("x + 1 > 2 * 1", 1), ("x > 0 and x < 2", 0), ("x > 0 and x < 2 or x == 3", 1),
    ("x == 3 or x > 0 and x < 2", 1), ("not (x == 3)", 0), ("not x == 3", 0), ("1 - not x", 1),
    ("select(x > 2, 10, 20)", 10), ("max(x, 5) - min(x, 5)", 2), ("pow(x, 2)", 9), ("clamp(x, 0, 1)", 1),
    ("abs(-x)", 3), ("|-x|", 3), ("|1 - |x|| * |2|", 4), ("sign(-x) + floor(x / 2) + round(2.5)", 2),
    ("sqrt(x + 1)", 2), ("relu(-x) + relu(x)", 3), ("hard_sigmoid(0) + leaky_relu(-100)", -0.5),
    ("cos(pi) + cos(π)", -2), ("log(e)", 1), ("gated(x, 2)", 6), ("0 ⊙ inf", 0), ("x² + x³ + x¹ + x⁰", 40),
    ("−x · 2 × 2 ÷ 3", -4), ("x ≤ 3 ∧ ¬(x ≠ 3) ∨ x ≥ 4", 1), ("t + t₂ where t = x + 1, t2 = 2 * t", 12),
    ("sigmoid(0) + softplus(0) - log(2) + erf(0) + Φ(0) - normalCDF(0) + normalPDF(0) - φ(0)", 0.5),
  ])
  func values(_ text: String, _ value: Double) throws {
    #expect((try Formula(parsing: text)([3])[0] - value).magnitude < 1e-14, "\(text)")
  }

  @Test func trees() throws {
    let x = Formula.Expression.input(0)
    #expect(try parsed("x + 1 - x") == x + 1 - x)
    #expect(try parsed("x + (1 - x)") == x + (1 - x))
    #expect(try parsed("-x * x") == -(x * x))
    #expect(try parsed("-0.5 * x") == Formula.Expression(-0.5) * x)
    #expect(try parsed("x > 0") == (x .> 0))
    #expect(try parsed("not x > 0") == .!(x .> 0))
    #expect(try parsed("not not x > 0 and x < 2") == ((.!(.!(x .> 0))) .& (x .< 2)))
    #expect(try parsed("¬x > 0") == ((.!x) .> 0))
    #expect(try parsed("1 - not x") == 1 - (.!x))
    #expect(try parsed("2 * x * sin(x)") == 2 * (x * sin(x)))
    #expect(try parsed("x * sigmoid(1.702 * x)") == x * sigmoid(1.702 * x))
    #expect(try parsed("x⁵") == (x * x) * (x * x) * x)
    #expect(
      try Formula(parsing: "gelu(2 * x)").outputs
        == Formula { x in (2 * x).gated(by: normalCDF(2 * x)) }.outputs)
    #expect(try parsed("-0") != parsed("0"))
  }

  @Test func powersAreProducts() throws {
    let x = Formula { x in x * x * x * x * x }
    #expect(try Formula(parsing: "x^5").outputs == x.outputs)
    #expect(try Formula(parsing: "x⁵").outputs == x.outputs)
    #expect(try Formula(parsing: "x*x*x*x*x").outputs == x.outputs)
  }

  /// Every function and constant of the language is read under each of its names.
  @Test func everyNameIsRead() throws {
    #expect(FormulaLanguage.functions.count > 30)
    let names =
      FormulaLanguage.functions.flatMap { [$0.name] + $0.aliases } + FormulaLanguage.constants.map(\.name)
    #expect(Set(names).count == names.count)
    for function in FormulaLanguage.functions {
      #expect(!function.summary.isEmpty)
      let arguments = ["x", "0.5", "2"].prefix(function.arguments.count).joined(separator: ", ")
      let values = try ([function.name] + function.aliases).map { try parsed("\($0)(\(arguments))") }
      #expect(values.allSatisfy { $0 == values[0] })
    }
    for named in Activation.standard {
      let name = String(named.name.map { $0 == "-" ? "_" : $0 })
      #expect(try Formula(parsing: "\(name)(x)").outputs == named.formula.outputs, "\(name)")
    }
  }
}

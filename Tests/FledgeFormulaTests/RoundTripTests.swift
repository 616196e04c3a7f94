import Testing

@testable import FledgeFormula

/// What is printed reads again as the same formula.
@Suite struct RoundTripTests {
  @Test(arguments: Activation.standard.map(\.name))
  func standardFormulasAndTheirDerivatives(_ name: String) throws {
    let formula = try #require(Activation.named(name)).formula
    for printed in [formula, formula.derivative(), formula.derivative().derivative()] {
      let read = try Formula(parsing: "\(printed)")
      #expect(read.outputs == printed.outputs, "\(printed) became \(read)")
      #expect("\(read)" == "\(printed)")
    }
  }

  /// Not simplified, so that each operation has to come back as it was.
  @Test(arguments: 0..<400)
  func randomExpressions(_ seed: Int) throws {
    var random = RandomFormula(seed: seed)
    let drawn = random.expression(instructions: 1 + seed % 40)
    // Of two products that differ in the order of their factors a graph keeps one.
    let graph = Graph(simplifies: false)
    let term = graph.insert(drawn)
    let expression = graph.expressions[term]
    let read = try Formula.Expression(parsing: "\(expression)")
    #expect(read == expression, "seed \(seed): \(expression) became \(read)")
  }

  @Test(arguments: 0..<100)
  func randomFormulas(_ seed: Int) throws {
    var random = RandomFormula(seed: seed)
    let formula = Formula(inputs: 1, outputs: [random.expression(instructions: 1 + seed % 40)])
    let again = Formula(inputs: 1, outputs: formula.outputs)
    guard again.outputs == formula.outputs else { return }
    #expect(try Formula(parsing: "\(formula)").outputs == formula.outputs, "seed \(seed): \(formula)")
  }

  @Test func edges() throws {
    let x = Formula.Expression.input(0)
    for expression in [
      -(-x), -Formula.Expression(2), -Formula.Expression(-2), -(0.5 * x), -(-0.5 * x), -0.5 * x, x + -x,
      x - -0.5 * x, 2 * x * x * 3, (2 * x) * sin(x), 2 * (x * sin(x)), (2 * x) / x * x, 2 * (x / 3),
      x / (2 * x),
      pow(-x, 2), -pow(x, 2), abs(abs(x) - 1), abs(x) * abs(x), (x * x) * (x * x), x * (x * x), (x .< 1) .< 2,
      .!(x * x), .!(.!x), (.!x) * (.!x), x .== 1, 1 .== x, (x .& x) .& (x .& x), x .| x .& x, (x .| x) .& x,
      Formula.Expression(Double.infinity) - Formula.Expression(-Double.infinity), 1e-300 * x,
      x.gated(by: x).gated(by: x),
      x.gated(by: x * x), 2 * x.gated(by: x), Formula.Expression(2).gated(by: x).gated(by: x), x / x / x,
      x / (x / x),
    ] as [Formula.Expression] {
      let read = try Formula.Expression(parsing: "\(expression)")
      #expect(read == expression, "\(expression) became \(read)")
    }
  }

  @Test func namesKeepWhatIsShared() throws {
    var x = Formula.Expression.input(0)
    for _ in 0..<50 { x = x * x + 1 }
    #expect(try Formula.Expression(parsing: "\(x)") == x)
  }
}

import FledgeFormula
import Testing

private struct Case: Sendable, CustomTestStringConvertible {
  let formula: Formula
  let ranges: [ClosedRange<Double>]
  var testDescription: String { "\(formula)" }

  init(_ range: ClosedRange<Double>, _ body: (Formula.Expression) -> Formula.Expression) {
    (formula, ranges) = (Formula(body), [range])
  }

  init(
    _ x: ClosedRange<Double>, _ y: ClosedRange<Double>,
    _ body: (Formula.Expression, Formula.Expression) -> Formula.Expression
  ) {
    (formula, ranges) = (Formula(body), [x, y])
  }

  /// Points off the axes of symmetry, so that ties are met only where a test wants them.
  var points: [[Double]] {
    let count = ranges.count == 1 ? 60 : 9
    let axes = ranges.enumerated().map { axis, range in
      (0..<count).map {
        range.lowerBound + (range.upperBound - range.lowerBound) * (Double($0) + 0.377 + 0.2 * Double(axis))
          / Double(count)
      }
    }
    return axes.count == 1 ? axes[0].map { [$0] } : axes[0].flatMap { x in axes[1].map { [x, $0] } }
  }
}

private let primitives: [Case] = [
  Case(-3...3) { x in exp(x) },
  Case(-3...3) { x in expm1(x) },
  Case(0.1...5) { x in log(x) },
  Case(-0.9...5) { x in log1p(x) },
  Case(-4...4) { x in tanh(x) },
  Case(-6...6) { x in sigmoid(x) },
  Case(-6...6) { x in softplus(x) },
  Case(-3...3) { x in erf(x) },
  Case(-3...3) { x in normalCDF(x) },
  Case(-3...3) { x in normalPDF(x) },
  Case(-6...6) { x in sin(x) },
  Case(-6...6) { x in cos(x) },
  Case(0.2...9) { x in sqrt(x) },
  Case(-3...3) { x in abs(x) },
  Case(-3...3) { x in sign(x) + floor(x) + round(x) },
  Case(-3...3) { x in -x },
  Case(-3...3) { x in x * x * x - 2 * x * x + x / 3 - 1 },
  Case(0.3...3) { x in pow(x, 2.5) + pow(x, -3) + pow(x, 7) + pow(x, 0.5) + pow(x, 0) + pow(x, 1) },
  Case(-3...3) { x in pow(2, x) },
  Case(-3...3) { x in max(x, 0.5) + min(x, -0.5) + clamp(x, -1, 1) },
  Case(-3...3) { x in select((x .> 1) .| (x .<= -1), x * x, sin(x)) },
  Case(-3...3) { x in select((x .< 2) .& .!(x .>= 1), exp(x), 1 / (4 + x)) * (x .!= 0) * (x .== x) },
  Case(-3...3) { x in x.gated(by: sigmoid(3 * x)) },
  Case(-3...3) { x in log(1 + exp(x) * cos(x) * cos(x)) / (2 + tanh(x)) },
  Case(0.3...3, 0.3...3) { x, y in pow(x, y) },
  Case(-3...3, 0.5...3) { x, y in x / y },
  Case(-3...3, -3...3) { x, y in x * y - y + x },
  Case(-3...3, -3...3) { x, y in max(x, y) * min(x, 2 * y) },
  Case(-3...3, -3...3) { x, y in sigmoid(x * y) * tanh(y - x * x) },
  Case(-3...3, 0.1...3) { x, y in sqrt(x * x + y * y) },
  Case(-3...3, -3...3) { x, y in softplus(x) - x * y },
]

@Suite struct DerivativeTests {
  @Test(arguments: primitives)
  private func primitivesAgreeWithDifferences(_ test: Case) {
    for input in test.ranges.indices {
      let first = test.formula.derivative(withRespectTo: input)
      expectMatch(test.formula, first, test.points, input)
      for other in test.ranges.indices {
        expectMatch(first, first.derivative(withRespectTo: other), test.points, other)
      }
    }
  }

  @Test(arguments: Activation.standard.map(\.name))
  func standardFormulasAgreeWithDifferences(_ name: String) throws {
    let formula = try #require(Activation.named(name)).formula
    let points = (0..<200).map { [Double($0) * 0.0973 - 9.7] } + [[-30], [-15.3], [17.1], [40]]
    let first = formula.derivative()
    expectMatch(formula, first, points, 0)
    expectMatch(first, first.derivative(), points, 0)
    expectMatch(first.derivative(), first.derivative().derivative(), points.filter { $0[0].magnitude < 8 }, 0)
  }

  private func expectMatch(_ f: Formula, _ derivative: Formula, _ points: [[Double]], _ input: Int) {
    let mismatch = derivativeMismatch(f, derivative, at: points, input: input)
    #expect(mismatch == nil, "\(f): \(derivative): \(String(describing: mismatch))")
  }

  @Test func theCheckFindsAWrongDerivative() {
    let points = (0..<20).map { [Double($0) / 3 - 3] }
    let (f, wrong) = (Formula { x in tanh(x) }, Formula { x in 1 - tanh(x) * tanh(x) * 1.000001 })
    #expect(derivativeMismatch(f, wrong, at: points, input: 0) != nil)
    #expect(derivativeMismatch(f, f.derivative(), at: points, input: 0) == nil)
  }

  @Test func knownClosedForms() {
    #expect("\(Formula { x in x * x * x }.derivative())" == "3 · x²")
    #expect("\(Formula { x in pow(x, 5) }.derivative())" == "5 · x⁴")
    #expect("\(Formula { x in sin(x) }.derivative().derivative())" == "−sin(x)")
    #expect("\(Formula { x in 7 + 0 * x }.derivative())" == "0")
    #expect("\(Formula { x in sigmoid(x) }.derivative())" == "sigmoid(x) · (1 − sigmoid(x))")
    let field = Formula(inputs: 2, parameters: 1) { x, p in [p[0] * x[0] * x[1], exp(x[1])] }
    #expect("\(field.derivative(output: 0, withRespectTo: 1))" == "p₁ · x")
    #expect("\(field.derivative(output: 1, withRespectTo: 0))" == "0")
    #expect(field.derivative(output: 1, withRespectTo: 1)([2, 0], parameters: [3]) == [1])
  }

  @Test func derivativesAreMadeOnce() {
    let formula = Formula { x in exp(x) * sin(x) }
    #expect(formula.derivative() === formula.derivative())
    let product = formula.vectorJacobianProduct(wanted: 1, usingOutput: true)
    #expect(product === formula.vectorJacobianProduct(wanted: 1, usingOutput: true))
    #expect(formula.program === formula.program)
  }

  @Test("derived by many tasks at once: each gets what the others get")
  func madeAtOnce() async {
    for _ in 0..<100 {
      let formula = Formula { x, y in tanh(x * y) + exp(x) }
      let found = await withTaskGroup(of: [ObjectIdentifier].self) { group in
        for task in 0..<8 {
          group.addTask {
            let inputs = task % 2 == 0 ? [0, 1] : [1, 0]
            let slopes = inputs.map { ($0, ObjectIdentifier(formula.derivative(withRespectTo: $0))) }
            return slopes.sorted { $0.0 < $1.0 }.map(\.1) + [ObjectIdentifier(formula.program)]
          }
        }
        return await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(found.count == 1 && Set(found.first!).count == 3)
    }
  }

  @Test func severalTasksMayAskAtOnce() async {
    let formula = Formula { x in exp(x) * sin(x) / (1 + x * x) }
    let counts = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<20 { group.addTask { formula.derivative().derivative().program.instructionCount } }
      return await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(counts.count == 1)
  }
}

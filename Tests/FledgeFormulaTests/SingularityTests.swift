import FledgeKernels
import Testing

@testable import FledgeFormula

/// Where a slope is infinite at a finite point the incoming gradient is a gate: a gradient of 0 gives 0.
@Suite struct SingularityTests {
  private struct Case: Sendable, CustomTestStringConvertible {
    let formula: Formula
    let point: [Double]
    var testDescription: String { "\(formula) at \(point)" }
  }

  private static let cases: [Case] = [
    Case(formula: Formula { x in sqrt(x) }, point: [0]),
    Case(formula: Formula { x in log(x) }, point: [0]),
    Case(formula: Formula { x in log1p(x) }, point: [-1]),
    Case(formula: Formula { x in 1 / x }, point: [0]),
    Case(formula: Formula { x in exp(x) }, point: [1000]),
    Case(formula: Formula { x in expm1(x) }, point: [1000]),
    Case(formula: Formula { x in pow(x, 0.5) }, point: [0]),
    Case(formula: Formula { x in pow(x, -1.5) }, point: [0]),
    Case(formula: Formula { x in pow(x, -2) }, point: [0]),
    Case(formula: Formula { x in log(x) * 2 + tanh(x) }, point: [0]),
    Case(formula: Formula { x in sqrt(max(x, 0)) }, point: [0]),
    Case(formula: Formula { x, y in x / y }, point: [1, 0]),
    Case(formula: Formula { x, y in pow(x, y) }, point: [0, 0.5]),
    Case(formula: Formula { x, y in sqrt(x * x + y * y) }, point: [0, 0]),
  ]

  @Test(arguments: cases)
  private func aGradientOfZeroIsAGate(_ test: Case) {
    let n = test.formula.inputCount
    for usingOutput in [false, true] {
      let vjp = test.formula.vectorJacobianProduct(wanted: n == 1 ? 1 : 3, usingOutput: usingOutput)
      let point = test.point + (usingOutput ? test.formula(test.point) : [])
      #expect(vjp([0] + point).allSatisfy { $0 == 0 })
      // A select that takes its constant arm reads no gradient.
      #expect(vjp([.nan] + point).contains { $0.isNaN } || "\(test.formula)".contains("max"))
      onEveryInstructionSet { isa in
        for output in 0..<n {
          let floats = vjp.run(([0] + point).map { [Float($0)] }, output: output)
          let doubles = vjp.run(([0] + point).map { [$0] }, output: output)
          #expect(floats == [0] && doubles == [0], "\(isa)")
        }
      }
      // Second order: of g·f′(x), with an incoming gradient of 0 and with a g of 0.
      let second = vjp.vectorJacobianProduct(wanted: 0b11, usingOutput: false)
      let zeros = [Double](repeating: 0, count: n)
      #expect(second(zeros + [1] + point).allSatisfy { $0 == 0 }, "\(second)")
    }
  }

  @Test func aGradientThatIsNotZeroSeesThePole() {
    let cases: [(Formula, Double, Double)] = [
      (Formula { x in sqrt(x) }, 0, .infinity), (Formula { x in log(x) }, 0, .infinity),
      (Formula { x in 1 / x }, 0, -.infinity), (Formula { x in exp(x) }, 1000, .infinity),
      (Formula { x in sqrt(x) }, 4, 0.25), (Formula { x in log(x) }, 2, 0.5),
    ]
    for (formula, x, slope) in cases {
      let vjp = formula.vectorJacobianProduct(wanted: 1, usingOutput: false)
      #expect(vjp([2, x]) == [2 * slope], "\(formula)")
    }
  }

  @Test func whatHasNoPoleHasNoGate() {
    let formulas =
      [
        Formula { x in max(x, 0) }, Formula { x in tanh(x) }, Formula { x in sigmoid(x) },
        Formula { x in softplus(x) }, Formula { x in erf(x) }, Formula { x in sin(x) },
        Formula { x in x * x },
        Formula { x in x / (1 + abs(x)) }, Formula { x in exp(-(x * x)) },
        Formula { x in 1 / (2 + sigmoid(x)) }, Formula { x in log(1 + x * x) },
        Formula { x in sqrt(x * x + 1) },
      ]
    for formula in formulas {
      let vjp = formula.vectorJacobianProduct(wanted: 1, usingOutput: false)
      let outer = vjp.outputs[0]
      if case .apply(.gated, let operands) = outer.kind { #expect(operands[0] != .input(0), "\(vjp)") }
    }
    let product = Formula { x, y in x * y }.vectorJacobianProduct(wanted: 0b11, usingOutput: false)
    #expect(product.program.instructionCount == 2)
    #expect("\(product)" == "(x · z, x · y)")
  }

  /// Every value that the reference gives lies where the analysis of ranges says.
  @Test func rangesHold() {
    let x = Formula.Expression.input(0)
    let points = (-400...400).map { Double($0) / 20 }
    for instruction in Instruction.all {
      for inner in [x, x * x, -abs(x), sigmoid(x), 1 + x * x, sin(x) - 2] {
        let operands = [inner, 0.5 * x, x - 1].prefix(instruction.arity)
        let expression = Formula.Expression(.apply(instruction, Array(operands)))
        let formula = Formula(inputs: 1, outputs: [expression])
        let graph = Graph()
        let number = graph.insert(expression)
        let traits = graph.traits[number]
        for point in points {
          let value = formula([point])[0]
          if value.isNaN { continue }
          #expect(traits.range.low <= value && value <= traits.range.high, "\(expression) at \(point)")
          #expect(traits.isSingular || value.isFinite, "\(expression) at \(point)")
        }
      }
    }
  }
}

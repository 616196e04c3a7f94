import FledgeFormula
import FledgeKernels
import Testing

/// Formulas that need more registers, operands or scalars than one program has.
@Suite struct LargeFormulaTests {
  private func expectAgreement(
    _ formula: Formula, _ inputs: [[Double]], parameters: [Double] = [], tolerance: Double = 1e-12
  ) {
    let truth = inputs[0].indices.map { i in formula(inputs.map { $0[i] }, parameters: parameters) }
    onEveryInstructionSet { isa in
      for output in 0..<formula.outputCount {
        let found = formula.run(inputs, parameters: parameters, output: output)
        for (value, expected) in zip(found, truth) {
          #expect(
            (value - expected[output]).magnitude <= tolerance * max(1, expected[output].magnitude),
            "\(isa), output \(output)")
        }
      }
    }
  }

  private func points(_ inputs: Int) -> [[Double]] {
    (0..<inputs).map { i -> [Double] in
      (0..<37).map { j -> Double in
        let step = (i * 31 + j * 17) % 41
        return Double(step) / 20.5 - 0.987
      }
    }
  }

  @Test func chainOfSines() {
    let chain = Formula { x in (0..<64).reduce(x) { y, _ in sin(y) } }
    let first = chain.derivative()
    expectAgreement(first, points(1))
    #expect(first.singleProgram != nil)
    let vjp = chain.vectorJacobianProduct(wanted: 1, usingOutput: true)
    expectAgreement(vjp, points(3))
    #expect(derivativeMismatch(first, first.derivative(), at: points(1)[0].map { [$0] }, input: 0) == nil)
    expectAgreement(first.derivative(), points(1), tolerance: 1e-10)
  }

  @Test func sharedBells() {
    // A softmax of 32 radial functions: each is read by the sum and by its quotient.
    let formula = Formula(inputs: 1) { x, _ in
      let bells = (0..<32).map { center -> Formula.Expression in
        let distance = x[0] - Double(center) / 8
        return exp(-distance * distance)
      }
      let sum = bells.reduce(0, +)
      let shares = bells.map { bell in bell / sum * bell }
      return [shares.reduce(0) { total, share in total * 0.5 + share }]
    }
    expectAgreement(formula, points(1))
    expectAgreement(formula.derivative(), points(1))
    #expect(
      derivativeMismatch(formula, formula.derivative(), at: points(1)[0].map { [$0] }, input: 0) == nil)
    expectAgreement(formula.derivative().derivative(), points(1), tolerance: 1e-10)
  }

  @Test func wavesThereAndBack() {
    let x = Formula.Expression.input(0)
    let waves = (0..<200).map { sin(x * Double($0 + 2)) }
    let up = waves.reduce(x) { $0 * 0.5 + $1 }
    let down = waves.reversed().reduce(x) { $0 * 0.25 + $1 }
    let formula = Formula(inputs: 1, outputs: [up * down, up, down])
    #expect(formula.singleProgram == nil)
    expectAgreement(formula, points(1))
    expectAgreement(formula.derivative(), points(1), tolerance: 1e-10)
  }

  @Test(arguments: [15, 17, 40, 100])
  func manyInputs(_ count: Int) {
    let formula = Formula(inputs: count, parameters: 1) { x, p in
      [x.reduce(p[0]) { tanh($0 * $1 + 0.5) }, x.reduce(1) { $0 + $1 * $1 }]
    }
    let inputs = points(count)
    expectAgreement(formula, inputs, parameters: [0.3])
    let all = formula.vectorJacobianProduct(wanted: .max >> UInt32(max(0, 32 - count)), usingOutput: true)
    #expect(all.outputCount == count)
    let values = inputs[0].indices.map { i in formula(inputs.map { $0[i] }, parameters: [0.3]) }
    let g = [[Double](repeating: 1.5, count: 37), [Double](repeating: -2, count: 37)]
    let complete = g + inputs + [values.map { $0[0] }, values.map { $0[1] }]
    expectAgreement(all, complete, parameters: [0.3])
    for i in [0, 7, count - 1] {
      let one = formula.vectorJacobianProduct(withRespectTo: i, usingOutput: true)
      #expect(
        one(complete.map { $0[3] }, parameters: [0.3]) == [all(complete.map { $0[3] }, parameters: [0.3])[i]])
      let slope = formula.derivative(output: 1, withRespectTo: i)
      #expect(slope(inputs.map { $0[3] }, parameters: [0.3]) == [2 * inputs[i][3]])
    }
  }

  @Test func manyOutputsConstantsAndParameters() {
    let formula = Formula(inputs: 1, parameters: 150) { x, p in
      let lines = (0..<40).map { Double($0) * 0.7 + x[0] * 0.1 }
      let weighted = p.indices.map { p[$0] * (Double($0) + 0.25) }
      return lines + [3, x[0], p[149], weighted.reduce(x[0], +)]
    }
    expectAgreement(formula, points(1), parameters: (0..<150).map { 1 / Double($0 + 1) })
  }

  @Test func whatFitsStaysOneProgram() {
    for named in Activation.standard {
      #expect(named.formula.derivative().derivative().singleProgram != nil, "\(named.name)")
    }
  }
}

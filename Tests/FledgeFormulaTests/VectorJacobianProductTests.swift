import FledgeFormula
import Testing

@Suite struct VectorJacobianProductTests {
  @Test(arguments: [false, true])
  func sumsOverOutputsForEachWantedInput(_ usingOutput: Bool) {
    let f = Formula(inputs: 3, parameters: 1) { x, p in
      [x[0] * exp(x[1]), tanh(x[0] + p[0] * x[2]), x[1] * x[1]]
    }
    let (x, g, p) = ([0.3, -0.7, 1.1], [2.0, -3.0, 0.5], [1.5])
    let y = f(x, parameters: p)
    for wanted: UInt32 in 1..<8 {
      let product = f.vectorJacobianProduct(wanted: wanted, usingOutput: usingOutput)
      #expect(product.inputCount == (usingOutput ? 9 : 6))
      let result = product(g + x + (usingOutput ? y : []), parameters: p)
      let inputs = (0..<3).filter { wanted >> UInt32($0) & 1 == 1 }
      #expect(result.count == inputs.count)
      for (value, input) in zip(result, inputs) {
        let expected = (0..<3).reduce(0.0) {
          $0 + g[$1] * f.derivative(output: $1, withRespectTo: input)(x, parameters: p)[0]
        }
        #expect((value - expected).magnitude < 1e-14)
      }
    }
  }

  @Test(arguments: Activation.standard.map(\.name))
  func isTheDerivativeTimesTheGradient(_ name: String) throws {
    let formula = try #require(Activation.named(name)).formula
    let derivative = formula.derivative()
    for usingOutput in [false, true] {
      let product = formula.vectorJacobianProduct(wanted: 1, usingOutput: usingOutput)
      for x in [-20, -4, -1.5, -0.1, 0, 0.2, 1, 2.9, 7, 30] {
        let y = formula([x])
        let expected = -1.7 * derivative([x])[0]
        let result = product([-1.7, x] + (usingOutput ? y : []))[0]
        #expect((result - expected).magnitude <= 1e-14 * max(1, expected.magnitude), "\(name) at \(x)")
      }
    }
  }

  @Test func saysWhatItReads() throws {
    // Bits: the gradient, the input, the output.
    for (name, mask) in [
      ("relu", 0b101), ("tanh", 0b101), ("sigmoid", 0b101), ("square", 0b011), ("identity", 0b001),
    ] {
      let formula = try #require(Activation.named(name)).formula
      #expect(
        formula.vectorJacobianProduct(wanted: 1, usingOutput: true).usedInputs == UInt32(mask), "\(name)")
    }
    let exponential = Formula { x in exp(x) }
    #expect(exponential.vectorJacobianProduct(wanted: 1, usingOutput: true).usedInputs == 0b101)
    #expect(exponential.vectorJacobianProduct(wanted: 1, usingOutput: false).usedInputs == 0b011)
    let product = Formula { x, y in x * y }
    #expect(product.vectorJacobianProduct(wanted: 0b01, usingOutput: true).usedInputs == 0b0101)
  }

  @Test func differentiatesBySelecting() {
    let relu = Formula { x in max(x, 0) }
    #expect("\(relu.vectorJacobianProduct(wanted: 1, usingOutput: true))" == "select(z > 0, x, 0)")
    #expect(relu.vectorJacobianProduct(wanted: 1, usingOutput: true)([.nan, -1, 0]) == [0])
    #expect(relu.vectorJacobianProduct(wanted: 1, usingOutput: true)([.infinity, -1, 0]) == [0])
  }

  @Test func isDifferentiableAgain() {
    let silu = Formula { x in x.gated(by: sigmoid(x)) }
    let first = silu.vectorJacobianProduct(wanted: 1, usingOutput: false)
    // Of g·f′(x) with respect to g and x.
    let second = first.vectorJacobianProduct(wanted: 0b11, usingOutput: false)
    let (h, g, x) = (0.7, -1.3, 0.4)
    let result = second([h, g, x])
    #expect((result[0] - h * silu.derivative()([x])[0]).magnitude < 1e-15)
    #expect((result[1] - h * g * silu.derivative().derivative()([x])[0]).magnitude < 1e-15)
  }

  @Test func sixtyDoublingsAreExact() {
    var x = Formula.Expression.input(0)
    for _ in 0..<60 { x = x + x }
    let whole = Formula(inputs: 1, outputs: [x])
    #expect(whole.derivative()([1]) == [0x1p60])
    let doubling = Formula { x in x + x }.vectorJacobianProduct(wanted: 1, usingOutput: false)
    #expect((0..<60).reduce(1.0) { g, _ in doubling([g, 1])[0] } == 0x1p60)
  }
}

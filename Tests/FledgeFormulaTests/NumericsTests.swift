import FledgeFormula
import Testing

private let far: [Double] = [1e4, 1e20, .infinity]

private func isClose(_ a: Double, _ b: Double) -> Bool {
  a == b || (a - b).magnitude <= 2e-4 * max(1, b.magnitude)
}

@Suite struct NumericsTests {
  @Test func theFarEndsAreTheAsymptotes() {
    for activation in Activation.standard {
      guard let (below, above) = activation.asymptotes else { continue }
      let formula = activation.formula
      let (first, second) = (formula.derivative(), formula.derivative().derivative())
      let points = far + far.map { -$0 }
      let expected = points.map { x -> [Double] in
        let side = x < 0 ? below : above
        return [side(x), side.slope, 0]
      }
      func check(_ values: [[Double]], _ what: String) {
        for (x, (values, expected)) in zip(points, zip(values, expected)) {
          for (order, (value, expected)) in zip(values, expected).enumerated() {
            #expect(isClose(value, expected), "\(activation.name), order \(order) at \(x), \(what): \(value)")
          }
        }
      }
      check(points.map { [formula([$0])[0], first([$0])[0], second([$0])[0]] }, "reference")
      onEveryInstructionSet { isa in
        let doubles = [formula, first, second].map { $0.run(points) }
        check(points.indices.map { i in doubles.map { $0[i] } }, "Double, \(isa)")
        let floats = [formula, first, second].map { $0.run(points.map { Float($0) }) }
        check(points.indices.map { i in floats.map { Double($0[i]) } }, "Float, \(isa)")
      }
    }
  }

  @Test func aGradientOfZeroStaysZeroAtTheFarEnds() throws {
    for activation in Activation.standard where activation.asymptotes != nil {
      let formula = activation.formula
      let product = formula.vectorJacobianProduct(wanted: 1, usingOutput: false)
      for x in far + far.map({ -$0 }) { #expect(product([0, x])[0] == 0, "\(activation.name) at \(x)") }
    }
  }

  @Test func notANumberPasses() throws {
    for named in Activation.standard {
      #expect(named.formula([.nan])[0].isNaN, "\(named.name)")
      onEveryInstructionSet { isa in
        #expect(named.formula.run([Float.nan])[0].isNaN, "\(named.name) on \(isa)")
        #expect(named.formula.run([Double.nan])[0].isNaN, "\(named.name) on \(isa)")
      }
    }
  }

  @Test func kinksFollowTheConvention() {
    func slope(_ x: Double, _ body: (Formula.Expression) -> Formula.Expression) -> Double {
      Formula(body).derivative()([x])[0]
    }
    #expect(slope(0) { x in max(x, 0) } == 0)
    #expect(slope(2) { x in max(2, x) } == 0)
    #expect(slope(2) { x in min(x, 2) } == 0)
    #expect(slope(0) { x in abs(x) } == 0)
    #expect(slope(0) { x in select(x .> 0, x, 0.01 * x) } == 0.01)
    #expect(slope(-1) { x in clamp(x, -1, 1) } == 0)
    #expect(slope(1) { x in clamp(x, -1, 1) } == 0)
    #expect(slope(0.5) { x in clamp(x, -1, 1) } == 1)
    let larger = Formula { x, y in max(x, y) }
    #expect(larger.derivative(withRespectTo: 0)([3, 3]) == [0.5])
    #expect(larger.derivative(withRespectTo: 1)([3, 3]) == [0.5])
    #expect(larger.derivative(withRespectTo: 1)([3, 4]) == [1])
    let norm = Formula { x, y in sqrt(x * x + y * y) }
    #expect(norm.derivative()([0, 0]) == [0])
    #expect((norm.derivative()([3, 4])[0] - 0.6).magnitude < 1e-15)
  }

  @Test func powersAndLogarithmsAtZero() {
    let power = Formula { x, y in pow(x, y) }
    #expect(power([0, 0]) == [1])
    #expect(power.derivative(withRespectTo: 0)([0, 0]) == [0])
    #expect(power.derivative(withRespectTo: 1)([0, 0]) == [0])
    #expect(power.derivative(withRespectTo: 1)([0, 2]) == [0])
    onEveryInstructionSet { _ in
      #expect(power.run([[Float(0)], [0]]) == [1])
      #expect(power.derivative(withRespectTo: 0).run([[Float(0)], [0]]) == [0])
      #expect(power.derivative(withRespectTo: 1).run([[Double(0)], [0]]) == [0])
    }
    let logarithm = Formula { x in log(x) }
    #expect(logarithm([0]) == [-.infinity])
    #expect(logarithm.derivative()([0]) == [.infinity])
    #expect(logarithm.vectorJacobianProduct(wanted: 1, usingOutput: false)([1, 0]) == [.infinity])
  }

  @Test func aGateOfZeroWinsOverInfinityButNotOverNaN() {
    let gated = Formula { x, g in x.gated(by: g) }
    #expect(gated([.infinity, 0]) == [0])
    #expect(gated([-.infinity, 0]) == [0])
    #expect(gated([3, 0.5]) == [1.5])
    #expect(gated([.nan, 0])[0].isNaN)
    #expect(gated([.infinity, .nan])[0].isNaN)
    // A user's own product keeps what the arithmetic says.
    #expect(Formula { x in x * 0 }([.infinity])[0].isNaN)
  }

  @Test func geluIsAccurateInTheTail() throws {
    let (gelu, approximation) = (
      try #require(Activation.named("gelu")).formula,
      try #require(Activation.named("gelu-tanh")).formula
    )
    let points = (0..<4000).map { Float($0) * 0.005 - 10 }
    onEveryInstructionSet { isa in
      for formula in [gelu, approximation] {
        for (x, y) in zip(points, formula.run(points)) {
          let truth = formula([Double(x)])[0]
          let ulps = (Double(y) - truth).magnitude / Double(Float(truth).ulp)
          #expect(
            ulps <= 4 * max(1, Double(x * x)) * (formula === gelu ? 1 : 2),
            "\(formula) at \(x) on \(isa): \(ulps)")
        }
      }
    }
  }

  @Test func siluIsWithinFourUnits() throws {
    let silu = try #require(Activation.named("silu")).formula
    let points = (0..<4000).map { Float($0) * 0.04 - 80 }
    onEveryInstructionSet { isa in
      for (x, y) in zip(points, silu.run(points)) {
        let truth = silu([Double(x)])[0]
        #expect((Double(y) - truth).magnitude <= 4 * Double(Float(truth).ulp), "at \(x) on \(isa)")
      }
    }
  }
}

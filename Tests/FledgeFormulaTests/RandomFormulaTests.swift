import FledgeKernels
import Testing

@testable import FledgeFormula

/// Formulas drawn from a seed: every instruction may occur, subexpressions are shared.
struct RandomFormula {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  private mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }

  /// An expression of one input as it may be written down, simplified or not.
  mutating func expression(instructions: Int) -> Formula.Expression {
    var known: [Formula.Expression] = [.input(0), 2, -0.5, 0, -0.0, 1e20, 0.1]
    for _ in 0..<instructions {
      let instruction = Instruction.all[below(Instruction.all.count)]
      // What was made last is taken often, so that much hangs together.
      let operands = (0..<instruction.arity).map { _ in
        known[below(2) == 0 ? known.count - 1 - below(min(4, known.count)) : below(known.count)]
      }
      known.append(Formula.Expression(.apply(instruction, operands)))
    }
    return known.last!
  }

  /// Values are kept moderate, so that a difference is an error and not a matter of condition.
  mutating func formula(instructions: Int) -> Formula {
    var known: [Formula.Expression] = [.input(0), .input(1), 0.5, -1.25]
    for _ in 0..<instructions {
      let instruction = Instruction.all[below(Instruction.all.count)]
      let operands = (0..<instruction.arity).map { _ in known[below(known.count)] }
      let drawn = Formula.Expression(.apply(instruction, operands))
      known.append(below(3) == 0 ? drawn : tanh(0.5 * drawn))
    }
    return Formula(inputs: 2, outputs: [known.suffix(4).reduce(0) { $0 + tanh($1) }])
  }
}

@Suite struct RandomFormulaTests {
  private static let points: [[Double]] = [
    (0..<67).map { Double($0) * 0.0731 - 2.403 }, (0..<67).map { Double(($0 * 29) % 67) * 0.0617 - 1.911 },
  ]

  /// Whether a small step changes the value by little: away from kinks, jumps, poles and cancellation.
  private func isSteady(_ formula: Formula, _ x: [Double]) -> Bool {
    let value = formula(x)[0]
    guard value.isFinite, value.magnitude < 1e6 else { return false }
    return [(1e-9, 0.0), (-1e-9, 0.0), (0.0, 1e-9), (0.0, -1e-9)].allSatisfy { dx, dy in
      (formula([x[0] + dx, x[1] + dy])[0] - value).magnitude < 1e-6
    }
  }

  private func expectPrograms(_ formula: Formula, _ seed: Int) {
    let points = (0..<67).map { [Self.points[0][$0], Self.points[1][$0]] }
    let truth = points.map { formula($0)[0] }
    let steady = points.indices.filter { isSteady(formula, points[$0]) }
    onEveryInstructionSet { isa in
      let found = formula.run(Self.points)
      for i in steady {
        #expect(
          (found[i] - truth[i]).magnitude <= 1e-8 * max(1, truth[i].magnitude),
          "seed \(seed), \(isa), at \(points[i]): \(formula)")
      }
    }
  }

  @Test(arguments: 0..<60)
  func programsAndDerivativesOfRandomFormulas(_ seed: Int) {
    var random = RandomFormula(seed: seed)
    let formula = random.formula(instructions: 4 + seed % 12)
    expectPrograms(formula, seed)
    for input in 0..<2 {
      let first = formula.derivative(withRespectTo: input)
      expectPrograms(first, seed)
      for i in stride(from: 0, to: 67, by: 5) {
        let x = [Self.points[0][i], Self.points[1][i]]
        guard isSteady(formula, x), isSteady(first, x),
          let slope = centralDifference(formula, x, input: input)
        else { continue }
        #expect(
          (first(x)[0] - slope).magnitude <= 1e-5 * max(1, slope.magnitude),
          "seed \(seed) at \(x): \(formula)")
        let vjp = formula.vectorJacobianProduct(wanted: 1 << UInt32(input), usingOutput: true)
        let pulled = vjp([1.5] + x + formula(x))[0]
        #expect((pulled - 1.5 * first(x)[0]).magnitude <= 1e-10 * max(1, pulled.magnitude), "seed \(seed)")
        let second = first.derivative(withRespectTo: 1 - input)
        guard isSteady(second, x), let bend = centralDifference(first, x, input: 1 - input) else { continue }
        #expect((second(x)[0] - bend).magnitude <= 1e-4 * max(1, bend.magnitude), "seed \(seed) at \(x)")
      }
    }
  }

  @Test func threadsChangeNoBit() {
    defer { fledge_threads_set(0) }
    let inputs = [31, 32].map { step -> [Double] in
      (0..<50_000).map { i -> Double in Double((i * step) % 4099) / 1000 - 2 }
    }
    for seed in 0..<6 {
      var random = RandomFormula(seed: seed)
      let formula = random.formula(instructions: 10).derivative()
      let results = [1, 2, 3, 7].map { threads -> [UInt64] in
        fledge_threads_set(Int32(threads))
        return formula.runInParallel(inputs).map(\.bitPattern)
      }
      #expect(Set(results).count == 1, "seed \(seed)")
    }
  }
}

import FledgeFormula
import FledgeKernels
import Testing

@Suite struct ProgramTests {
  /// Adam (Kingma and Ba, 2015), its four lines.
  private let adam = Formula(inputs: 4, parameters: 6) { x, p in
    let (w, m, v, g) = (x[0], x[1], x[2], x[3])
    let m1 = p[0] * m + (1 - p[0]) * g
    let v1 = p[1] * v + (1 - p[1]) * g * g
    return [w - p[2] * (m1 / p[4]) / (sqrt(v1 / p[5]) + p[3]), m1, v1]
  }

  @Test func severalOutputsInOnePass() {
    let parameters = [0.9, 0.999, 1e-3, 1e-8, 0.1, 0.001]
    let inputs = (2..<6).map { i in (0..<101).map { j -> Double in 0.1 + Double(i * j % 17) / 7 } }
    onEveryInstructionSet { isa in
      for output in 0..<3 {
        let result = adam.run(inputs, parameters: parameters, output: output)
        let floats = adam.run(inputs.map { $0.map { Float($0) } }, parameters: parameters, output: output)
        for i in 0..<101 {
          let truth = adam(inputs.map { $0[i] }, parameters: parameters)[output]
          #expect((result[i] - truth).magnitude < 1e-14, "\(isa)")
          #expect((Double(floats[i]) - truth).magnitude < 1e-6, "\(isa)")
        }
      }
    }
  }

  @Test func destinationsAreNeverSources() {
    let formulas = Activation.standard.map { $0.formula.derivative().derivative() } + [adam]
    for formula in formulas {
      withExtendedLifetime(formula.program) { program in
        let raw = program.raw.pointee
        let code = UnsafeBufferPointer(start: raw.code, count: Int(raw.instruction_count))
        for (i, n) in code.enumerated() {
          let isStore = n.op == UInt16(FLEDGE_OP_STORE.rawValue)
          #expect(isStore == (i >= program.instructionCount))
          #expect(isStore || ![n.a, n.b, n.c].contains(n.dst), "\(formula)")
        }
        #expect(program.registerCount <= 12, "\(formula)")
      }
    }
  }

  @Test func whatIsSharedIsComputedOnce() {
    var x = Formula.Expression.input(0)
    for _ in 0..<40 { x = exp(x) * exp(x) }
    #expect(Formula(inputs: 1, outputs: [x]).program.instructionCount == 80)
  }

  @Test func productsAreContracted() {
    #expect(Formula { x, y, z in x * y + z }.program.instructionCount == 1)
    #expect(Formula { x, y, z in z - x * y }.program.instructionCount == 1)
    #expect(Formula { x, y, z in x * y - z }.program.instructionCount == 1)
    let values = [[Double]](arrayLiteral: [3], [5], [7])
    #expect(Formula { x, y, z in x * y + z }.run(values) == [22])
    #expect(Formula { x, y, z in z - x * y }.run(values) == [-8])
    #expect(Formula { x, y, z in x * y - z }.run(values) == [8])
  }

  @Test func constantsAndInputsMayBeOutputs() {
    let formula = Formula(inputs: 2, parameters: 1) { x, p in [x[1], 3, p[0], x[0] + 0, x[1]] }
    let inputs = [(0..<37).map(Float.init), (0..<37).map { Float($0) * 10 }]
    onEveryInstructionSet { _ in
      let outputs = (0..<5).map { formula.run(inputs, parameters: [4], output: $0) }
      #expect(outputs[0] == inputs[1])
      #expect(outputs[1] == [Float](repeating: 3, count: 37))
      #expect(outputs[2] == [Float](repeating: 4, count: 37))
      #expect(outputs[3] == inputs[0])
      #expect(outputs[4] == inputs[1])
    }
  }

  @Test func readingTooFarIsReported() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Formula(inputs: 1, outputs: [.input(1) + 1])
    }
    let text = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(text.contains("input 1 is read, but it has only 1"))
  }
}

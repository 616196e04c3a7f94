import FledgeKernels
import Testing

@testable import FledgeFormula

/// The kernels recognise what most networks run by its instructions: formulas must compile to just these.
@Suite struct KnownProgramTests {
  private func isKnown(_ formula: Formula) -> Bool {
    let program = formula.program
    return withExtendedLifetime(program) { fledge_program_is_known(program.raw) }
  }

  @Test func biasAndActivation() {
    #expect(isKnown(Formula { z, b in z + b }))
    #expect(isKnown(Formula { x in max(x, 0) }))
    #expect(isKnown(Formula { z, b in max(z + b, 0) }))
  }

  /// As a linear layer derives it: by the value of the activation alone.
  @Test func gradientOfReLU() {
    let product = Formula { x in max(x, 0) }.vectorJacobianProduct(wanted: 1, usingOutput: true)
    #expect(isKnown(Formula { g, y in product.substituting([g, 0, y])[0] }))
  }

  @Test func updates() {
    #expect(isKnown(Formula(inputs: 2, parameters: 1) { x, p in [x[0] - p[0] * x[1]] }))
    let heavyBall = Formula(inputs: 3, parameters: 4) { x, p in
      let v = p[1] * x[1] + (x[2] + p[2] * x[0])
      return [p[3] * x[0] - p[0] * v, v]
    }
    #expect(isKnown(heavyBall))
    let adam = Formula(inputs: 4, parameters: 9) { x, p in
      let g = x[3] + p[7] * x[0]
      let m = p[1] * x[1] + p[2] * g
      let v = p[3] * x[2] + p[4] * g * g
      return [p[8] * x[0] - p[0] * m / (sqrt(v) * p[5] + p[6]), m, v]
    }
    #expect(isKnown(adam))
  }

  @Test func others() {
    #expect(!isKnown(Formula { x in max(x, 1) }))
    #expect(!isKnown(Formula { x, y in max(x, y) }))
  }
}

import FledgeKernels
import Foundation
import Testing

/// A function, its truth in Double, and the units in the last place that its kernels may be off in Float and Double.
private struct Function: Sendable {
  let op: fledge_opcode
  let name: String
  let truth: @Sendable (Double) -> Double
  var float: @Sendable (Double) -> Double = { _ in 2 }
  var double: @Sendable (Double) -> Double = { _ in 3 }
}

@Sendable private func sigmoid(_ x: Double) -> Double { x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)) }

@Sendable private func density(_ x: Double) -> Double {
  if x.magnitude > 40 { return 0 }
  // The square in two parts, the first exact.
  let high = Double(Float(x))
  return exp(-0.5 * high * high) * exp(-0.5 * (x - high) * (x + high)) / (2 * Double.pi).squareRoot()
}

private let functions: [Function] = [
  Function(op: FLEDGE_OP_EXP, name: "exp", truth: { exp($0) }),
  Function(op: FLEDGE_OP_EXPM1, name: "expm1", truth: { expm1($0) }),
  Function(op: FLEDGE_OP_LOG, name: "log", truth: { log($0) }),
  Function(op: FLEDGE_OP_LOG1P, name: "log1p", truth: { log1p($0) }),
  Function(op: FLEDGE_OP_TANH, name: "tanh", truth: { tanh($0) }),
  Function(op: FLEDGE_OP_SIGMOID, name: "sigmoid", truth: sigmoid, float: { _ in 4 }, double: { _ in 4 }),
  Function(
    op: FLEDGE_OP_SOFTPLUS, name: "softplus", truth: { $0.isNaN ? $0 : max($0, 0) + log1p(exp(-abs($0))) }),
  Function(op: FLEDGE_OP_ERF, name: "erf", truth: { erf($0) }),
  Function(
    op: FLEDGE_OP_NORMAL_CDF, name: "normalCDF", truth: { 0.5 * erfc(-$0 * 0.5.squareRoot()) },
    float: { 4 * max(1, $0 * $0) }, double: { 4 * max(1, $0 * $0) }),
  Function(op: FLEDGE_OP_NORMAL_PDF, name: "normalPDF", truth: density, double: { _ in 4 }),
  Function(op: FLEDGE_OP_SIN, name: "sin", truth: { sin($0) }, float: { _ in 1 }),
  Function(op: FLEDGE_OP_COS, name: "cos", truth: { cos($0) }, float: { _ in 1 }),
  Function(
    op: FLEDGE_OP_SQRT, name: "sqrt", truth: { $0.squareRoot() }, float: { _ in 0.5 }, double: { _ in 0 }),
  Function(
    op: FLEDGE_OP_RECIPROCAL, name: "1/x", truth: { 1 / $0 }, float: { _ in 0.501 }, double: { _ in 0 }),
  Function(op: FLEDGE_OP_FLOOR, name: "floor", truth: { floor($0) }, float: { _ in 0 }, double: { _ in 0 }),
  Function(
    op: FLEDGE_OP_ROUND, name: "round", truth: { $0.rounded(.toNearestOrEven) }, float: { _ in 0 },
    double: { _ in 0 }),
  Function(op: FLEDGE_OP_ABS, name: "abs", truth: { abs($0) }, float: { _ in 0 }, double: { _ in 0 }),
  Function(op: FLEDGE_OP_NEG, name: "negative", truth: { -$0 }, float: { _ in 0 }, double: { _ in 0 }),
  Function(
    op: FLEDGE_OP_SIGN, name: "sign", truth: { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }, float: { _ in 0 },
    double: { _ in 0 }),
]

// Kernels without optimisation are slow: fewer points there.
#if DEBUG
  private let coarseness = 10
#else
  private let coarseness = 1
#endif

private let edges: [Float] = [
  0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
  .leastNormalMagnitude,
  .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 88.722, 88.73, -87.34, -103.9, -104, 1, -1, 0.5, 1e5,
  1e6,
  1e20, -1e20, 0x1p127, 0x1.fp127, 4_194_304.5, 8_388_607.5, 16_777_218,
]

/// Every 65521st float of all there are, a fine grid where the functions live, and the edges.
private let floats: [Float] = {
  let all = stride(from: 0, to: 1 << 32, by: 65521 * coarseness).map { Float(bitPattern: UInt32($0)) }
  let near = stride(from: -20.0, through: 20, by: 0.0037 * Double(coarseness)).map { Float($0) }
  let far = stride(from: -120.0, through: 120, by: 0.11).map { Float($0) }
  return all + near + far + edges
}()

private let doubles: [Double] = {
  let near = floats.map { Double($0) * 1.000000001 }
  let far = stride(from: -750.0, through: 750, by: 0.73).map { $0 }
  let edges: [Double] = [
    .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 709.78, 709.79, -745.1, -746,
    0x1.fp1023,
  ]
  return near + far + edges
}()

@Suite struct ProgramAccuracyTests {
  @Test(arguments: functions.indices)
  func floatsAreCloseToTheTruth(_ index: Int) {
    let function = functions[index]
    onEveryInstructionSet { isa in
      let y = HandProgram(function.op, operands: 1)([floats])
      var worst = (excess: 0.0, x: Float(0), ulps: 0.0)
      for (x, y) in zip(floats, y) {
        let distance = ulps(y, function.truth(Double(x)))
        let excess = distance - function.float(Double(x))
        if excess > worst.excess { worst = (excess, x, distance) }
      }
      #expect(worst.excess <= 0, "\(function.name) on \(isa) is \(worst.ulps) ulp off at \(worst.x)")
    }
  }

  @Test(arguments: functions.indices)
  func doublesAreCloseToTheTruth(_ index: Int) {
    let function = functions[index]
    onEveryInstructionSet { isa in
      let y = HandProgram(function.op, operands: 1)([doubles])
      var worst = (excess: 0.0, x: 0.0, ulps: 0.0)
      for (x, y) in zip(doubles, y) {
        let distance = ulps(y, function.truth(x))
        let excess = distance - function.double(x)
        if excess > worst.excess { worst = (excess, x, distance) }
      }
      #expect(worst.excess <= 0, "\(function.name) on \(isa) is \(worst.ulps) ulp off at \(worst.x)")
    }
  }

  @Test func powersHaveTheSignsAndLimitsOfC() {
    let values: [Float] = [
      0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 2.5, -2.5, 1e-30, 1e30, -1e30, 87.3, 16_777_216, 16_777_218,
      .infinity,
      -.infinity, .nan, 1.0000001, 0.9999999, 1e-38,
    ]
    let pairs = values.flatMap { x in values.map { (x, $0) } }
    onEveryInstructionSet { isa in
      let program = HandProgram(FLEDGE_OP_POW, operands: 2)
      let y = program([pairs.map(\.0), pairs.map(\.1)])
      let z: [Double] = program([pairs.map { Double($0.0) }, pairs.map { Double($0.1) }])
      for ((pair, y), z) in zip(zip(pairs, y), z) {
        let truth = pow(Double(pair.0), Double(pair.1))
        #expect(ulps(y, truth) <= 1, "pow\(pair) on \(isa): \(y), not \(truth)")
        #expect(ulps(z, truth) <= 1)
      }
    }
  }

  @Test func pairsAgreeWithTheReferenceOnSpecialValues() {
    let values: [Double] = [0, -0.0, 1, -1, 2.5, -2.5, 0x1p-133, .infinity, -.infinity, .nan]
    let pairs = values.flatMap { x in values.map { (x, $0) } }
    let (a, b) = (pairs.map(\.0), pairs.map(\.1))
    let operations = [
      FLEDGE_OP_ADD, FLEDGE_OP_SUB, FLEDGE_OP_MUL, FLEDGE_OP_DIV, FLEDGE_OP_MAX, FLEDGE_OP_MIN,
      FLEDGE_OP_GATED,
      FLEDGE_OP_LESS, FLEDGE_OP_LESS_EQUAL, FLEDGE_OP_EQUAL, FLEDGE_OP_NOT_EQUAL, FLEDGE_OP_AND, FLEDGE_OP_OR,
    ]
    onEveryInstructionSet { isa in
      for op in operations {
        let program = HandProgram(op, operands: 2)
        let y: [Double] = program([a, b])
        let z: [Float] = program([a.map { Float($0) }, b.map { Float($0) }])
        let truth = program.reference([a, b])
        for i in a.indices {
          #expect(ulps(y[i], truth[i]) == 0, "opcode \(op.rawValue) of \(a[i]), \(b[i]) on \(isa)")
          #expect(ulps(z[i], truth[i]) <= 0.5, "opcode \(op.rawValue) of \(a[i]), \(b[i]) on \(isa)")
        }
      }
    }
  }
}

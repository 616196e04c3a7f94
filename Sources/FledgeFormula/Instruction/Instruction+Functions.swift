import FledgeBasics
import FledgeKernels

// Functions of one operand: what the language knows of each, and Swift's function of it.

extension InstructionRule {
  /// The rows of the functions of one operand.
  @InstructionTable static var functions: [InstructionRule] {
    InstructionRule(
      "abs", FLEDGE_OP_ABS, .unary { $0.magnitude }, .slope { x, _ in sign(x) },
      range: .computed {
        let ends = ($0[0].low.magnitude, $0[0].high.magnitude)
        return Interval($0[0].containsZero ? 0 : min(ends.0, ends.1), max(ends.0, ends.1))
      }, tail: .inherited, notation: .magnitude)
    InstructionRule(
      "sign", FLEDGE_OP_SIGN, .unary { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }, .zero, range: .within(-1, 1))
    InstructionRule("floor", FLEDGE_OP_FLOOR, .unary { $0.rounded(.down) }, .zero, range: .increasing)
    InstructionRule(
      "round", FLEDGE_OP_ROUND, .unary { $0.rounded(.toNearestOrEven) }, .zero, range: .increasing)
    InstructionRule(
      "sqrt", FLEDGE_OP_SQRT, .unary { $0.squareRoot() }, .slope { _, y in 0.5 / y },
      range: .increasing(from: 0), tail: .inherited)
    InstructionRule(
      "exp", FLEDGE_OP_EXP, .unary { exp($0) }, .slope { _, y in y }, range: .increasing,
      hasPole: { $0[0].high > largestExponent }, tail: .fades)
    InstructionRule(
      "expm1", FLEDGE_OP_EXPM1, .unary { expm1($0) }, .slope { x, _ in exp(x) }, range: .increasing,
      hasPole: { $0[0].high > largestExponent }, tail: .levels)
    InstructionRule(
      "log", FLEDGE_OP_LOG, .unary { log($0) }, .slope { x, _ in 1 / x }, range: .increasing(from: 0),
      hasPole: { $0[0].low <= 0 })
    InstructionRule(
      "log1p", FLEDGE_OP_LOG1P, .unary { log1p($0) }, .slope { x, _ in 1 / (1 + x) },
      range: .increasing(from: -1), hasPole: { $0[0].low <= -1 })
    InstructionRule(
      "tanh", FLEDGE_OP_TANH, .unary { tanh($0) }, .slope { _, y in 1 - y * y }, range: .increasing,
      tail: .levels)
    InstructionRule(
      "sigmoid", FLEDGE_OP_SIGMOID, .unary { sigmoidValue($0) }, .slope { _, y in y * (1 - y) },
      range: .increasing, tail: .fades)
    InstructionRule(
      "softplus", FLEDGE_OP_SOFTPLUS,
      .unary { $0.isNaN ? $0 : max($0, 0) + log1p(exp(-$0.magnitude)) }, .slope { x, _ in sigmoid(x) },
      range: .increasing, tail: .fades)
    InstructionRule(
      "erf", FLEDGE_OP_ERF, .unary { erf($0) },
      .slope { x, _ in 2 / Double.pi.squareRoot() * exp(-(x * x)) }, range: .increasing, tail: .levels)
    InstructionRule(
      "Φ", word: "normalCDF", FLEDGE_OP_NORMAL_CDF, .unary { 0.5 * erfc(-$0 * 0.5.squareRoot()) },
      .slope { x, _ in normalPDF(x) }, range: .increasing, tail: .fades)
    InstructionRule(
      "φ", word: "normalPDF", FLEDGE_OP_NORMAL_PDF,
      .unary { exp(-0.5 * $0 * $0) / (2 * Double.pi).squareRoot() },
      .slope { x, y in -x.gated(by: y) }, range: .within(0, 0.4), tail: .fades)
    InstructionRule(
      "sin", FLEDGE_OP_SIN, .unary { sin($0) }, .slope { x, _ in cos(x) }, range: .within(-1, 1))
    InstructionRule(
      "cos", FLEDGE_OP_COS, .unary { cos($0) }, .slope { x, _ in -sin(x) }, range: .within(-1, 1))
  }
}

/// eˣ.
@_disfavoredOverload
public func exp(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_EXP, x) }
/// eˣ − 1, exact for small x.
@_disfavoredOverload
public func expm1(_ x: Formula.Expression) -> Formula.Expression {
  Formula.Expression(FLEDGE_OP_EXPM1, x)
}
/// The natural logarithm; −∞ at 0.
@_disfavoredOverload
public func log(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_LOG, x) }
/// log(1 + x), exact for small x.
@_disfavoredOverload
public func log1p(_ x: Formula.Expression) -> Formula.Expression {
  Formula.Expression(FLEDGE_OP_LOG1P, x)
}
/// The hyperbolic tangent.
@_disfavoredOverload
public func tanh(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_TANH, x) }
/// 1 / (1 + e⁻ˣ).
@_disfavoredOverload
public func sigmoid(_ x: Formula.Expression) -> Formula.Expression {
  Formula.Expression(FLEDGE_OP_SIGMOID, x)
}
/// log(1 + eˣ), without overflow.
@_disfavoredOverload
public func softplus(_ x: Formula.Expression) -> Formula.Expression {
  Formula.Expression(FLEDGE_OP_SOFTPLUS, x)
}
/// The error function.
@_disfavoredOverload
public func erf(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_ERF, x) }
/// Φ(x), the distribution function of the standard normal distribution.
@_disfavoredOverload
public func normalCDF(_ x: Formula.Expression) -> Formula.Expression {
  Formula.Expression(FLEDGE_OP_NORMAL_CDF, x)
}
/// φ(x), the density of the standard normal distribution.
@_disfavoredOverload
public func normalPDF(_ x: Formula.Expression) -> Formula.Expression {
  Formula.Expression(FLEDGE_OP_NORMAL_PDF, x)
}
/// The sine of x radians.
@_disfavoredOverload
public func sin(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_SIN, x) }
/// The cosine of x radians.
@_disfavoredOverload
public func cos(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_COS, x) }
/// The square root.
@_disfavoredOverload
public func sqrt(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_SQRT, x) }
/// The absolute value; its derivative at 0 is 0.
@_disfavoredOverload
public func abs(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_ABS, x) }
/// −1, 0 or 1; its derivative is 0.
@_disfavoredOverload
public func sign(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_SIGN, x) }
/// The largest integer ≤ x; its derivative is 0.
@_disfavoredOverload
public func floor(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_FLOOR, x) }
/// The nearest integer, of two equally near ones the even one; its derivative is 0.
@_disfavoredOverload
public func round(_ x: Formula.Expression) -> Formula.Expression { Formula.Expression(FLEDGE_OP_ROUND, x) }

extension Formula.Expression {
  fileprivate init(_ opcode: fledge_opcode, _ x: Formula.Expression) { self.init(Instruction(opcode), x) }
}

/// From here on eˣ may leave the range of Float.
private let largestExponent = 80.0

/// By the exponential of a number below 0: no overflow on either side.
private func sigmoidValue(_ x: Double) -> Double {
  let e = exp(-x.magnitude)
  return x >= 0 ? 1 / (1 + e) : x < 0 ? e / (1 + e) : x
}

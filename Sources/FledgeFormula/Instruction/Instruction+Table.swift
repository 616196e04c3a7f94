import FledgeBasics
import FledgeKernels

extension Instruction {
  var rule: InstructionRule { Self.rules[Int(rawValue)] }

  private static let rules = allCases.map(InstructionRule.init)

  /// The number of operands.
  package var arity: Int { rule.value.arity }

  /// Whether the two operands may change places without changing a bit of the result.
  var isCommutative: Bool { if case .commutative = rule.value { true } else { false } }

  var opcode: fledge_opcode { rule.opcode }

  /// The value in Double by the system's mathematics library: what every kernel is measured against.
  func evaluate(_ x: [Double]) -> Double { rule.value(x) }
}

extension InstructionRule {
  /// The table of the language: what is known of each instruction, in one row.
  init(_ instruction: Instruction) {
    switch instruction {
    case .add:
      self.init(
        "+", word: "add", FLEDGE_OP_ADD, .commutative { $0 + $1 }, .partials { _, _ in [1, 1] },
        range: .computed { $0[0] + $0[1] }, tail: .sum, notation: .sum)
    case .subtract:
      self.init(
        "−", word: "sub", FLEDGE_OP_SUB, .binary { $0 - $1 }, .partials { _, _ in [1, -1] },
        range: .computed { $0[0] + $0[1].negated }, tail: .sum, notation: .sum)
    case .multiply:
      self.init(
        "·", word: "mul", FLEDGE_OP_MUL, .commutative { $0 * $1 }, .partials { x, _ in [x[1], x[0]] },
        range: .computed { $0[0] * $0[1] }, tail: .inherited, notation: .product)
    case .divide:
      self.init(
        "/", word: "div", FLEDGE_OP_DIV, .binary { $0 / $1 },
        .partials { x, y in [1 / x[1], x[0].isConstant(1) ? -(y * y) : -(y / x[1])] },
        range: .computed { $0[0] * $0[1].reciprocal }, hasPole: { $0[1].containsZero }, tail: .quotient,
        notation: .quotient)
    case .negate:
      self.init(
        "−", word: "neg", FLEDGE_OP_NEG, .unary { -$0 }, .slope { _, _ in -1 },
        range: .computed { $0[0].negated },
        tail: .inherited, notation: .sign)
    case .power:
      // 0⁰ = 1 with both derivatives 0, and x⁰ = 1 for every x.
      self.init(
        "pow", FLEDGE_OP_POW, .binary { pow($0, $1) },
        .partials { x, y in
          [
            select(x[1] .== 0, 0, x[1].gated(by: pow(x[0], x[1] - 1))),
            select((x[0] .== 0) .& (x[1] .>= 0), 0, y.gated(by: log(x[0]))),
          ]
        },
        range: .computed { $0[0].low >= 0 ? Interval(0, .infinity) : .all }, hasPole: { _ in true },
        tail: .fades, summary: "x to the power of y")
    case .gated:
      self.init(
        "⊙", word: "gated", FLEDGE_OP_GATED, .commutative { gatedProduct($0, $1) },
        .gatedPartials { x, _ in [x[1], x[0]] },
        range: .computed { $0[0] * $0[1] }, tail: .inherited, notation: .gate,
        summary: "x ⊙ y, a product in which 0 wins over infinity")
    case .maximum:
      self.init(
        "max", FLEDGE_OP_MAX, .binary { $0.isNaN ? $0 : $1.isNaN ? $1 : $0 > $1 ? $0 : $1 },
        .extremum { $0 .> $1 },
        range: .computed { Interval(max($0[0].low, $0[1].low), max($0[0].high, $0[1].high)) },
        tail: .inherited, summary: "the larger one")
    case .minimum:
      self.init(
        "min", FLEDGE_OP_MIN, .binary { $0.isNaN ? $0 : $1.isNaN ? $1 : $0 < $1 ? $0 : $1 },
        .extremum { $0 .< $1 },
        range: .computed { Interval(min($0[0].low, $0[1].low), min($0[0].high, $0[1].high)) },
        tail: .inherited, summary: "the smaller one")
    case .absoluteValue:
      self.init(
        "abs", FLEDGE_OP_ABS, .unary { $0.magnitude }, .slope { x, _ in sign(x) },
        range: .computed {
          let ends = ($0[0].low.magnitude, $0[0].high.magnitude)
          return Interval($0[0].containsZero ? 0 : min(ends.0, ends.1), max(ends.0, ends.1))
        }, tail: .inherited, notation: .magnitude)
    case .signum:
      self.init(
        "sign", FLEDGE_OP_SIGN, .unary { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }, .zero, range: .within(-1, 1))
    case .roundDown:
      self.init("floor", FLEDGE_OP_FLOOR, .unary { $0.rounded(.down) }, .zero, range: .increasing)
    case .roundToEven:
      self.init(
        "round", FLEDGE_OP_ROUND, .unary { $0.rounded(.toNearestOrEven) }, .zero, range: .increasing)
    case .squareRoot:
      self.init(
        "sqrt", FLEDGE_OP_SQRT, .unary { $0.squareRoot() }, .slope { _, y in 0.5 / y },
        range: .increasing(from: 0), tail: .inherited)
    case .exponential:
      self.init(
        "exp", FLEDGE_OP_EXP, .unary { exp($0) }, .slope { _, y in y }, range: .increasing,
        hasPole: { $0[0].high > largestExponent }, tail: .fades)
    case .exponentialMinusOne:
      self.init(
        "expm1", FLEDGE_OP_EXPM1, .unary { expm1($0) }, .slope { x, _ in exp(x) }, range: .increasing,
        hasPole: { $0[0].high > largestExponent }, tail: .levels)
    case .logarithm:
      self.init(
        "log", FLEDGE_OP_LOG, .unary { log($0) }, .slope { x, _ in 1 / x }, range: .increasing(from: 0),
        hasPole: { $0[0].low <= 0 })
    case .logarithmOfOnePlus:
      self.init(
        "log1p", FLEDGE_OP_LOG1P, .unary { log1p($0) }, .slope { x, _ in 1 / (1 + x) },
        range: .increasing(from: -1), hasPole: { $0[0].low <= -1 })
    case .hyperbolicTangent:
      self.init(
        "tanh", FLEDGE_OP_TANH, .unary { tanh($0) }, .slope { _, y in 1 - y * y }, range: .increasing,
        tail: .levels)
    case .logistic:
      self.init(
        "sigmoid", FLEDGE_OP_SIGMOID, .unary { sigmoidValue($0) }, .slope { _, y in y * (1 - y) },
        range: .increasing, tail: .fades)
    case .softRectifier:
      self.init(
        "softplus", FLEDGE_OP_SOFTPLUS,
        .unary { $0.isNaN ? $0 : max($0, 0) + log1p(exp(-$0.magnitude)) }, .slope { x, _ in sigmoid(x) },
        range: .increasing, tail: .fades)
    case .errorFunction:
      self.init(
        "erf", FLEDGE_OP_ERF, .unary { erf($0) },
        .slope { x, _ in 2 / Double.pi.squareRoot() * exp(-(x * x)) }, range: .increasing, tail: .levels)
    case .normalDistribution:
      self.init(
        "Φ", word: "normalCDF", FLEDGE_OP_NORMAL_CDF, .unary { 0.5 * erfc(-$0 * 0.5.squareRoot()) },
        .slope { x, _ in normalPDF(x) }, range: .increasing, tail: .fades)
    case .normalDensity:
      self.init(
        "φ", word: "normalPDF", FLEDGE_OP_NORMAL_PDF,
        .unary { exp(-0.5 * $0 * $0) / (2 * Double.pi).squareRoot() },
        .slope { x, y in -x.gated(by: y) }, range: .within(0, 0.4), tail: .fades)
    case .sine:
      self.init("sin", FLEDGE_OP_SIN, .unary { sin($0) }, .slope { x, _ in cos(x) }, range: .within(-1, 1))
    case .cosine:
      self.init("cos", FLEDGE_OP_COS, .unary { cos($0) }, .slope { x, _ in -sin(x) }, range: .within(-1, 1))
    case .less:
      self.init(
        "<", word: "less", FLEDGE_OP_LESS, .binary { $0 < $1 ? 1 : 0 }, .zero, range: .within(0, 1),
        notation: .comparison("<", flipped: ">"))
    case .lessOrEqual:
      self.init(
        "≤", word: "lessEqual", FLEDGE_OP_LESS_EQUAL, .binary { $0 <= $1 ? 1 : 0 }, .zero,
        range: .within(0, 1),
        notation: .comparison("≤", flipped: "≥"))
    case .equal:
      self.init(
        "=", word: "equal", FLEDGE_OP_EQUAL, .commutative { $0 == $1 ? 1 : 0 }, .zero, range: .within(0, 1),
        notation: .comparison("=", flipped: nil))
    case .notEqual:
      self.init(
        "≠", word: "notEqual", FLEDGE_OP_NOT_EQUAL, .commutative { $0 != $1 ? 1 : 0 }, .zero,
        range: .within(0, 1),
        notation: .comparison("≠", flipped: nil))
    case .and:
      self.init(
        "∧", word: "and", FLEDGE_OP_AND, .commutative { $0 != 0 && $1 != 0 ? 1 : 0 }, .zero,
        range: .within(0, 1),
        notation: .conjunction)
    case .or:
      self.init(
        "∨", word: "or", FLEDGE_OP_OR, .commutative { $0 != 0 || $1 != 0 ? 1 : 0 }, .zero,
        range: .within(0, 1),
        notation: .disjunction)
    case .not:
      self.init(
        "¬", word: "not", FLEDGE_OP_NOT, .unary { $0 == 0 ? 1 : 0 }, .zero, range: .within(0, 1),
        notation: .negation)
    case .selection:
      self.init(
        "select", FLEDGE_OP_SELECT, .ternary { $0 != 0 ? $1 : $2 }, .selection,
        range: .computed { $0[1].union($0[2]) }, tail: .selection,
        summary: "x where the condition is not 0, else y")
    }
  }
}

/// From here on eˣ may leave the range of Float.
private let largestExponent = 80.0

private func gatedProduct(_ a: Double, _ b: Double) -> Double {
  let product = a * b
  return product.isNaN && !a.isNaN && !b.isNaN ? 0 : product
}

/// By the exponential of a number below 0: no overflow on either side.
private func sigmoidValue(_ x: Double) -> Double {
  let e = exp(-x.magnitude)
  return x >= 0 ? 1 / (1 + e) : x < 0 ? e / (1 + e) : x
}

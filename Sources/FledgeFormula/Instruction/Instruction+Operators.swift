import FledgeKernels

extension InstructionRule {
  /// The rows of what stands between operands, or before one. Swift's operators are in `Expression+Arithmetic.swift` and
  /// `Expression+Comparison.swift`.
  @InstructionTable static var operators: [InstructionRule] {
    InstructionRule(
      "+", word: "add", FLEDGE_OP_ADD, .commutative { $0 + $1 }, .partials { _, _ in [1, 1] },
      range: .computed { $0[0] + $0[1] }, tail: .sum, notation: .sum)
    InstructionRule(
      "−", word: "sub", FLEDGE_OP_SUB, .binary { $0 - $1 }, .partials { _, _ in [1, -1] },
      range: .computed { $0[0] + $0[1].negated }, tail: .sum, notation: .sum)
    InstructionRule(
      "·", word: "mul", FLEDGE_OP_MUL, .commutative { $0 * $1 }, .partials { x, _ in [x[1], x[0]] },
      range: .computed { $0[0] * $0[1] }, tail: .inherited, notation: .product)
    InstructionRule(
      "/", word: "div", FLEDGE_OP_DIV, .binary { $0 / $1 },
      .partials { x, y in [1 / x[1], x[0].isConstant(1) ? -(y * y) : -(y / x[1])] },
      range: .computed { $0[0] * $0[1].reciprocal }, hasPole: { $0[1].containsZero }, tail: .quotient,
      notation: .quotient)
    InstructionRule(
      "−", word: "neg", FLEDGE_OP_NEG, .unary { -$0 }, .slope { _, _ in -1 },
      range: .computed { $0[0].negated },
      tail: .inherited, notation: .prefix)
    InstructionRule(
      "<", word: "less", FLEDGE_OP_LESS, .binary { $0 < $1 ? 1 : 0 }, .zero, range: .within(0, 1),
      notation: .comparison("<", flipped: ">"))
    InstructionRule(
      "≤", word: "lessEqual", FLEDGE_OP_LESS_EQUAL, .binary { $0 <= $1 ? 1 : 0 }, .zero,
      range: .within(0, 1),
      notation: .comparison("≤", flipped: "≥"))
    InstructionRule(
      "=", word: "equal", FLEDGE_OP_EQUAL, .commutative { $0 == $1 ? 1 : 0 }, .zero, range: .within(0, 1),
      notation: .comparison("=", flipped: nil))
    InstructionRule(
      "≠", word: "notEqual", FLEDGE_OP_NOT_EQUAL, .commutative { $0 != $1 ? 1 : 0 }, .zero,
      range: .within(0, 1),
      notation: .comparison("≠", flipped: nil))
    InstructionRule(
      "∧", word: "and", FLEDGE_OP_AND, .commutative { $0 != 0 && $1 != 0 ? 1 : 0 }, .zero,
      range: .within(0, 1),
      notation: .conjunction)
    InstructionRule(
      "∨", word: "or", FLEDGE_OP_OR, .commutative { $0 != 0 || $1 != 0 ? 1 : 0 }, .zero,
      range: .within(0, 1),
      notation: .disjunction)
    InstructionRule(
      "¬", word: "not", FLEDGE_OP_NOT, .unary { $0 == 0 ? 1 : 0 }, .zero, range: .within(0, 1),
      notation: .negation)
  }
}

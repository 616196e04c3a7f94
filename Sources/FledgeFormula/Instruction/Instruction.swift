import FledgeKernels

/// What an inner node of an expression does to its operands.
package enum Instruction: UInt8, Sendable, Hashable, CaseIterable {
  case add, subtract, multiply, divide, negate, power
  /// A product in which zero wins over infinity; NaN passes.
  case gated
  case maximum, minimum, absoluteValue, sign, floor, squareRoot
  case exp, expm1, log, log1p, tanh, sigmoid, softplus, erf, normalCDF, normalPDF, sin, cos
  case less, lessOrEqual, equal, notEqual, and, or, not
  /// `select(condition, a, b)`: a where the condition is not 0, else b.
  case select

  /// The number of operands.
  package var arity: Int {
    switch self {
    case .add, .subtract, .multiply, .divide, .power, .gated, .maximum, .minimum: 2
    case .less, .lessOrEqual, .equal, .notEqual, .and, .or: 2
    case .negate, .absoluteValue, .sign, .floor, .squareRoot, .not: 1
    case .exp, .expm1, .log, .log1p, .tanh, .sigmoid, .softplus, .erf, .normalCDF, .normalPDF: 1
    case .sin, .cos: 1
    case .select: 3
    }
  }

  /// Whether the two operands may change places without changing a bit of the result.
  var isCommutative: Bool {
    switch self {
    case .add, .multiply, .gated, .equal, .notEqual, .and, .or: true
    default: false
    }
  }

  var opcode: fledge_opcode {
    switch self {
    case .add: FLEDGE_OP_ADD
    case .subtract: FLEDGE_OP_SUB
    case .multiply: FLEDGE_OP_MUL
    case .divide: FLEDGE_OP_DIV
    case .negate: FLEDGE_OP_NEG
    case .power: FLEDGE_OP_POW
    case .gated: FLEDGE_OP_GATED
    case .maximum: FLEDGE_OP_MAX
    case .minimum: FLEDGE_OP_MIN
    case .absoluteValue: FLEDGE_OP_ABS
    case .sign: FLEDGE_OP_SIGN
    case .floor: FLEDGE_OP_FLOOR
    case .squareRoot: FLEDGE_OP_SQRT
    case .exp: FLEDGE_OP_EXP
    case .expm1: FLEDGE_OP_EXPM1
    case .log: FLEDGE_OP_LOG
    case .log1p: FLEDGE_OP_LOG1P
    case .tanh: FLEDGE_OP_TANH
    case .sigmoid: FLEDGE_OP_SIGMOID
    case .softplus: FLEDGE_OP_SOFTPLUS
    case .erf: FLEDGE_OP_ERF
    case .normalCDF: FLEDGE_OP_NORMAL_CDF
    case .normalPDF: FLEDGE_OP_NORMAL_PDF
    case .sin: FLEDGE_OP_SIN
    case .cos: FLEDGE_OP_COS
    case .less: FLEDGE_OP_LESS
    case .lessOrEqual: FLEDGE_OP_LESS_EQUAL
    case .equal: FLEDGE_OP_EQUAL
    case .notEqual: FLEDGE_OP_NOT_EQUAL
    case .and: FLEDGE_OP_AND
    case .or: FLEDGE_OP_OR
    case .not: FLEDGE_OP_NOT
    case .select: FLEDGE_OP_SELECT
    }
  }
}

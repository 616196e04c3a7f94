import FledgeKernels

/// What an inner term of an expression does to its operands, by the kernels' number for it.
///
/// All that the language knows of an instruction stands in one row of its table.
package struct Instruction: Sendable, Hashable {
  let opcode: fledge_opcode

  init(_ opcode: fledge_opcode) { self.opcode = opcode }
}

/// Those that operators or the rules of simplification call by name.
extension Instruction {
  static var add: Instruction { Instruction(FLEDGE_OP_ADD) }
  static var subtract: Instruction { Instruction(FLEDGE_OP_SUB) }
  static var multiply: Instruction { Instruction(FLEDGE_OP_MUL) }
  static var divide: Instruction { Instruction(FLEDGE_OP_DIV) }
  static var negate: Instruction { Instruction(FLEDGE_OP_NEG) }
  static var less: Instruction { Instruction(FLEDGE_OP_LESS) }
  static var lessOrEqual: Instruction { Instruction(FLEDGE_OP_LESS_EQUAL) }
  static var equal: Instruction { Instruction(FLEDGE_OP_EQUAL) }
  static var notEqual: Instruction { Instruction(FLEDGE_OP_NOT_EQUAL) }
  static var and: Instruction { Instruction(FLEDGE_OP_AND) }
  static var or: Instruction { Instruction(FLEDGE_OP_OR) }
  static var not: Instruction { Instruction(FLEDGE_OP_NOT) }
  static var absoluteValue: Instruction { Instruction(FLEDGE_OP_ABS) }
  static var power: Instruction { Instruction(FLEDGE_OP_POW) }
  /// A product in which zero wins over infinity; NaN passes.
  static var gated: Instruction { Instruction(FLEDGE_OP_GATED) }
  static var maximum: Instruction { Instruction(FLEDGE_OP_MAX) }
  static var minimum: Instruction { Instruction(FLEDGE_OP_MIN) }
  /// `select(condition, a, b)`: a where the condition is not 0, else b.
  static var selection: Instruction { Instruction(FLEDGE_OP_SELECT) }
}

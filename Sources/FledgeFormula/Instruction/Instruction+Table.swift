import FledgeKernels

extension Instruction {
  /// The table of the language: what is known of each instruction, in one row.
  private static let rows =
    InstructionRule.operators + InstructionRule.functions + InstructionRule.functionsOfSeveral

  /// The rows by the kernels' numbers, of which programs alone have further ones.
  private static let rules: [InstructionRule?] = {
    var rules = [InstructionRule?](
      repeating: nil, count: 1 + (rows.map { Int($0.opcode.rawValue) }.max() ?? 0))
    for row in rows { rules[Int(row.opcode.rawValue)] = row }
    return rules
  }()

  /// Every instruction, as the table lists them.
  package static let all = rows.map { Instruction($0.opcode) }

  var rule: InstructionRule { Self.rules[Int(opcode.rawValue)]! }

  /// The number of operands.
  package var arity: Int { rule.value.arity }

  /// Whether the two operands may change places without changing a bit of the result.
  var isCommutative: Bool { if case .commutative = rule.value { true } else { false } }

  /// The value in Double by the system's mathematics library: what every kernel is measured against.
  func evaluate(_ x: [Double]) -> Double { rule.value(x) }
}

/// What the text of a formula may call by name; the parser and the command's help read these lists, which come from the
/// tables of instructions and of activations.
public enum FormulaLanguage {
  /// A function of the language.
  public struct Function: Sendable {
    /// The name in letters, digits and underscores.
    public let name: String
    /// Other names that mean the same.
    public let aliases: [String]
    /// What its arguments are called.
    public let arguments: [String]
    /// One line on what it is.
    public let summary: String
    let value: @Sendable ([Expression]) -> Expression
  }

  /// Numbers that have a name.
  public static let constants: [(name: String, value: Double)] = [
    ("pi", .pi), ("π", .pi), ("e", 2.718281828459045), ("inf", .infinity), ("nan", .nan),
  ]

  static func constant(_ name: String) -> Double? { constants.first { $0.name == name }?.value }

  /// Every function: those of the instructions, what is made of them, and the standard activations.
  public static let functions: [Function] =
    instructions + [
      Function(
        name: "clamp", aliases: [], arguments: ["x", "low", "high"], summary: "min(max(x, low), high)",
        value: { clamp($0[0], $0[1], $0[2]) })
    ] + activations

  private static let instructions: [Function] = Instruction.all.compactMap { instruction in
    let rule = instruction.rule
    switch rule.notation {
    case .function, .magnitude, .gate: break
    default: return nil
    }
    // An operator is no name: ⊙ stands between its operands.
    let aliases = rule.name == rule.word || !rule.name.allSatisfy(\.isLetter) ? [] : [rule.name]
    let arguments = [["x"], ["x", "y"], ["condition", "x", "y"]][instruction.arity - 1]
    return Function(
      name: rule.word, aliases: aliases, arguments: arguments,
      summary: summary(instruction), value: { Expression(.apply(instruction, $0)) })
  }

  /// What the table says, or for a function of one argument its derivative.
  private static func summary(_ instruction: Instruction) -> String {
    if let summary = instruction.rule.summary { return summary }
    guard instruction.arity == 1 else { return instruction.rule.name }
    let formula = Formula { x in Expression(.apply(instruction, [x])) }
    return "\(formula), with the derivative \(formula.derivative())"
  }

  private static let activations: [Function] = Activation.standard.compactMap { named in
    // Those that are one instruction have its name.
    guard !instructions.contains(where: { $0.name == named.name }) else { return nil }
    return Function(
      name: typed(named.name), aliases: named.aliases.map(typed), arguments: ["x"],
      summary: named.summary, value: { named.formula.substituting($0)[0] })
  }

  /// A hyphen is a minus sign in formulas.
  private static func typed(_ name: String) -> String { String(name.map { $0 == "-" ? "_" : $0 }) }

  static func function(_ name: String) -> Function? {
    functions.first { $0.name == name } ?? functions.first { $0.aliases.contains(name) }
  }
}

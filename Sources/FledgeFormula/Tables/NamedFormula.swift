import FledgeBasics

/// A function of one input that has a name.
public struct NamedFormula: Sendable {
  /// The name, as the command line takes it.
  public let name: String
  /// Other names under which the function is known.
  public let aliases: [String]
  /// One line on what it is and where it comes from.
  public let summary: String
  /// The function.
  public let formula: Formula

  /// Names a formula of one input and one output.
  public init(_ name: String, aliases: [String] = [], _ summary: String, _ formula: Formula) {
    require(
      formula.inputCount == 1 && formula.outputCount == 1 && formula.parameterCount == 0,
      "NamedFormula \(name): expected 1 input, 1 output, no parameters, got \(formula.inputCount),"
        + " \(formula.outputCount), \(formula.parameterCount)")
    (self.name, self.aliases, self.summary, self.formula) = (name, aliases, summary, formula)
  }
}

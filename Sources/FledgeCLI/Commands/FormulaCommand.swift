import ArgumentParser
import Fledge
import FledgeBasics

/// `fledge formula`: a formula with its derivatives; its help is the page on the language.
struct FormulaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formula", abstract: "Print a formula of x and its derivatives.",
    discussion: """
      Whatever takes an activation takes its name or a formula of x in this language.

      Example:
        fledge formula 'x * sigmoid(1.702 * x)'
        fledge train --activation 'x * sigmoid(1.702 * x)'

      \(isAskedFor ? language : "")
      """)

  /// The parser asks every command for its configuration, whichever is run, and the page on the language takes a while to write.
  private static var isAskedFor: Bool { CommandLine.arguments.contains("formula") }

  @Argument(
    help: ArgumentHelp("The name of an activation, or a formula.", valueName: "formula"),
    transform: Activation.argument)
  var activation: Activation

  func run() throws {
    let formula = activation.formula
    let slope = formula.derivative()
    try Terminal.print(
      """
      f(x) = \(formula)
      f′(x) = \(slope)
      f″(x) = \(slope.derivative())
      """)
  }

  /// What a formula is made of, from the tables that the parser reads.
  private static var language: String {
    let functions = FormulaLanguage.functions.map { function in
      let call = "\(function.name)(\(function.arguments.joined(separator: ", ")))"
      let others = function.aliases.isEmpty ? "" : " (also \(function.aliases.joined(separator: ", ")))"
      return [call + others, function.summary]
    }
    let constants = FormulaLanguage.constants.map(\.name).joined(separator: ", ")
    return """
      The language:
        x                      the input
        2, 0.5, 1e-3           numbers; \(constants)
        + - * /                arithmetic; in 2*x*y the 2 multiplies all of x*y
        x^2, x**2, x²          powers, to the right: x^y^z is x^(y^z); -x^2 is -(x^2)
        < <= > >= == !=        comparisons: 1 where they hold, else 0
        and, or, not           of comparisons
        select(c, a, b)        a where c is not 0, else b; its derivative selects too
        |x|                    the absolute value
        t*t where t = x + 1    a name for what occurs more than once

      Functions:
      \(functions.map { "  \($0[0]): \($0[1])" }.joined(separator: "\n"))
      """
  }
}

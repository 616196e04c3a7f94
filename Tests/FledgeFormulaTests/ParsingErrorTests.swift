import FledgeFormula
import Testing

/// What is no formula is an error that names the character.
@Suite struct ParsingErrorTests {
  @Test(arguments: [
    ("", 1, "a number, x, a function or '('", "the end of the formula"),
    ("   ", 4, "a number, x, a function or '('", "the end of the formula"),
    ("x +", 4, "a number, x, a function or '('", "the end of the formula"),
    ("x * * x", 5, "a number, x, a function or '('", "'*'"),
    ("x x", 3, "an operator or the end of the formula", "'x'"),
    ("2x", 2, "an operator or the end of the formula", "'x'"),
    ("(x", 3, "an operator or ')'", "the end of the formula"),
    ("x)", 2, "an operator or the end of the formula", "')'"),
    ("()", 2, "a number, x, a function or '('", "')'"),
    ("|x", 3, "an operator or '|'", "the end of the formula"),
    ("x * sigmod(x)", 5, "x or the name of a function", "'sigmod'"),
    ("y", 1, "x or the name of a function", "'y'"),
    ("exp x", 5, "'(' and the arguments of exp", "'x'"),
    ("exp(x, x)", 6, "an operator or ')' behind the argument of exp", "','"),
    ("max(x)", 6, "',' and 1 more of the 2 arguments of max", "')'"),
    ("select(x, 1)", 12, "',' and 1 more of the 3 arguments of select", "')'"),
    ("0 < x < 1", 7, "one comparison at a time, such as (0 < x) and (x < 1)", "'<'"),
    ("1e999", 1, "a number that a Double can hold", "'1e999'"),
    ("x^", 3, "a number, x, a function or '('", "the end of the formula"),
    ("x $ 1", 3, "a character of formulas", "'$'"),
    ("x\u{0}", 2, "a character of formulas", "U+0000"),
    ("x + \u{202E}1", 5, "a character of formulas", "U+202E"),
    ("x\u{301}", 1, "a character of formulas", "U+0301"),
    ("x 🦆", 3, "a character of formulas", "'🦆'"),
    ("x⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹", 2, "an exponent below 1048576", "'⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹'"),
    ("t where", 8, "a new name", "the end of the formula"),
    ("t where x = 1", 9, "a new name", "'x'"),
    ("t where t 1", 11, "'='", "'1'"),
    ("t where t = 1, t = 2", 16, "a new name", "'t'"),
    ("t where t = t", 13, "x or the name of a function", "'t'"),
    ("x) where t = 1", 2, "an operator or the end of the formula", "')'"),
    ("x where t = 1 2", 15, "',' or the end of the formula", "'2'"),
    ("where", 1, "a new name", "the end of the formula"),
  ])
  func texts(_ text: String, _ column: Int, _ expected: String, _ found: String) throws {
    let error = try #require(throws: FormulaParseError.self) { try Formula(parsing: text) }
    // Where a text ends early there is no character to point at but the one behind it.
    if text == "where" {
      #expect(error.expected == expected && error.found == found)
    } else {
      #expect(error.description == "column \(column): expected \(expected), found \(found)", "\(text)")
    }
  }

  @Test(arguments: ["(", "-", "+", "not ", "exp(", "|", "x^", "max(x, ", "x*(-", "((-|"])
  func deepNesting(_ opening: String) throws {
    let error = try #require(throws: FormulaParseError.self) {
      try Formula(parsing: String(repeating: opening, count: 1000) + "x")
    }
    #expect(error.expected == "at most 100 levels" && error.found == "more")
    #expect(error.column > 100)
  }

  @Test func longTexts() throws {
    let error = try #require(throws: FormulaParseError.self) {
      try Formula(parsing: String(repeating: "x+", count: 5000) + "x")
    }
    #expect(error.description == "column 10001: expected at most 10000 characters, found more")
    #expect(throws: FormulaParseError.self) { try Formula(parsing: String(repeating: "🦆", count: 1_000_000)) }
    // Long, but no deeper than one level.
    let sum = try Formula(parsing: String(repeating: "x+", count: 4999) + "x")
    #expect(sum([2]) == [10_000])
    for operation in ["-", "*", "/", "⊙", "<x)+(x", " and ", "^2*", ">1)*(sin(x)+"] {
      let text = String(repeating: "x" + operation, count: 9000 / (operation.count + 1)) + "x"
      _ = try? Formula(parsing: "(" + text + ")").derivative()
    }
  }

  @Test func namesThatAreUnknown() throws {
    let error = try #require(throws: FormulaParseError.self) { try Formula(parsing: "x + rleu(x)") }
    #expect(error.unknownName == "rleu")
    #expect(throws: FormulaParseError.self) { try Formula(parsing: String(repeating: "q", count: 9000)) }
  }
}

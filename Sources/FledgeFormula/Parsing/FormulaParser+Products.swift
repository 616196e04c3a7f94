// From products down to names and numbers.

extension FormulaParser {
  /// Factors and divisors from left to right; a number before a product multiplies all of it: 2·x·y is 2·(x·y).
  mutating func product() throws(FormulaParseError) -> Expression {
    var result: Expression
    if let number = signedNumber {
      for _ in 0..<number.length { advance() }
      result = Expression(number.value)
      if skip("·") {
        var rest = try factor()
        while let instruction = skipProduct() { rest = Expression(instruction, rest, try factor()) }
        result = Expression(.multiply, result, rest)
      }
    } else {
      result = try factor()
    }
    while let instruction = skipProduct() ?? (skip("/") ? .divide : nil) {
      result = Expression(instruction, result, try factor())
    }
    return result
  }

  private mutating func skipProduct() -> Instruction? {
    skip("·") ? .multiply : skip("⊙") ? .gated : nil
  }

  /// A power with signs and negations before it.
  private mutating func factor() throws(FormulaParseError) -> Expression {
    if let number = signedNumber {
      for _ in 0..<number.length { advance() }
      return Expression(number.value)
    }
    if skip("+") { return try nested { (parser) throws(FormulaParseError) in try parser.factor() } }
    if skip("−") {
      return Expression(.negate, try nested { (parser) throws(FormulaParseError) in try parser.factor() })
    }
    if skip("¬") || skip(word: "not") {
      return Expression(.not, try nested { (parser) throws(FormulaParseError) in try parser.factor() })
    }
    return try power()
  }

  /// x², x^y and x^y^z = x^(y^z).
  private mutating func power() throws(FormulaParseError) -> Expression {
    var base = try atom()
    if case .superscript(let exponent) = current.kind {
      advance()
      base = exponent == 0 ? Expression(.power, base, 0) : base.power(exponent)
    }
    guard skip("^") else { return base }
    let exponent = try nested { (parser) throws(FormulaParseError) in try parser.factor() }
    return Expression(.power, base, exponent)
  }

  private mutating func atom() throws(FormulaParseError) -> Expression {
    switch current.kind {
    case .number(let value):
      advance()
      return Expression(value)
    case .name("where"), .name("and"), .name("or"): throw unexpected(Self.operand)
    case .name(let name): return try named(name)
    case .symbol("("):
      advance()
      return try inside(")")
    case .symbol("|"):
      advance()
      return Expression(.absoluteValue, try inside("|"))
    default: throw unexpected(Self.operand)
    }
  }

  private static let operand = "a number, x, a function or '('"

  private mutating func inside(_ end: String) throws(FormulaParseError) -> Expression {
    let result = try nested { (parser) throws(FormulaParseError) in try parser.disjunction() }
    guard skip(end) else { throw unexpected("an operator or '\(end)'") }
    return result
  }

  /// x, a name that `where` defines, or a call.
  private mutating func named(_ name: String) throws(FormulaParseError) -> Expression {
    if name == "x" || definitions[name] != nil {
      advance()
      return definitions[name] ?? .input(0)
    }
    guard let function = FormulaLanguage.function(name) else {
      throw FormulaParseError(
        column: current.column, expected: "x or the name of a function",
        found: FormulaParseError.shown(current.text), unknownName: name)
    }
    advance()
    guard skip("(") else { throw unexpected("'(' and the arguments of \(name)") }
    let count = function.arguments.count
    var arguments: [Expression] = []
    repeat {
      let argument = try nested { (parser) throws(FormulaParseError) in try parser.disjunction() }
      arguments.append(argument)
    } while arguments.count < count && skip(",")
    guard arguments.count == count else {
      throw unexpected("',' and \(count - arguments.count) more of the \(count) arguments of \(name)")
    }
    guard skip(")") else {
      throw unexpected(
        "an operator or ')' behind the \(count == 1 ? "argument" : "\(count) arguments") of \(name)")
    }
    return function.value(arguments)
  }
}

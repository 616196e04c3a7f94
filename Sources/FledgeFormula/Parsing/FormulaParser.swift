/// Reads the words of a formula by recursive descent: one method a level of precedence, the loosest first.
struct FormulaParser {
  /// Deeper nesting is refused, so that hostile text cannot exhaust the stack.
  static let deepest = 100

  private let tokens: [FormulaToken]
  private var position = 0
  private var depth = 0
  /// What `where` defines.
  var definitions: [String: Expression] = [:]

  init(_ tokens: [FormulaToken]) { self.tokens = tokens }

  /// The expression, and behind `where` what stands for names in it: `x * t where t = sigmoid(x)`.
  mutating func parse() throws(FormulaParseError) -> Expression {
    let start = position
    if let place = tokens.firstIndex(where: { $0.kind == .name("where") }) {
      position = place + 1
      repeat { try define() } while skip(",")
      guard current.kind == .end else { throw unexpected("',' or the end of the formula") }
      position = start
      let result = try disjunction()
      guard position == place else { throw unexpected("an operator or the end of the formula") }
      return result
    }
    let result = try disjunction()
    guard current.kind == .end else { throw unexpected("an operator or the end of the formula") }
    return result
  }

  private mutating func define() throws(FormulaParseError) {
    guard case .name(let name) = current.kind, name != "x", FormulaLanguage.function(name) == nil,
      !["and", "or", "not", "where"].contains(name), definitions[name] == nil
    else { throw unexpected("a new name") }
    position += 1
    guard skip("=") else { throw unexpected("'='") }
    definitions[name] = try disjunction()
  }

  mutating func disjunction() throws(FormulaParseError) -> Expression {
    var result = try conjunction()
    while skip("∨") || skip(word: "or") { result = Expression(.or, result, try conjunction()) }
    return result
  }

  private mutating func conjunction() throws(FormulaParseError) -> Expression {
    var result = try negation()
    while skip("∧") || skip(word: "and") { result = Expression(.and, result, try negation()) }
    return result
  }

  /// The word `not` takes the whole comparison behind it: not x > 0 is not (x > 0). The sign ¬ binds like a minus sign.
  private mutating func negation() throws(FormulaParseError) -> Expression {
    guard skip(word: "not") else { return try comparison() }
    return Expression(.not, try nested { (parser) throws(FormulaParseError) in try parser.negation() })
  }

  private mutating func comparison() throws(FormulaParseError) -> Expression {
    let left = try sum()
    guard let compare = comparisonOperator else { return left }
    position += 1
    let result = compare(left, try sum())
    if comparisonOperator != nil {
      throw unexpected("one comparison at a time, such as (0 < x) and (x < 1)")
    }
    return result
  }

  private var comparisonOperator: ((Expression, Expression) -> Expression)? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    return switch symbol {
    case "<": { Expression(.less, $0, $1) }
    case "≤": { Expression(.lessOrEqual, $0, $1) }
    case ">": { Expression(.less, $1, $0) }
    case "≥": { Expression(.lessOrEqual, $1, $0) }
    case "=": { Expression(.equal, $0, $1) }
    case "≠": { Expression(.notEqual, $0, $1) }
    default: nil
    }
  }

  private mutating func sum() throws(FormulaParseError) -> Expression {
    var result = try term()
    while true {
      if skip("+") {
        result = Expression(.add, result, try term())
      } else if skip("−") {
        result = Expression(.subtract, result, try term())
      } else {
        return result
      }
    }
  }

  /// A product with its sign: −x·y is −(x·y), but in −2·x the number is −2.
  private mutating func term() throws(FormulaParseError) -> Expression {
    if current.kind == .symbol("−"), signedNumber == nil {
      position += 1
      let operand = try nested { (parser) throws(FormulaParseError) in try parser.term() }
      return Expression(.negate, operand)
    }
    if skip("+") { return try nested { (parser) throws(FormulaParseError) in try parser.term() } }
    return try product()
  }

  // Words.

  var current: FormulaToken { tokens[position] }

  /// Takes the current word, which is not the end.
  mutating func advance() { position += 1 }

  /// The number at the current word, with the sign before it, unless it is the base of a power; and how many words it takes.
  var signedNumber: (value: Double, length: Int)? {
    let length = current.kind == .symbol("−") ? 2 : 1
    guard position + length < tokens.count, case .number(let value) = tokens[position + length - 1].kind
    else {
      return nil
    }
    switch tokens[position + length].kind {
    case .symbol("^"), .superscript: return nil
    default: return (length == 2 ? -value : value, length)
    }
  }

  mutating func skip(_ symbol: String) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  mutating func skip(word: String) -> Bool {
    guard current.kind == .name(word) else { return false }
    position += 1
    return true
  }

  /// What `read` finds one level further down.
  mutating func nested(
    _ read: (inout FormulaParser) throws(FormulaParseError) -> Expression
  ) throws(FormulaParseError) -> Expression {
    guard depth < Self.deepest else {
      throw FormulaParseError(
        column: current.column, expected: "at most \(Self.deepest) levels", found: "more")
    }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  /// The error of a word that does not fit.
  func unexpected(_ expected: String) -> FormulaParseError {
    FormulaParseError(
      column: current.column, expected: expected,
      found: current.kind == .end ? "the end of the formula" : FormulaParseError.shown(current.text))
  }
}

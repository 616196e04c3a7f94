// Sums and products are written flat as far as they are nested on the left, as the parser reads them; what is nested on
// the right stands in parentheses, because floating-point arithmetic is not associative.

extension Printer {
  /// The terms of sums nested on the left, each with its sign.
  func sum(_ i: Int) -> [Token] {
    var (first, rest): (Int, [(sign: String, term: Int)]) = (i, [])
    while first == i || names[first] == nil, case .apply(let instruction, let x) = graph.terms[first],
      case .sum = instruction.rule.notation
    {
      rest.append((instruction.rule.name, x[1]))
      first = x[0]
    }
    return [.term(first, .signed)]
      + rest.reversed().flatMap { [.text(" \($0.sign) "), .term($0.term, .product)] }
  }

  /// −x; a number that leads a product would take the sign to itself.
  func negative(_ x: Int) -> [Token] {
    leadingConstant(x) == nil
      ? [.text("−"), .term(x, .product)] : [.text("−("), .term(x, .or), .text(")")]
  }

  /// The number that the text of a product begins with.
  func leadingConstant(_ i: Int) -> Double? {
    var first = i
    while names[first] == nil, powers[first].exponent == 1, let x = factors(first) { first = x[0] }
    return names[first] == nil ? graph.constantValue(first) : nil
  }

  /// A power, or the factors and divisors of products nested on the left.
  func product(_ i: Int) -> [Token] {
    let (base, exponent) = powers[i]
    if exponent > 1 { return [.term(base, .atom), .text(superscripted(exponent))] }
    var (first, rest): (Int, [Int]) = (i, [])
    while first == i || isWrittenFlat(first), !isCoefficient(first), let x = factors(first) {
      rest.append(first)
      first = x[0]
    }
    let text = rest.reversed().flatMap(following)
    guard isCoefficient(first), first == i || isWrittenFlat(first) else { return [leading(first)] + text }
    // Before another factor the number would multiply that one too.
    let needsParentheses = rest.last.map { !isQuotient($0) } ?? false
    return needsParentheses
      ? [.text("(")] + coefficient(first) + [.text(")")] + text : coefficient(first) + text
  }

  /// A number times what may be a product itself: a number before a product multiplies all of it, c · x · y is c · (x · y).
  private func coefficient(_ i: Int) -> [Token] {
    let x = factors(i)!
    var (first, rest): (Int, [Int]) = (x[1], [])
    while isWrittenFlat(first), !isQuotient(first), let y = factors(first) {
      rest.append(first)
      first = y[0]
    }
    return [leading(x[0]), .text(symbol(i)), .term(first, .power)] + rest.reversed().flatMap(following)
  }

  /// The last factor or divisor of a product, with the sign before it.
  private func following(_ i: Int) -> [Token] { [.text(symbol(i)), .term(factors(i)![1], .power)] }

  /// The first factor: a negative number needs no parentheses.
  private func leading(_ i: Int) -> Token {
    names[i] == nil
      ? graph.constantValue(i).map { .text(numeral($0)) } ?? .term(i, .product) : .term(i, .product)
  }

  private func isWrittenFlat(_ i: Int) -> Bool { names[i] == nil && powers[i].exponent == 1 }

  private func isQuotient(_ i: Int) -> Bool { graph.operands(i, of: .divide) != nil }

  private func isCoefficient(_ i: Int) -> Bool {
    graph.operands(i, of: .multiply).map { names[$0[0]] == nil && graph.constantValue($0[0]) != nil } ?? false
  }

  /// The operands of a product, gated or not, or a quotient.
  private func factors(_ i: Int) -> [Int]? {
    graph.operands(i, of: .multiply) ?? graph.operands(i, of: .gated) ?? graph.operands(i, of: .divide)
  }

  private func symbol(_ i: Int) -> String {
    guard case .apply(let instruction, _) = graph.terms[i] else { return "" }
    return " \(instruction.rule.name) "
  }

  /// x·x as x², x²·x as x³, x²·x² as x⁴, …: the products that `Expression.power` builds.
  func power(_ i: Int) -> (base: Int, exponent: Int) {
    guard let x = graph.operands(i, of: .multiply), graph.constantValue(x[1]) == nil else { return (i, 1) }
    let (base, exponent) = names[x[0]] == nil ? powers[x[0]] : (x[0], 1)
    if x[0] == x[1], exponent < Expression.largestPower / 2 { return (base, 2 * exponent) }
    return x[1] == base && exponent % 2 == 0 ? (base, exponent + 1) : (i, 1)
  }
}

extension Formula.Expression {
  /// Larger exponents are no products.
  static let largestPower = 1 << 20

  /// x to the power of n > 0 as a product, by squaring, as the simplifier makes it.
  func power(_ n: Int) -> Expression {
    if n == 1 { return self }
    let rest = power(n % 2 == 0 ? n / 2 : n - 1)
    return Expression(.multiply, rest, n % 2 == 0 ? rest : self)
  }
}

/// The number as mathematics writes it: a true minus sign, whole numbers without a point.
func numeral(_ value: Double) -> String {
  let magnitude = value.magnitude
  let isShort = magnitude < 1e15 && magnitude == magnitude.rounded()
  return (value.sign == .minus ? "−" : "")
    + (isShort ? String(Int(magnitude)) : String(describing: magnitude))
}

private func superscripted(_ number: Int) -> String {
  String(String(number).map { superscriptDigits[$0.wholeNumberValue!] })
}

/// The digits from 0 to 9, raised.
let superscriptDigits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]

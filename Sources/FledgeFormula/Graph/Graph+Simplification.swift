extension Graph {
  /// The number of a simpler term of the same value, or nil if the instruction stands as it is.
  ///
  /// Only what holds for NaN and infinity too: x + 0, x·1, −(−x), but never x·0 or x − x. The sign of a zero may change.
  func simplified(_ instruction: Instruction, _ x: [Int]) -> Int? {
    let constants = x.map(constantValue)
    if !constants.contains(nil) { return constant(instruction.evaluate(constants.map { $0! })) }
    switch instruction {
    case .add: return simplifiedSum(x[0], x[1])
    case .subtract: return simplifiedDifference(x[0], x[1])
    case .multiply: return simplifiedProduct(x[0], x[1])
    case .divide: return simplifiedQuotient(x[0], x[1])
    case .negate: return simplifiedNegative(x[0])
    case .power: return constants[1].flatMap { simplifiedPower(x[0], $0) }
    case .gated: return simplifiedGated(x[0], x[1])
    case .maximum, .minimum: return x[0] == x[1] ? x[0] : nil
    case .and: return constants.contains(0) ? constant(0) : nil
    case .selection: return simplifiedSelection(x, constants[0])
    default: return nil
    }
  }

  private func simplifiedSelection(_ x: [Int], _ condition: Double?) -> Int? {
    if let condition { return condition != 0 ? x[1] : x[2] }
    if x[1] == x[2] { return x[1] }
    var (positive, arms) = (x[0], (x[1], x[2]))
    while let negated = operands(positive, of: .not) { (positive, arms) = (negated[0], (arms.1, arms.0)) }
    return positive == x[0] ? nil : apply(.selection, positive, arms.0, arms.1)
  }

  private func simplifiedSum(_ a: Int, _ b: Int) -> Int? {
    if isConstant(a, 0) { return b }
    if isConstant(b, 0) { return a }
    if let negated = operands(b, of: .negate) { return apply(.subtract, a, negated[0]) }
    if let negated = operands(a, of: .negate) { return apply(.subtract, b, negated[0]) }
    if a == b { return apply(.multiply, constant(2), a) }
    let ((factorA, restA), (factorB, restB)) = (splitFactor(a), splitFactor(b))
    if restA == restB { return apply(.multiply, constant(factorA + factorB), restA) }
    for (term, others, rest) in [(a, b, restA), (b, a, restB)] {
      if let pair = operands(others, of: .subtract), splitFactor(pair[0]).rest == rest {
        return apply(.subtract, apply(.add, term, pair[0]), pair[1])
      }
      guard let pair = operands(others, of: .add) else { continue }
      if splitFactor(pair[0]).rest == rest { return apply(.add, apply(.add, term, pair[0]), pair[1]) }
      if splitFactor(pair[1]).rest == rest { return apply(.add, apply(.add, term, pair[1]), pair[0]) }
    }
    return nil
  }

  private func simplifiedDifference(_ a: Int, _ b: Int) -> Int? {
    if isConstant(b, 0) { return a }
    if isConstant(a, 0) { return apply(.negate, b) }
    if let negated = operands(b, of: .negate) { return apply(.add, a, negated[0]) }
    if let inner = operands(a, of: .subtract), splitFactor(inner[1]).rest == splitFactor(b).rest {
      return apply(.subtract, inner[0], apply(.add, inner[1], b))
    }
    return nil
  }

  private func simplifiedProduct(_ a: Int, _ b: Int) -> Int? {
    if constantValue(b) != nil { return apply(.multiply, b, a) }
    if let factor = constantValue(a) {
      if factor == 1 { return b }
      if factor == -1 { return apply(.negate, b) }
      if let negated = operands(b, of: .negate) { return apply(.multiply, constant(-factor), negated[0]) }
      let (inner, rest) = splitFactor(b)
      let folded = factor * inner
      if rest != b, isModerate(folded) { return apply(.multiply, constant(folded), rest) }
      if let quotient = operands(b, of: .divide), let numerator = constantValue(quotient[0]),
        isModerate(factor * numerator)
      {
        return apply(.divide, constant(factor * numerator), quotient[1])
      }
      return nil
    }
    let ((factorA, restA), (factorB, restB)) = (splitFactor(a), splitFactor(b))
    if restA != a || restB != b, isModerate(factorA * factorB) {
      return apply(.multiply, constant(factorA * factorB), apply(.multiply, restA, restB))
    }
    if let negated = operands(a, of: .negate) { return apply(.negate, apply(.multiply, negated[0], b)) }
    if let negated = operands(b, of: .negate) { return apply(.negate, apply(.multiply, a, negated[0])) }
    let ((baseA, exponentA), (baseB, exponentB)) = (powers[a] ?? (a, 1), powers[b] ?? (b, 1))
    if baseA == baseB, max(exponentA, exponentB) < 1 << 20 { return wholePower(baseA, exponentA + exponentB) }
    for (quotient, other) in [(a, b), (b, a)] {
      if let pair = operands(quotient, of: .divide), isConstant(pair[0], 1) {
        return apply(.divide, other, pair[1])
      }
    }
    return nil
  }

  private func simplifiedGated(_ a: Int, _ b: Int) -> Int? {
    if let factor = constantValue(a) ?? constantValue(b) {
      return factor.isFinite && factor != 0 ? apply(.multiply, a, b) : nil
    }
    let ((factorA, restA), (factorB, restB)) = (splitFactor(a), splitFactor(b))
    if restA != a || restB != b, isModerate(factorA * factorB) {
      return apply(.multiply, constant(factorA * factorB), apply(.gated, restA, restB))
    }
    if let negated = operands(a, of: .negate) { return apply(.negate, apply(.gated, negated[0], b)) }
    if let negated = operands(b, of: .negate) { return apply(.negate, apply(.gated, a, negated[0])) }
    return nil
  }

  private func simplifiedQuotient(_ a: Int, _ b: Int) -> Int? {
    if isConstant(b, 1) { return a }
    if isConstant(b, -1) { return apply(.negate, a) }
    if let divisor = constantValue(b), divisor.isNormal, divisor.significand == 1, (1 / divisor).isNormal {
      return apply(.multiply, constant(1 / divisor), a)
    }
    return nil
  }

  private func simplifiedNegative(_ x: Int) -> Int? {
    if let negated = operands(x, of: .negate) { return negated[0] }
    if let difference = operands(x, of: .subtract) { return apply(.subtract, difference[1], difference[0]) }
    let (factor, rest) = splitFactor(x)
    return rest != x ? apply(.multiply, constant(-factor), rest) : nil
  }

  /// Small whole powers become products; x to the 0 is 1 for every x, NaN included, as in C. The power ½ is no square
  /// root: at −∞ it is +∞. Negative powers are powers of 1/x, whose derivative is right at 0, where that of 1/xⁿ is ∞·0.
  private func simplifiedPower(_ x: Int, _ exponent: Double) -> Int? {
    switch exponent {
    case 0: return constant(1)
    case 1: return x
    case 2, 3, 4, 5, 6, 7, 8: return apply(.multiply, wholePower(x, Int(exponent) - 1), x)
    case -8..<0 where exponent == exponent.rounded():
      return wholePower(apply(.divide, constant(1), x), Int(-exponent))
    default: return nil
    }
  }

  /// x to the power of n > 0 by squaring: one and the same product however it came about.
  private func wholePower(_ x: Int, _ n: Int) -> Int {
    if n == 1 { return x }
    let rest = wholePower(x, n % 2 == 0 ? n / 2 : n - 1)
    let result = add(.apply(.multiply, [rest, n % 2 == 0 ? rest : x]))
    powers[result] = (x, n)
    return result
  }

  /// Whether constants may be multiplied with each other: their product must not leave the range of Float.
  private func isModerate(_ factor: Double) -> Bool {
    factor.magnitude > 0x1p-100 && factor.magnitude < 0x1p100
  }

  /// x as a constant times the rest; (1, x) if it is no such product.
  private func splitFactor(_ x: Int) -> (factor: Double, rest: Int) {
    if let pair = operands(x, of: .multiply), let factor = constantValue(pair[0]) { return (factor, pair[1]) }
    return (1, x)
  }
}

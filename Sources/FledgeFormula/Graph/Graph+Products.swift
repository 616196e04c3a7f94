// Products and sums of derivatives. They walk into the arms of selects, however deep these are nested, with a list of
// what is still to be done in the place of recursion.

extension Graph {
  /// Whether a product is gated.
  enum Gating {
    case always
    /// Where one factor may vanish while the other is infinite.
    case whereNeeded
    /// Where the second factor, a slope, may be infinite at a finite point: there an incoming gradient of 0 wins.
    case whereSingular
  }

  private struct Pair: Hashable {
    let a, b: Int
  }

  private enum Work {
    case combine(Int, Int)
    /// The last two results are the arms of a select with this condition.
    case select(Int)
    /// The last result is one operand, this number the other.
    case apply(Instruction, Int)
    /// The last result is that of this pair.
    case keep(Pair)
  }

  /// So deep a factor moves into nested selects; below, a gate keeps it from meeting a 0 of theirs as ∞. Without a bound
  /// a long chain of rectifiers would take quadratic time.
  private static let depthOfSelects = 8
  /// So many pairs of selects with one condition become one select each; two that share their arms crosswise have as many
  /// pairs as the product of their sizes.
  private static let mostPairs = 64

  /// The product of two factors; a factor moves into the arms of a select that has a 0 or a 1.
  func product(_ a: Int, _ b: Int, _ gating: Gating) -> Int {
    var (depth, pairs) = (0, 0)
    return evaluate(a, b) { a, b in
      if isConstant(a, 0) || isConstant(b, 0) { return .term(constant(0)) }
      if isConstant(a, 1) { return .term(b) }
      if isConstant(b, 1) { return .term(a) }
      if isConstant(a, -1) { return .term(apply(.negate, b)) }
      if let p = operands(a, of: .selection), let q = operands(b, of: .selection), p[0] == q[0] {
        pairs += 1
        if pairs > Self.mostPairs { return .term(apply(.gated, a, b)) }
        return .arms(p[0], (p[1], q[1]), (p[2], q[2]))
      }
      for (chosen, factor, isFirst) in [(a, b, true), (b, a, false)] {
        guard let p = operands(chosen, of: .selection), hasTrivialArm(p) else { continue }
        depth += 1
        if depth > Self.depthOfSelects { return .term(apply(.gated, a, b)) }
        return isFirst
          ? .arms(p[0], (p[1], factor), (p[2], factor)) : .arms(p[0], (factor, p[1]), (factor, p[2]))
      }
      return .term(apply(isGated(a, b, gating) ? .gated : .multiply, a, b))
    }
  }

  private func hasTrivialArm(_ select: [Int]) -> Bool {
    select[1...].contains { isConstant($0, 0) || isConstant($0, 1) }
  }

  private func isGated(_ a: Int, _ b: Int, _ gating: Gating) -> Bool {
    let (s, t) = (traits[a], traits[b])
    return switch gating {
    case .always: true
    case .whereNeeded: (s.vanishes && t.isUnbounded) || (s.isUnbounded && t.vanishes)
    case .whereSingular: t.isSingular
    }
  }

  /// The sum of two contributions: two selects of the same condition become one, a common factor stands outside.
  func sum(_ a: Int, _ b: Int) -> Int {
    var pairs = 0
    return evaluate(a, b) { a, b in
      if let p = operands(a, of: .selection), let q = operands(b, of: .selection), p[0] == q[0] {
        pairs += 1
        if pairs > Self.mostPairs { return .term(apply(.add, a, b)) }
        return .arms(p[0], (p[1], q[1]), (p[2], q[2]))
      }
      let negated = operands(b, of: .negate)?[0]
      for instruction in [Instruction.multiply, .gated] {
        guard let p = operands(a, of: instruction), let q = operands(negated ?? b, of: instruction) else {
          continue
        }
        for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] where p[i] == q[j] {
          let (u, v) = (p[1 - i], q[1 - j])
          // A gate of 0 must not meet ∞ − ∞.
          if instruction == .gated && (traits[u].isUnbounded || traits[v].isUnbounded) { continue }
          return .factor(instruction, p[i], (u, negated == nil ? v : apply(.negate, v)))
        }
      }
      return .term(apply(.add, a, b))
    }
  }

  private enum Outcome {
    case term(Int)
    case arms(Int, (Int, Int), (Int, Int))
    case factor(Instruction, Int, (Int, Int))
  }

  /// Takes each pair but once, or selects nested n levels deep would cost 2ⁿ.
  private func evaluate(_ a: Int, _ b: Int, _ step: (Int, Int) -> Outcome) -> Int {
    var work = [Work.combine(a, b)]
    var results: [Int] = []
    var known: [Pair: Int] = [:]
    while let next = work.popLast() {
      switch next {
      case .combine(let a, let b):
        if let result = known[Pair(a: a, b: b)] {
          results.append(result)
          continue
        }
        switch step(a, b) {
        case .term(let term): results.append(term)
        case .arms(let condition, let first, let second):
          work += [
            .keep(Pair(a: a, b: b)), .select(condition), .combine(second.0, second.1),
            .combine(first.0, first.1),
          ]
        case .factor(let instruction, let factor, let rest):
          work += [.apply(instruction, factor), .combine(rest.0, rest.1)]
        }
      case .select(let condition):
        let second = results.removeLast()
        results.append(apply(.selection, condition, results.removeLast(), second))
      case .apply(let instruction, let factor):
        results.append(apply(instruction, factor, results.removeLast()))
      case .keep(let pair): known[pair] = results.last
      }
    }
    return results[0]
  }
}

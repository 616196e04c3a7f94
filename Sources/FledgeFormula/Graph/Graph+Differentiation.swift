/// Symbolic derivatives: the chain rule on the graph, from the inputs up.
///
/// Two things keep the far ends right, where a naive derivative gives ∞·0. A factor that may vanish by saturation
/// meets one that may be infinite in a gated product. And a select is differentiated by selecting; factors move
/// into its arms, never against a mask.
extension Graph {
  /// ∂(term `output`)/∂(input number `input`), or nil if it is 0 everywhere.
  func derivative(of output: Int, withRespectTo input: Int) -> Int? {
    guard traits[output].inputs >> UInt32(input) & 1 == 1 else { return nil }
    let isNeeded = reachable(from: [output])
    var derivatives: [Int: Expression] = [:]
    for i in 0...output where isNeeded[i] && traits[i].inputs >> UInt32(input) & 1 == 1 {
      switch terms[i] {
      case .input: derivatives[i] = 1
      case .constant, .parameter: break
      case .apply(let instruction, let operands):
        guard let derivative = derivative(instruction, i, operands, operands.map { derivatives[$0] }) else {
          continue
        }
        let number = insert(derivative)
        if !isConstant(number, 0) { derivatives[i] = expressions[number] }
      }
    }
    return derivatives[output].map { insert($0) }
  }

  /// The derivative of y = instruction(x), term i, from those of its operands; nil stands for 0.
  private func derivative(_ instruction: Instruction, _ i: Int, _ operands: [Int], _ d: [Expression?])
    -> Expression?
  {
    let y = expressions[i]
    let x = operands.map { expressions[$0] }
    func chain(_ factor: @autoclosure () -> Expression) -> Expression? { d[0].map { times(factor(), $0) } }
    switch instruction {
    case .add: return sum(d[0], d[1])
    case .subtract: return sum(d[0], d[1].map { -$0 })
    case .negate: return d[0].map { -$0 }
    case .multiply: return sum(d[0].map { times($0, x[1]) }, d[1].map { times(x[0], $0) })
    case .gated: return sum(d[0].map { gatedTimes($0, x[1]) }, d[1].map { gatedTimes(x[0], $0) })
    case .divide:
      let slope = isConstant(operands[0], 1) ? -(y * y) : -(y / x[1])
      return sum(d[0].map { times($0, 1 / x[1]) }, d[1].map { times(slope, $0) })
    case .power:
      let exponent = select((x[0] .== 0) .& (x[1] .>= 0), 0, times(y, log(x[0])))
      return sum(chain(x[1].gated(by: pow(x[0], x[1] - 1))), d[1].map { times(exponent, $0) })
    case .maximum: return extremum(y, x, operands, d) { $0 .> $1 }
    case .minimum: return extremum(y, x, operands, d) { $0 .< $1 }
    case .absoluteValue: return chain(sign(x[0]))
    case .squareRoot: return chain(0.5 / y)
    case .exp: return chain(y)
    case .expm1: return chain(exp(x[0]))
    case .log: return chain(1 / x[0])
    case .log1p: return chain(1 / (1 + x[0]))
    case .tanh: return chain(1 - y * y)
    case .sigmoid: return chain(y * (1 - y))
    case .softplus: return chain(sigmoid(x[0]))
    case .erf: return chain(2 / Double.pi.squareRoot() * exp(-(x[0] * x[0])))
    case .normalCDF: return chain(normalPDF(x[0]))
    case .normalPDF: return chain(-times(x[0], y))
    case .sin: return chain(cos(x[0]))
    case .cos: return chain(-sin(x[0]))
    case .select:
      return d[1] == nil && d[2] == nil ? nil : select(x[0], d[1] ?? 0, d[2] ?? 0)
    case .sign, .floor, .less, .lessOrEqual, .equal, .notEqual, .and, .or, .not: return nil
    }
  }

  /// At a tie with what depends on no input the derivative is 0; a tie of two variables shares it.
  private func extremum(
    _ y: Expression, _ x: [Expression], _ operands: [Int], _ d: [Expression?],
    _ beats: (Expression, Expression) -> Expression
  ) -> Expression? {
    for (variable, bound) in [(0, 1), (1, 0)] where traits[operands[bound]].inputs == 0 {
      return d[variable].map { select(beats(y, x[bound]), $0, 0) }
    }
    let half = sum(d[0], d[1]).map { times(0.5, $0) }
    guard let half else { return nil }
    return select(x[0] .== x[1], half, select(beats(x[0], x[1]), d[0] ?? 0, d[1] ?? 0))
  }

  private func sum(_ a: Expression?, _ b: Expression?) -> Expression? {
    guard let a, let b else { return a ?? b }
    let number = sum(insert(a), insert(b))
    return expressions[number]
  }

  /// The product of two factors of a derivative.
  private func times(_ a: Expression, _ b: Expression) -> Expression {
    let number = product(insert(a), insert(b), .whereNeeded)
    return expressions[number]
  }

  private func gatedTimes(_ a: Expression, _ b: Expression) -> Expression {
    let number = product(insert(a), insert(b), .always)
    return expressions[number]
  }

  /// Whether a product is gated.
  enum Gating {
    case never, always
    /// Where one factor may vanish while the other is infinite.
    case whereNeeded
  }

  /// The product of two factors; a factor moves into the arms of a select that has a 0 or a 1.
  func product(_ a: Int, _ b: Int, _ gating: Gating) -> Int {
    if isConstant(a, 0) || isConstant(b, 0) { return constant(0) }
    if isConstant(a, 1) { return b }
    if isConstant(b, 1) { return a }
    if let p = operands(a, of: .select), let q = operands(b, of: .select), p[0] == q[0] {
      return apply(.select, p[0], product(p[1], q[1], gating), product(p[2], q[2], gating))
    }
    for (chosen, factor) in [(a, b), (b, a)] {
      guard let p = operands(chosen, of: .select) else { continue }
      if p[1...].contains(where: { isConstant($0, 0) || isConstant($0, 1) }) {
        return apply(.select, p[0], product(p[1], factor, gating), product(p[2], factor, gating))
      }
    }
    switch gating {
    case .never: return apply(.multiply, a, b)
    case .always: return apply(.gated, a, b)
    case .whereNeeded:
      let (s, t) = (traits[a], traits[b])
      let clashes = (s.vanishes && t.isUnbounded) || (s.isUnbounded && t.vanishes)
      return apply(clashes ? .gated : .multiply, a, b)
    }
  }

  /// The sum of two contributions: two selects of the same condition become one, a common factor stands outside.
  private func sum(_ a: Int, _ b: Int) -> Int {
    if let p = operands(a, of: .select), let q = operands(b, of: .select), p[0] == q[0] {
      return apply(.select, p[0], sum(p[1], q[1]), sum(p[2], q[2]))
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
        return apply(instruction, p[i], sum(u, negated == nil ? v : apply(.negate, v)))
      }
    }
    return apply(.add, a, b)
  }
}

/// Derivatives by the reverse mode on the graph: each rule turns the adjoint of a node into those of its operands.
///
/// Two things keep the far ends right, where a naive derivative gives ∞·0. A factor that may vanish by saturation
/// meets one that may be infinite in a gated product. And a select is differentiated by selecting; factors move
/// into its arms, never against a mask.
extension Graph {
  /// ∂(node `output`)/∂(input i) for each i of `wanted`; an input that it does not depend on is missing.
  func derivatives(of output: Int, withRespectTo wanted: UInt32) -> [Int: Int] {
    var adjoints: [Int: Int] = [output: constant(1)]
    var result: [Int: Int] = [:]
    for i in stride(from: output, through: 0, by: -1) {
      guard let adjoint = adjoints.removeValue(forKey: i), traits[i].inputs & wanted != 0 else { continue }
      switch nodes[i] {
      case .input(let index): result[index] = adjoint
      case .constant, .parameter: break
      case .operation(let operation, let numbers):
        let x = numbers.map { expressions[$0] }
        let contributions = adjointsOfOperands(operation, expressions[adjoint], x, expressions[i], numbers)
        for (operand, contribution) in zip(numbers, contributions) where traits[operand].inputs & wanted != 0 {
          guard let contribution else { continue }
          let number = insert(contribution)
          if isConstant(number, 0) { continue }
          adjoints[operand] = adjoints[operand].map { sum($0, number) } ?? number
        }
      }
    }
    return result
  }

  /// The adjoints of the operands x of y = operation(x), given y's adjoint g; nil where the derivative is 0.
  private func adjointsOfOperands(
    _ operation: Operation, _ g: Expression, _ x: [Expression], _ y: Expression, _ numbers: [Int]
  ) -> [Expression?] {
    switch operation {
    case .add: return [g, g]
    case .subtract: return [g, -g]
    case .negate: return [-g]
    case .multiply: return [times(g, x[1]), times(g, x[0])]
    case .gated: return [gatedTimes(g, x[1]), gatedTimes(g, x[0])]
    case .divide: return [times(g, 1 / x[1]), times(g, -(y / x[1]))]
    case .power:
      let base = x[1].gated(by: pow(x[0], x[1] - 1))
      let exponent = select((x[0] .== 0) .& (x[1] .>= 0), 0, times(y, log(x[0])))
      return [times(g, base), times(g, exponent)]
    case .maximum, .minimum:
      return extremumAdjoints(g, x, y, numbers, isMaximum: operation == .maximum)
    case .absoluteValue: return [times(g, sign(x[0]))]
    case .squareRoot: return [times(g, 0.5 / y)]
    case .exp: return [times(g, y)]
    case .expm1: return [times(g, exp(x[0]))]
    case .log: return [times(g, 1 / x[0])]
    case .log1p: return [times(g, 1 / (1 + x[0]))]
    case .tanh: return [times(g, 1 - y * y)]
    case .sigmoid: return [times(g, y * (1 - y))]
    case .softplus: return [times(g, sigmoid(x[0]))]
    case .erf: return [times(g, 2 / Double.pi.squareRoot() * exp(-(x[0] * x[0])))]
    case .normalCDF: return [times(g, normalPDF(x[0]))]
    case .normalPDF: return [times(g, -times(x[0], y))]
    case .sin: return [times(g, cos(x[0]))]
    case .cos: return [times(g, -sin(x[0]))]
    case .select: return [nil, select(x[0], g, 0), select(x[0], 0, g)]
    case .sign, .floor, .less, .lessOrEqual, .equal, .notEqual, .and, .or, .not:
      return x.map { _ in nil }
    }
  }

  /// At a tie with a constant the derivative is 0; a tie of two variables shares it.
  private func extremumAdjoints(
    _ g: Expression, _ x: [Expression], _ y: Expression, _ numbers: [Int], isMaximum: Bool
  ) -> [Expression?] {
    func beats(_ a: Expression, _ b: Expression) -> Expression { isMaximum ? a .> b : a .< b }
    if traits[numbers[1]].inputs == 0 { return [select(beats(y, x[1]), g, 0), nil] }
    if traits[numbers[0]].inputs == 0 { return [nil, select(beats(y, x[0]), g, 0)] }
    let tie = x[0] .== x[1]
    let half = times(g, 0.5)
    return [select(tie, half, select(beats(x[0], x[1]), g, 0)), select(tie, half, select(beats(x[1], x[0]), g, 0))]
  }

  /// The product of two factors of a derivative.
  func times(_ a: Expression, _ b: Expression) -> Expression {
    let number = product(insert(a), insert(b))
    return expressions[number]
  }

  private func gatedTimes(_ a: Expression, _ b: Expression) -> Expression {
    let number = product(insert(a), insert(b), gated: true)
    return expressions[number]
  }

  /// Moves a factor into the arms of a select that has a 0 or a 1, and gates it where one side may vanish while the
  /// other is infinite (or always, if `gated`).
  func product(_ a: Int, _ b: Int, gated: Bool = false, plain: Bool = false) -> Int {
    if isConstant(a, 0) || isConstant(b, 0) { return constant(0) }
    if isConstant(a, 1) { return b }
    if isConstant(b, 1) { return a }
    func arms(_ u: Int, _ v: Int) -> Int { product(u, v, gated: gated, plain: plain) }
    if let p = operands(a, of: .select), let q = operands(b, of: .select), p[0] == q[0] {
      return apply(.select, p[0], arms(p[1], q[1]), arms(p[2], q[2]))
    }
    for (chosen, factor) in [(a, b), (b, a)] {
      if let p = operands(chosen, of: .select), p[1...].contains(where: { isConstant($0, 0) || isConstant($0, 1) }) {
        return apply(.select, p[0], arms(p[1], factor), arms(p[2], factor))
      }
    }
    if plain { return apply(.multiply, a, b) }
    let (s, t) = (traits[a], traits[b])
    let clashes = gated || (s.vanishes && t.isUnbounded) || (s.isUnbounded && t.vanishes)
    return apply(clashes ? .gated : .multiply, a, b)
  }

  /// The sum of two contributions; two selects of the same condition become one.
  private func sum(_ a: Int, _ b: Int) -> Int {
    if let p = operands(a, of: .select), let q = operands(b, of: .select), p[0] == q[0] {
      return apply(.select, p[0], sum(p[1], q[1]), sum(p[2], q[2]))
    }
    return apply(.add, a, b)
  }
}

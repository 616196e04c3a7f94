/// Symbolic derivatives: the chain rule on the graph, from the inputs up.
///
/// Two things keep the far ends right, where a naive derivative gives ∞·0. A factor that may vanish by saturation
/// meets one that may be infinite in a gated product. And a select is differentiated by selecting; factors move
/// into its arms, never against a mask.
extension Graph {
  /// ∂(term `output`)/∂(input number `input`), or nil if it is 0 everywhere.
  func derivative(of output: Int, withRespectTo input: Int) -> Int? {
    let depends = dependence(upTo: output, on: input)
    guard depends[output] else { return nil }
    let isNeeded = reachable(from: [output])
    var derivatives: [Int: Int] = [:]
    for i in 0...output where isNeeded[i] && depends[i] {
      switch terms[i] {
      case .input: derivatives[i] = constant(1)
      case .constant, .parameter: break
      case .apply(let instruction, let operands):
        let inner = operands.map { derivatives[$0] }
        if let derivative = derivative(instruction, i, operands, inner), !isConstant(derivative, 0) {
          derivatives[i] = derivative
        }
      }
    }
    return derivatives[output]
  }

  /// Which of the terms 0…output depend on the input.
  private func dependence(upTo output: Int, on input: Int) -> [Bool] {
    var depends = [Bool](repeating: false, count: output + 1)
    for i in 0...output {
      switch terms[i] {
      case .input(let index): depends[i] = index == input
      case .constant, .parameter: break
      case .apply(_, let operands): depends[i] = operands.contains { depends[$0] }
      }
    }
    return depends
  }

  /// The derivative of y = instruction(x), term i, from those of its operands; nil stands for 0.
  private func derivative(_ instruction: Instruction, _ i: Int, _ operands: [Int], _ d: [Int?]) -> Int? {
    let x = operands.map { expressions[$0] }
    switch instruction.rule.derivative {
    case .zero: return nil
    case .partials(let partials): return total(partials(x, expressions[i]), d, .whereNeeded)
    case .gatedPartials(let partials): return total(partials(x, expressions[i]), d, .always)
    case .extremum(let beats): return extremum(i, operands, d, beats)
    case .selection:
      guard d[1] != nil || d[2] != nil else { return nil }
      return apply(.selection, operands[0], d[1] ?? constant(0), d[2] ?? constant(0))
    }
  }

  /// Σ ∂y/∂xᵢ·dxᵢ.
  private func total(_ partials: [Expression], _ d: [Int?], _ gating: Gating) -> Int? {
    let contributions = zip(partials, d).compactMap { partial, d in
      d.map { product(insert(partial), $0, gating) }
    }
    return contributions.dropFirst().reduce(contributions.first) { sum($0!, $1) }
  }

  /// At a tie with what depends on no input the derivative is 0; a tie of two variables shares it.
  ///
  /// Against a bound y decides, not x: then the value before a rectifier need not be kept.
  private func extremum(
    _ y: Int, _ x: [Int], _ d: [Int?], _ beats: (Expression, Expression) -> Expression
  ) -> Int? {
    func wins(_ a: Int, _ b: Int) -> Int { insert(beats(expressions[a], expressions[b])) }
    let zero = constant(0)
    for (variable, bound) in [(0, 1), (1, 0)] where !traits[x[bound]].readsInputs {
      return d[variable].map { apply(.selection, wins(y, x[bound]), $0, zero) }
    }
    let whole = d[0].map { first in d[1].map { sum(first, $0) } ?? first } ?? d[1]
    return whole.map { whole in
      let half = product(constant(0.5), whole, .whereNeeded)
      let one = apply(.selection, wins(x[0], x[1]), d[0] ?? zero, d[1] ?? zero)
      return apply(.selection, apply(.equal, x[0], x[1]), half, one)
    }
  }
}

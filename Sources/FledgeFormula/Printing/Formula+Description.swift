extension Formula: CustomStringConvertible {
  /// The outputs as mathematics: `x ⊙ sigmoid(1.5957691216057308 · (x + 0.044715 · x³))`, where ⊙ is a product with a gate.
  /// Up to three inputs are called x, y, z, more are x₁, x₂, …; parameters are p₁, p₂, …
  ///
  /// A formula of x with one output is what `init(parsing:)` makes of this text.
  public var description: String { Printer(outputs, inputCount: inputCount).text() }
}

extension Expression: CustomStringConvertible {
  /// The expression as mathematics, as a formula of its inputs is written.
  public var description: String {
    let graph = Graph(simplifies: false)
    graph.insert(self)
    let inputs = graph.terms.compactMap { if case .input(let index) = $0 { index } else { nil } }
    return Printer([self], inputCount: (inputs.max() ?? -1) + 1).text()
  }
}

import FledgeBasics

extension Formula {
  /// The outputs with other expressions in the place of the inputs: composition.
  package func substituting(_ inputs: [Expression]) -> [Expression] {
    require(
      inputs.count == inputCount,
      "Formula.substituting: expected \(inputCount) expressions, got \(inputs.count)")
    let (source, target) = (Graph(simplifies: false), Graph())
    let images = source.rebuild(outputs.map { source.insert($0) }, into: target) { term in
      if case .input(let index) = source.terms[term] { inputs[index] } else { nil }
    }
    return images.map { target.expressions[$0] }
  }

  /// The formula as one of these inputs alone, in this order; the others are 0.
  package func restricted(to inputs: [Int]) -> Formula {
    var expressions = [Expression](repeating: 0, count: inputCount)
    for (number, input) in inputs.enumerated() { expressions[input] = .input(number) }
    return Formula(
      inputs: inputs.count, parameters: parameterCount, outputs: substituting(expressions),
      singularInputs: Set(inputs.indices.filter { singularInputs.contains(inputs[$0]) }))
  }
}

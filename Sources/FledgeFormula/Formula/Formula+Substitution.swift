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
}

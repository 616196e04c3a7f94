import FledgeBasics

extension Formula {
  /// The outputs in Double by the system's mathematics library: the reference for the fast programs.
  public func callAsFunction(_ inputs: [Double], parameters: [Double] = []) -> [Double] {
    require(
      inputs.count == inputCount, "Formula: expected \(inputCount) input values, got \(inputs.count)")
    require(
      parameters.count == parameterCount,
      "Formula: expected \(parameterCount) parameter values, got \(parameters.count)")
    var values: [Double] = []
    values.reserveCapacity(terms.count)
    for term in terms {
      switch term {
      case .constant(let bits): values.append(Double(bitPattern: bits))
      case .input(let index): values.append(inputs[index])
      case .parameter(let index): values.append(parameters[index])
      case .apply(let instruction, let operands):
        values.append(instruction.evaluate(operands.map { values[$0] }))
      }
    }
    return outputTerms.map { values[$0] }
  }
}

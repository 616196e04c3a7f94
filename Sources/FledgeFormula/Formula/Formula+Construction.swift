import FledgeBasics

extension Formula {
  /// A formula of `inputs` inputs and `parameters` parameters.
  ///
  /// The expressions may read only inputs and parameters of smaller numbers than these.
  public convenience init(inputs: Int, parameters: Int = 0, outputs: [Expression]) {
    self.init(inputs: inputs, parameters: parameters, outputs: outputs, singularInputs: [])
  }

  convenience init(inputs: Int, parameters: Int, outputs: [Expression], singularInputs: Set<Int>) {
    require(inputs >= 0, "Formula: expected 0 inputs or more, got \(inputs)")
    require(parameters >= 0, "Formula: expected 0 parameters or more, got \(parameters)")
    require(!outputs.isEmpty, "Formula: expected at least one output, got none")
    let graph = Graph(singularInputs: singularInputs)
    let roots = outputs.map { graph.insert($0) }
    let isNeeded = graph.reachable(from: roots)
    var used: UInt32 = 0
    for (i, term) in graph.terms.enumerated() {
      switch term {
      case .input(let index):
        require(index < inputs, "Formula: input \(index) is read, but it has only \(inputs) inputs")
        if isNeeded[i] { used |= 1 << UInt32(min(index, 31)) }
      case .parameter(let index):
        require(index < parameters, "Formula: parameter \(index) is read, but it has only \(parameters)")
      case .constant, .apply: break
      }
    }
    self.init(
      inputs: inputs, parameters: parameters, terms: graph.terms, outputTerms: roots,
      outputs: roots.map { graph.expressions[$0] }, usedInputs: used,
      singularInputs: singularInputs)
  }
}

extension Formula {
  /// The same formula of inputs that may be infinite: where a slope is one of them, an incoming gradient of 0 gates it.
  package var ofUnboundedInputs: Formula {
    Formula(
      inputs: inputCount, parameters: parameterCount, outputs: outputs,
      singularInputs: Set(0..<inputCount))
  }
}

extension Formula {
  /// A function of one input.
  public convenience init(_ body: (Expression) -> Expression) {
    self.init(inputs: 1, outputs: [body(.input(0))])
  }

  /// A function of two inputs.
  public convenience init(_ body: (Expression, Expression) -> Expression) {
    self.init(inputs: 2, outputs: [body(.input(0), .input(1))])
  }

  /// A function of three inputs.
  public convenience init(_ body: (Expression, Expression, Expression) -> Expression) {
    self.init(inputs: 3, outputs: [body(.input(0), .input(1), .input(2))])
  }

  /// A function of four inputs.
  public convenience init(_ body: (Expression, Expression, Expression, Expression) -> Expression) {
    self.init(inputs: 4, outputs: [body(.input(0), .input(1), .input(2), .input(3))])
  }

  /// A function of the array of `inputs` inputs and the array of `parameters` parameters that gives its outputs.
  public convenience init(
    inputs: Int, parameters: Int = 0, _ body: (_ x: [Expression], _ p: [Expression]) -> [Expression]
  ) {
    require(inputs >= 0, "Formula: expected 0 inputs or more, got \(inputs)")
    require(parameters >= 0, "Formula: expected 0 parameters or more, got \(parameters)")
    let (x, p) = ((0..<inputs).map(Expression.input), (0..<parameters).map(Expression.parameter))
    self.init(inputs: inputs, parameters: parameters, outputs: body(x, p))
  }
}

extension Formula {
  /// How many instructions an application takes for each element.
  package var instructionCount: Int {
    let graph = Graph(simplifies: false)
    for output in outputs { graph.insert(output) }
    return graph.terms.count { if case .apply = $0 { true } else { false } }
  }
}

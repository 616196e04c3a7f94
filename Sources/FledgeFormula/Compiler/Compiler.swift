import FledgeKernels

/// From a graph to steps: an order, and fused multiply-adds.
struct Compiler {
  /// An instruction whose operands are still terms of the graph.
  struct Step {
    let opcode: fledge_opcode
    let result: Int
    let operands: [Int]
  }

  let formula: Formula
  let graph = Graph()
  let roots: [Int]

  init(_ formula: Formula) {
    self.formula = formula
    let graph = self.graph
    roots = formula.outputs.map { graph.insert($0) }
  }

  /// The one program that computes all outputs, or nil if none holds so much.
  func program() -> Program? {
    let limit = Int(FLEDGE_MAX_OPERANDS)
    guard formula.inputCount <= limit, formula.outputCount <= limit else { return nil }
    let layout = Layout(
      inputs: (0..<formula.inputCount).map(Place.input), parameters: Array(0..<formula.parameterCount),
      terms: roots)
    let steps = fuse()
    return program(steps[...], layout) ?? program(depthFirst(steps)[...], layout)
  }

  /// One step a term that is needed, operands first; a product that only one sum reads becomes part of that sum.
  func fuse() -> [Step] {
    let isNeeded = graph.reachable(from: roots)
    var uses = [Int](repeating: 0, count: graph.terms.count)
    for root in roots { uses[root] += 1 }
    for (i, term) in graph.terms.enumerated() where isNeeded[i] {
      if case .apply(_, let operands) = term { for operand in operands { uses[operand] += 1 } }
    }
    func product(_ i: Int) -> [Int]? { uses[i] == 1 ? graph.operands(i, of: .multiply) : nil }
    var steps: [Step] = []
    var isFused = [Bool](repeating: false, count: graph.terms.count)
    for (i, term) in graph.terms.enumerated().reversed() where isNeeded[i] && !isFused[i] {
      guard case .apply(let instruction, let x) = term else { continue }
      var step = Step(opcode: instruction.opcode, result: i, operands: x)
      func fuse(_ opcode: fledge_opcode, _ factors: [Int], _ other: Int, _ fused: Int) {
        step = Step(opcode: opcode, result: i, operands: factors + [other])
        isFused[fused] = true
      }
      switch instruction {
      case .add:
        if let factors = product(x[0]) {
          fuse(FLEDGE_OP_FMA, factors, x[1], x[0])
        } else if let factors = product(x[1]) {
          fuse(FLEDGE_OP_FMA, factors, x[0], x[1])
        }
      case .subtract:
        if let factors = product(x[1]) {
          fuse(FLEDGE_OP_FNMA, factors, x[0], x[1])
        } else if let factors = product(x[0]) {
          fuse(FLEDGE_OP_FMS, factors, x[1], x[0])
        }
      case .divide where graph.isConstant(x[0], 1):
        step = Step(opcode: FLEDGE_OP_RECIPROCAL, result: i, operands: [x[1]])
      default: break
      }
      steps.append(step)
    }
    return steps.reversed()
  }

  /// The same steps, each as late as its first reader allows: what needs many registers first (Sethi and Ullman, 1970).
  func depthFirst(_ steps: [Step]) -> [Step] {
    var places: [Int: Int] = [:]
    var needs = [Int](repeating: 1, count: steps.count)
    for (place, step) in steps.enumerated() {
      places[step.result] = place
      let inner = step.operands.compactMap { places[$0] }.map { needs[$0] }.sorted(by: >)
      needs[place] = inner.enumerated().map { $1 + $0 }.max() ?? 1
    }
    var ordered: [Step] = []
    var isVisited = [Bool](repeating: false, count: steps.count)
    var stack: [(place: Int, isReady: Bool)] = roots.reversed().compactMap { places[$0].map { ($0, false) } }
    while let (place, isReady) = stack.popLast() {
      if isReady {
        ordered.append(steps[place])
      } else if !isVisited[place] {
        isVisited[place] = true
        stack.append((place, true))
        let operands = steps[place].operands.compactMap { places[$0] }.sorted { needs[$0] < needs[$1] }
        stack += operands.map { ($0, false) }
      }
    }
    return ordered
  }
}

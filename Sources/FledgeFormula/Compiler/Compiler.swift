import FledgeBasics
import FledgeKernels

/// From a graph to instructions: an order, fused multiply-adds, and tile registers by linear scan.
struct Compiler {
  struct Code {
    var instructions: [fledge_instruction] = []
    var constants: [Double] = []
    var registerCount = 0
  }

  /// An instruction whose operands are still terms of the graph.
  private struct Step {
    let opcode: fledge_opcode
    let result: Int
    let operands: [Int]
  }

  private let formula: Formula
  private let graph = Graph()
  private let roots: [Int]

  init(_ formula: Formula) {
    let maximum = Int(FLEDGE_MAX_OPERANDS)
    require(
      formula.inputCount <= maximum,
      "Formula: a program takes at most \(maximum) inputs, got \(formula.inputCount)")
    require(
      formula.outputCount <= maximum,
      "Formula: a program gives at most \(maximum) outputs, got \(formula.outputCount)")
    self.formula = formula
    let graph = self.graph
    roots = formula.outputs.map { graph.insert($0) }
  }

  func compile() -> Code { allocate(fuse()) }

  /// One step a term that is needed; a product that only one sum reads becomes part of that sum.
  private func fuse() -> [Step] {
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

  /// Gives each step's result a register that none of its sources holds; a register is free again after its last use.
  private func allocate(_ steps: [Step]) -> Code {
    var code = Code()
    var lastUse: [Int: Int] = [:]
    for (time, step) in steps.enumerated() { for operand in step.operands { lastUse[operand] = time } }
    for root in roots { lastUse[root] = steps.count }
    var constants: [Int: Int] = [:]
    for i in steps.flatMap(\.operands) + roots where constants[i] == nil {
      guard let value = graph.constantValue(i) else { continue }
      constants[i] = code.constants.count
      code.constants.append(value)
    }
    let scalars = code.constants.count + formula.parameterCount
    require(
      scalars <= Int(FLEDGE_MAX_SCALARS),
      "Formula: a program takes at most \(FLEDGE_MAX_SCALARS) constants and parameters, this one has \(scalars)"
    )

    var registers: [Int: Int] = [:]
    var free: [Int] = []
    var assigned: [(step: Step, register: Int, sources: [Int: Int])] = []
    for (time, step) in steps.enumerated() {
      let register = free.popLast() ?? code.registerCount
      code.registerCount = Swift.max(code.registerCount, register + 1)
      assigned.append((step, register, registers))
      for operand in Set(step.operands) where lastUse[operand] == time {
        if let released = registers.removeValue(forKey: operand) { free.append(released) }
      }
      free.sort(by: >)
      registers[step.result] = register
    }
    require(
      code.registerCount <= Int(FLEDGE_MAX_REGISTERS),
      "Formula: a program has \(FLEDGE_MAX_REGISTERS) registers, this one needs \(code.registerCount):"
        + " too many intermediate values are wanted at the same time; split the formula")
    func slot(_ i: Int, _ registers: [Int: Int]) -> UInt16 {
      switch graph.terms[i] {
      case .apply: UInt16(registers[i]!)
      case .input(let index): UInt16(code.registerCount + index)
      case .constant: UInt16(code.registerCount + formula.inputCount + constants[i]!)
      case .parameter(let index):
        UInt16(code.registerCount + formula.inputCount + code.constants.count + index)
      }
    }
    for (step, register, sources) in assigned {
      let x = step.operands.map { slot($0, sources) }
      code.instructions.append(
        fledge_instruction(
          op: UInt16(step.opcode.rawValue), dst: UInt16(register), a: x[0], b: x.count > 1 ? x[1] : x[0],
          c: x.count > 2 ? x[2] : x[0]))
    }
    for (number, root) in roots.enumerated() {
      let source = slot(root, registers)
      code.instructions.append(
        fledge_instruction(
          op: UInt16(FLEDGE_OP_STORE.rawValue), dst: UInt16(number), a: source, b: source, c: source))
    }
    return code
  }
}

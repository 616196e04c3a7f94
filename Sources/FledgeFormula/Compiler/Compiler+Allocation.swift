import FledgeKernels

extension Compiler {
  /// Where a value that a program reads or writes lies outside it.
  typealias Place = StagedProgram.Place

  /// What a program reads and writes, in the order of its operands and results.
  struct Layout {
    let inputs: [Place]
    /// The numbers of the formula's parameters that it takes.
    let parameters: [Int]
    /// What it stores.
    let terms: [Int]
  }

  /// Where a program finds an operand.
  private enum Slot {
    case register(Int)
    case input(Int)
    case constant(Int)
    case parameter(Int)
  }

  /// Gives each step's result a register that none of its sources holds, by linear scan; a register is free again after its
  /// last use. `computed` says where earlier programs have left terms. Nil if the steps need more registers or scalars
  /// than a program has.
  func program(_ steps: ArraySlice<Step>, _ layout: Layout, computed: [Int: Place] = [:]) -> Program? {
    var registerCount = 0
    var lastUse: [Int: Int] = [:]
    for (time, step) in zip(steps.indices, steps) { for operand in step.operands { lastUse[operand] = time } }
    for term in layout.terms { lastUse[term] = steps.endIndex }
    var constants: [Double] = []
    var positions: [Int: Int] = [:]
    for i in steps.flatMap(\.operands) + layout.terms where positions[i] == nil {
      guard let value = graph.constantValue(i) else { continue }
      positions[i] = constants.count
      constants.append(value)
    }
    if constants.count + layout.parameters.count > FLEDGE_MAX_SCALARS { return nil }
    let inputs = Dictionary(zip(layout.inputs, 0...), uniquingKeysWith: { first, _ in first })
    let parameters = Dictionary(uniqueKeysWithValues: zip(layout.parameters, 0...))

    var registers: [Int: Int] = [:]
    func slot(_ i: Int) -> Slot {
      if let register = registers[i] { return .register(register) }
      if let place = computed[i] { return .input(inputs[place]!) }
      switch graph.terms[i] {
      case .input(let index): return .input(inputs[.input(index)]!)
      case .parameter(let index): return .parameter(parameters[index]!)
      case .constant, .apply: return .constant(positions[i]!)
      }
    }
    var free: [Int] = []
    var assigned: [(opcode: fledge_opcode, result: Int, sources: [Slot])] = []
    for (time, step) in zip(steps.indices, steps) {
      let register = free.popLast() ?? registerCount
      registerCount = Swift.max(registerCount, register + 1)
      if registerCount > FLEDGE_MAX_REGISTERS { return nil }
      assigned.append((step.opcode, register, step.operands.map(slot)))
      for operand in Set(step.operands) where lastUse[operand] == time {
        if let released = registers.removeValue(forKey: operand) { free.append(released) }
      }
      free.sort(by: >)
      registers[step.result] = register
    }
    assigned += layout.terms.enumerated().map { (FLEDGE_OP_STORE, $0, [slot($1)]) }

    func number(_ slot: Slot) -> UInt16 {
      switch slot {
      case .register(let register): UInt16(register)
      case .input(let position): UInt16(registerCount + position)
      case .constant(let position): UInt16(registerCount + layout.inputs.count + position)
      case .parameter(let position):
        UInt16(registerCount + layout.inputs.count + constants.count + position)
      }
    }
    let instructions = assigned.map { opcode, result, sources in
      let x = sources.map(number)
      return fledge_instruction(
        op: UInt16(opcode.rawValue), dst: UInt16(result), a: x[0], b: x.count > 1 ? x[1] : x[0],
        c: x.count > 2 ? x[2] : x[0])
    }
    return Program(
      instructions: instructions, constants: constants, registers: registerCount,
      inputs: layout.inputs.count, parameters: layout.parameters.count, outputs: layout.terms.count)
  }
}

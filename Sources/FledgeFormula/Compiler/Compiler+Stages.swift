import FledgeKernels

// A formula too large for one program becomes several that hand values on in memory. The steps are cut where few values
// are alive, as late as a program's limits allow; one step alone always fits.

extension Compiler {
  /// Programs that compute the outputs one after the other.
  func stagedProgram() -> StagedProgram {
    let steps = depthFirst(fuse())
    let lastUse = lastUses(steps)
    var computed: [Int: Place] = [:]
    var stages: [StagedProgram.Stage] = []
    func append(_ steps: ArraySlice<Step>, _ terms: [Int], _ outputs: [Place]) {
      let (inputs, parameters) = reads(steps.flatMap(\.operands) + terms, computed)
      let layout = Layout(inputs: inputs, parameters: parameters, terms: terms)
      guard let program = program(steps, layout, computed: computed) else {
        fatalError("formula \(formula): a stage of \(steps.count) steps exceeds a program's limits")
      }
      stages.append(.init(program: program, inputs: inputs, outputs: outputs, parameters: parameters))
    }
    var begin = 0
    while begin < steps.count {
      let end = cut(steps, from: begin, lastUse)
      let alive = steps[begin..<end].map(\.result).filter { lastUse[$0]! >= end }
      let places = alive.indices.map { Place.temporary(computed.count + $0) }
      append(steps[begin..<end], alive, places)
      computed.merge(zip(alive, places)) { $1 }
      begin = end
    }
    // The outputs last, when every input has been read: an output may be the very memory of an input.
    let limit = Int(FLEDGE_MAX_OPERANDS)
    for first in stride(from: 0, to: roots.count, by: limit) {
      let last = min(roots.count, first + limit)
      append([], Array(roots[first..<last]), (first..<last).map(Place.output))
    }
    return StagedProgram(stages, temporaryCount: computed.count)
  }

  /// When each term is read for the last time; an output is read after all steps.
  private func lastUses(_ steps: [Step]) -> [Int: Int] {
    var lastUse: [Int: Int] = [:]
    for (time, step) in steps.enumerated() { for operand in step.operands { lastUse[operand] = time } }
    for root in roots { lastUse[root] = steps.count }
    return lastUse
  }

  /// The furthest end of a program that begins with step `begin`.
  private func cut(_ steps: [Step], from begin: Int, _ lastUse: [Int: Int]) -> Int {
    var (end, time) = (begin + 1, begin)
    var (places, scalars, alive) = (Set<Int>(), Set<Int>(), Set<Int>())
    while time < steps.count {
      let step = steps[time]
      for operand in step.operands where !alive.contains(operand) {
        switch graph.terms[operand] {
        case .constant, .parameter: scalars.insert(operand)
        case .input, .apply: places.insert(operand)
        }
      }
      if places.count > FLEDGE_MAX_OPERANDS || scalars.count > FLEDGE_MAX_SCALARS
        || alive.count + 1 > FLEDGE_MAX_REGISTERS
      {
        break
      }
      for operand in step.operands where lastUse[operand] == time { alive.remove(operand) }
      alive.insert(step.result)
      time += 1
      if alive.count <= FLEDGE_MAX_OPERANDS { end = time }
    }
    return end
  }

  /// Where the operands come from that are not computed within the program, each once.
  private func reads(
    _ operands: [Int], _ computed: [Int: Place]
  ) -> (places: [Place], parameters: [Int]) {
    var (places, parameters) = ([Place](), [Int]())
    for operand in operands {
      switch graph.terms[operand] {
      case .input(let index): if !places.contains(.input(index)) { places.append(.input(index)) }
      case .parameter(let index): if !parameters.contains(index) { parameters.append(index) }
      case .apply:
        if let place = computed[operand], !places.contains(place) { places.append(place) }
      case .constant: break
      }
    }
    return (places, parameters)
  }
}

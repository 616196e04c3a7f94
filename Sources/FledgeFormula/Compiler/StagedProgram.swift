/// A formula that no one program holds, as several that run one after the other and hand values on in memory.
package final class StagedProgram: Sendable {
  /// Where a value lies between two programs.
  package enum Place: Hashable, Sendable {
    /// The formula's input of this number.
    case input(Int)
    /// An intermediate value: as many elements as an output has.
    case temporary(Int)
    /// The formula's output of this number.
    case output(Int)
  }

  /// One of the programs, with what it reads and writes.
  package struct Stage: Sendable {
    package let program: Program
    package let inputs: [Place]
    package let outputs: [Place]
    /// The numbers of the formula's parameters that it takes.
    package let parameters: [Int]
    /// The intermediate values that no later program reads.
    package var released: [Int] = []
  }

  package let stages: [Stage]
  /// How many intermediate values there are.
  package let temporaryCount: Int

  init(_ stages: [Stage], temporaryCount: Int) {
    var lastReaders: [Int: Int] = [:]
    for (number, stage) in stages.enumerated() {
      for case .temporary(let index) in stage.inputs { lastReaders[index] = number }
    }
    var stages = stages
    for (index, number) in lastReaders { stages[number].released.append(index) }
    (self.stages, self.temporaryCount) = (stages, temporaryCount)
  }
}

import FledgeFormula

extension Kernel {
  /// Runs a formula that no one program holds: its programs one after the other, with tensors of the common shape for the
  /// values that they hand on, each let go after its last reader.
  static func runInStages(
    _ staged: StagedProgram, _ inputs: [Tensor], _ shape: Shape, into outputs: [Tensor],
    _ parameters: [Double], _ arithmetic: DType
  ) {
    var temporaries = [Tensor?](repeating: nil, count: staged.temporaryCount)
    func tensor(_ place: StagedProgram.Place) -> Tensor {
      switch place {
      case .input(let index): return inputs[index]
      case .output(let index): return outputs[index]
      case .temporary(let index):
        if let known = temporaries[index] { return known }
        let made = Tensor(uninitialized: shape, arithmetic)
        temporaries[index] = made
        return made
      }
    }
    for stage in staged.stages {
      run(
        stage.program, stage.inputs.map(tensor), shape, into: stage.outputs.map(tensor),
        stage.parameters.map { parameters[$0] }, arithmetic)
      for index in stage.released { temporaries[index] = nil }
    }
  }
}

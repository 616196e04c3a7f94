import FledgeBasics

extension Formula {
  /// The compiled program, made when first asked for, of a formula that one program holds.
  package var program: Program {
    guard let program = singleProgram else {
      fatalError(
        "formula \(self): no one program holds it: \(inputCount) inputs, \(outputCount) outputs, \(terms.count) terms"
      )
    }
    return program
  }

  /// The compiled program, made when first asked for; nil if no one program holds the formula, which then runs in
  /// stages.
  @inline(__always)
  package var singleProgram: Program? { compiled.object ?? compiledProgram() }

  /// The programs that compute the formula one after the other.
  package var stagedProgram: StagedProgram {
    staged.load() ?? staged.storeIfNil(Compiler(self).stagedProgram())
  }

  private func compiledProgram() -> Program? {
    if staged.load() != nil { return nil }
    let compiler = Compiler(self)
    if let program = compiler.program() { return compiled.keep(program) }
    _ = staged.storeIfNil(compiler.stagedProgram())
    return nil
  }
}

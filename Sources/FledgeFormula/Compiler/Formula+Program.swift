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
  package var singleProgram: Program? { knownProgram ?? compiledProgram() }

  /// The programs that compute the formula one after the other.
  package var stagedProgram: StagedProgram {
    staged.load() ?? staged.storeIfNil(Compiler(self).stagedProgram())
  }

  // A load. That of an AtomicLazyReference is several calls, which each operation on tensors would pay.
  @inline(__always)
  var knownProgram: Program? {
    // Safe: what stands there was retained by `publish`, and the formula holds it as long as it lives.
    UnsafeRawPointer(bitPattern: compiled.load(ordering: .acquiring)).map {
      Unmanaged<Program>.fromOpaque($0).takeUnretainedValue()
    }
  }

  private func compiledProgram() -> Program? {
    if staged.load() != nil { return nil }
    let compiler = Compiler(self)
    if let program = compiler.program() { return publish(program) }
    _ = staged.storeIfNil(compiler.stagedProgram())
    return nil
  }

  /// Of several threads that have compiled the formula at once, all go on with what the first one made.
  private func publish(_ program: Program) -> Program {
    let held = Unmanaged.passRetained(program)
    let address = UInt(bitPattern: held.toOpaque())
    if compiled.compareExchange(expected: 0, desired: address, ordering: .acquiringAndReleasing).exchanged {
      return program
    }
    held.release()
    return knownProgram!
  }
}

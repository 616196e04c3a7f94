import FledgeKernels

/// A compiled formula: instructions and constants at addresses that stay as long as the program lives.
///
/// One program serves Float32 and Float64, and any number of threads at once.
package final class Program: Sendable {
  /// What the kernels take; valid as long as this object lives.
  package nonisolated(unsafe) let raw: UnsafePointer<fledge_program>

  init(_ code: Compiler.Code, inputs: Int, parameters: Int, outputs: Int) {
    let instructions = UnsafeMutablePointer<fledge_instruction>.allocate(
      capacity: max(1, code.instructions.count))
    instructions.initialize(from: code.instructions, count: code.instructions.count)
    let constants = UnsafeMutablePointer<Double>.allocate(capacity: max(1, code.constants.count))
    constants.initialize(from: code.constants, count: code.constants.count)
    let program = UnsafeMutablePointer<fledge_program>.allocate(capacity: 1)
    program.initialize(
      to: fledge_program(
        code: instructions, constants: constants, instruction_count: Int32(code.instructions.count),
        register_count: Int32(code.registerCount), input_count: Int32(inputs),
        constant_count: Int32(code.constants.count), parameter_count: Int32(parameters),
        output_count: Int32(outputs), number: 0))
    program.pointee.number = fledge_program_number(program)
    raw = UnsafePointer(program)
  }

  deinit {
    raw.pointee.code.deallocate()
    raw.pointee.constants.deallocate()
    raw.deallocate()
  }

  /// The number of instructions, the final stores not counted.
  package var instructionCount: Int { Int(raw.pointee.instruction_count - raw.pointee.output_count) }

  /// The number of tile registers.
  package var registerCount: Int { Int(raw.pointee.register_count) }
}

extension Formula {
  /// The compiled program, made when first asked for.
  package var program: Program { knownProgram ?? publish(compiledProgram()) }

  // A load. That of an AtomicLazyReference is several calls, which each operation on tensors would pay.
  @inline(__always)
  var knownProgram: Program? {
    UnsafeRawPointer(bitPattern: compiled.load(ordering: .acquiring)).map {
      Unmanaged<Program>.fromOpaque($0).takeUnretainedValue()
    }
  }

  private func compiledProgram() -> Program {
    Program(Compiler(self).compile(), inputs: inputCount, parameters: parameterCount, outputs: outputCount)
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

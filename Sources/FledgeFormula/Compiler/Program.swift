import FledgeKernels

/// A compiled formula: instructions and constants at addresses that stay as long as the program lives.
///
/// One program serves Float32 and Float64, and any number of threads at once.
package final class Program: Sendable {
  /// What the kernels take; valid as long as this object lives.
  ///
  /// Safe: nothing writes there once the object is made.
  package nonisolated(unsafe) let raw: UnsafePointer<fledge_program>

  init(
    instructions: [fledge_instruction], constants: [Double], registers: Int, inputs: Int, parameters: Int,
    outputs: Int
  ) {
    let code = UnsafeMutablePointer<fledge_instruction>.allocate(capacity: instructions.count)
    code.initialize(from: instructions, count: instructions.count)
    let numbers = UnsafeMutablePointer<Double>.allocate(capacity: constants.count)
    numbers.initialize(from: constants, count: constants.count)
    let program = UnsafeMutablePointer<fledge_program>.allocate(capacity: 1)
    program.initialize(
      to: fledge_program(
        code: code, constants: numbers, instruction_count: Int32(instructions.count),
        register_count: Int32(registers), input_count: Int32(inputs), constant_count: Int32(constants.count),
        parameter_count: Int32(parameters), output_count: Int32(outputs), number: 0))
    program.pointee.number = fledge_program_number(program)
    // Safe: what was allocated here belongs to this object alone, which frees it.
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

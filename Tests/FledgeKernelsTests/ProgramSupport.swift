import FledgeKernels

/// A slot by its kind; the numbers follow from the program's counts.
enum Slot {
  case register(Int), input(Int), constant(Int), parameter(Int)
}

/// A program put together by hand. Its memory is written once, at the beginning.
final class HandProgram: @unchecked Sendable {
  private let raw: UnsafeMutablePointer<fledge_program>
  private let code: UnsafeMutablePointer<fledge_instruction>
  private let constants: UnsafeMutablePointer<Double>

  /// Each step is an instruction whose result is register number `to`; `outputs` are stored at the end. There may be
  /// registers that nothing uses.
  init(
    inputs: Int, constants values: [Double] = [], parameters: Int = 0, unusedRegisters: Int = 0,
    _ steps: [(op: fledge_opcode, to: Int, operands: [Slot])], outputs: [Slot]
  ) {
    let registers = (steps.map(\.to).max() ?? -1) + 1 + unusedRegisters
    func number(_ slot: Slot) -> UInt16 {
      switch slot {
      case .register(let i): UInt16(i)
      case .input(let i): UInt16(registers + i)
      case .constant(let i): UInt16(registers + inputs + i)
      case .parameter(let i): UInt16(registers + inputs + values.count + i)
      }
    }
    let body = steps.map { step in
      let x = step.operands.map(number)
      return fledge_instruction(
        op: UInt16(step.op.rawValue), dst: UInt16(step.to), a: x[0], b: x[min(1, x.count - 1)],
        c: x[x.count - 1])
    }
    let stores = outputs.enumerated().map { i, slot in
      fledge_instruction(
        op: UInt16(FLEDGE_OP_STORE.rawValue), dst: UInt16(i), a: number(slot), b: number(slot),
        c: number(slot))
    }
    code = .allocate(capacity: body.count + stores.count)
    code.initialize(from: body + stores, count: body.count + stores.count)
    constants = .allocate(capacity: max(1, values.count))
    constants.initialize(from: values, count: values.count)
    raw = .allocate(capacity: 1)
    raw.initialize(
      to: fledge_program(
        code: code, constants: constants, instruction_count: Int32(body.count + stores.count),
        register_count: Int32(registers), input_count: Int32(inputs), constant_count: Int32(values.count),
        parameter_count: Int32(parameters), output_count: Int32(outputs.count), number: 0))
  }

  /// One instruction on its operands.
  convenience init(_ op: fledge_opcode, operands: Int) {
    self.init(inputs: operands, [(op, 0, (0..<operands).map { .input($0) })], outputs: [.register(0)])
  }

  /// Whether the kernels have a loop of its own for it.
  var isKnown: Bool { fledge_program_is_known(raw) }

  deinit {
    code.deallocate()
    constants.deallocate()
    raw.deallocate()
  }

  /// The program over equally long arrays.
  func callAsFunction(_ inputs: [[Float]]) -> [Float] {
    var result = [Float](repeating: 0, count: inputs[0].count)
    result.withUnsafeMutableBytes { run(fledge_program_run_f32, FLEDGE_F32, inputs, inputs[0].count, $0) }
    return result
  }

  /// The program over equally long arrays.
  func callAsFunction(_ inputs: [[Double]]) -> [Double] {
    var result = [Double](repeating: 0, count: inputs[0].count)
    result.withUnsafeMutableBytes { run(fledge_program_run_f64, FLEDGE_F64, inputs, inputs[0].count, $0) }
    return result
  }

  /// The reference over equally long arrays.
  func reference(_ inputs: [[Double]]) -> [Double] {
    var result = [Double](repeating: 0, count: inputs[0].count)
    result.withUnsafeMutableBytes { run(fledge_program_reference, FLEDGE_F64, inputs, inputs[0].count, $0) }
    return result
  }

  private func run<Element>(
    _ function: Kernel, _ dtype: fledge_dtype, _ inputs: [[Element]], _ count: Int,
    _ result: UnsafeMutableRawBufferPointer
  ) {
    withPointers(inputs.map { $0.withUnsafeBytes { Array($0) } }) { pointers in
      let x = pointers.map { fledge_operand(data: $0, row_stride: count, column_stride: 1, dtype: dtype) }
      let out = [fledge_result(data: result.baseAddress, row_stride: count, dtype: dtype)]
      run(function, 1, count, x, out)
    }
  }

  /// Calls one of the kernels. (The program's memory must live through the call, so nothing else keeps `raw`.)
  func run(
    _ function: Kernel, _ rows: Int, _ columns: Int, _ inputs: [fledge_operand], _ outputs: [fledge_result],
    parameters: [Double] = []
  ) {
    function(raw, rows, columns, inputs, outputs, parameters)
  }
}

typealias Kernel = (
  UnsafePointer<fledge_program>?, Int, Int, UnsafePointer<fledge_operand>?, UnsafePointer<fledge_result>?,
  UnsafePointer<Double>?
) -> Void

private func withPointers(_ blocks: [[UInt8]], _ body: ([UnsafeMutableRawPointer]) -> Void) {
  let pointers = blocks.map { block in
    let pointer = UnsafeMutableRawPointer.allocate(byteCount: max(1, block.count), alignment: 8)
    pointer.copyMemory(from: block, byteCount: block.count)
    return pointer
  }
  defer { pointers.forEach { $0.deallocate() } }
  body(pointers)
}

let instructionSets = [FLEDGE_ISA_PORTABLE, FLEDGE_ISA_NEON, FLEDGE_ISA_AVX2, FLEDGE_ISA_AVX512]
  .filter { fledge_isa_supported($0) }

/// Runs `body` once on each instruction set of this machine.
func onEveryInstructionSet(_ body: (String) throws -> Void) rethrows {
  defer { fledge_isa_override(-1) }
  for isa in instructionSets {
    fledge_isa_override(isa.rawValue)
    try body(String(cString: fledge_isa_name(isa)))
  }
}

/// The distance from the true value in units of the last place of the result.
func ulps(_ y: Float, _ truth: Double) -> Double {
  let nearest = Float(truth)
  if y.isNaN || nearest.isNaN || y.isInfinite || nearest.isInfinite {
    return y == nearest || (y.isNaN && nearest.isNaN) ? 0 : .infinity
  }
  return (Double(y) - truth).magnitude / Double(nearest.ulp)
}

func ulps(_ y: Double, _ truth: Double) -> Double {
  if !y.isFinite || !truth.isFinite { return y == truth || (y.isNaN && truth.isNaN) ? 0 : .infinity }
  return (y - truth).magnitude / truth.ulp
}

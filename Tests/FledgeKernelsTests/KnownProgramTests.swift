import FledgeKernels
import Testing

/// Programs that have a loop of their own must give what the interpreter gives, bit for bit.
@Suite struct KnownProgramTests {
  /// What `program_known.h` lists, with registers that nothing uses: those make it a program that is not known.
  static func programs(unusedRegisters unused: Int) -> [(
    name: String, program: HandProgram, inputs: Int, parameters: [Double], outputs: Int
  )] {
    typealias Step = (op: fledge_opcode, to: Int, operands: [Slot])
    func program(_ inputs: Int, _ constants: [Double], _ parameters: Int, _ steps: [Step], _ outputs: [Slot])
      -> HandProgram
    {
      HandProgram(
        inputs: inputs, constants: constants, parameters: parameters, unusedRegisters: unused, steps,
        outputs: outputs)
    }
    let sum: Step = (FLEDGE_OP_ADD, 0, [.input(0), .input(1)])
    let heavyBall: [Step] = [
      (FLEDGE_OP_MUL, 0, [.parameter(3), .input(0)]),
      (FLEDGE_OP_FMA, 1, [.parameter(2), .input(0), .input(2)]),
      (FLEDGE_OP_FMA, 2, [.parameter(1), .input(1), .register(1)]),
      (FLEDGE_OP_FNMA, 1, [.parameter(0), .register(2), .register(0)]),
    ]
    let adam: [Step] = [
      (FLEDGE_OP_FMA, 0, [.parameter(7), .input(0), .input(3)]),
      (FLEDGE_OP_MUL, 1, [.parameter(2), .register(0)]),
      (FLEDGE_OP_FMA, 2, [.parameter(1), .input(1), .register(1)]),
      (FLEDGE_OP_MUL, 1, [.parameter(0), .register(2)]),
      (FLEDGE_OP_MUL, 3, [.parameter(4), .register(0)]),
      (FLEDGE_OP_MUL, 4, [.register(3), .register(0)]),
      (FLEDGE_OP_FMA, 0, [.parameter(3), .input(2), .register(4)]),
      (FLEDGE_OP_SQRT, 3, [.register(0)]),
      (FLEDGE_OP_FMA, 4, [.register(3), .parameter(5), .parameter(6)]),
      (FLEDGE_OP_DIV, 3, [.register(1), .register(4)]),
      (FLEDGE_OP_FMS, 1, [.parameter(8), .input(0), .register(3)]),
    ]
    return [
      ("bias", program(2, [], 0, [sum], [.register(0)]), 2, [], 1),
      (
        "relu", program(1, [0], 0, [(FLEDGE_OP_MAX, 0, [.input(0), .constant(0)])], [.register(0)]),
        1, [], 1
      ),
      (
        "bias, relu",
        program(2, [0], 0, [sum, (FLEDGE_OP_MAX, 1, [.register(0), .constant(0)])], [.register(1)]), 2, [], 1
      ),
      (
        "gate",
        program(
          2, [0], 0,
          [
            (FLEDGE_OP_LESS, 0, [.constant(0), .input(1)]),
            (FLEDGE_OP_SELECT, 1, [.register(0), .input(0), .constant(0)]),
          ], [.register(1)]), 2, [], 1
      ),
      (
        "descent",
        program(
          2, [], 1, [(FLEDGE_OP_FNMA, 0, [.parameter(0), .input(1), .input(0)])], [.register(0)]), 2, [0.1], 1
      ),
      (
        "heavy ball", program(3, [], 4, heavyBall, [.register(1), .register(2)]),
        3, [0.01, 0.9, 0.001, 0.999], 2
      ),
      (
        "adam", program(4, [], 9, adam, [.register(1), .register(2), .register(0)]),
        4, [0.002, 0.9, 0.1, 0.999, 0.001, 1.25, 1e-8, 0.01, 0.99], 3
      ),
    ]
  }

  @Test(arguments: availableISAs) func everyBitAsTheInterpreter(isa: fledge_isa) {
    with(isa) {
      let pairs = zip(Self.programs(unusedRegisters: 0), Self.programs(unusedRegisters: 1))
      for ((name, program, inputs, parameters, outputs), (_, interpreted, _, _, _)) in pairs {
        #expect(program.isKnown && !interpreted.isKnown, "\(name)")
        // Of two long rows, one is passed from its end.
        for (rows, columns) in [
          (1, 1), (1, 7), (3, 16), (5, 33), (2, 100), (1, 4099), (4, 31), (2, 1 << 15), (2, (1 << 15) + 13),
        ] {
          for padding in [0, 3] {
            let grid = Grid(rows: rows, columns: columns, padding: padding)
            let fast = grid.run(program, Float.self, inputs, outputs, parameters)
            let slow = grid.run(interpreted, Float.self, inputs, outputs, parameters)
            #expect(fast == slow, "\(name) \(rows)×\(columns)+\(padding)")
            let fast64 = grid.run(program, Double.self, inputs, outputs, parameters)
            let slow64 = grid.run(interpreted, Double.self, inputs, outputs, parameters)
            #expect(fast64 == slow64, "\(name) \(rows)×\(columns)+\(padding)")
          }
        }
      }
    }
  }

  /// In place over the first inputs, as updates run; NaN, infinities and both zeros among the numbers.
  private struct Grid {
    let rows: Int, columns: Int, padding: Int

    /// Bit patterns of the memory of all inputs and of one output more, NaN as one pattern.
    func run<T: MatmulReal>(
      _ program: HandProgram, _ type: T.Type, _ inputs: Int, _ outputs: Int, _ parameters: [Double]
    ) -> [UInt64] {
      let stride = columns + padding
      var numbers = TestNumbers(9)
      var memory: [T] = numbers.reals(inputs * rows * stride, in: -2...2)
      for (index, special) in [T.nan, .infinity, -.infinity, 0, -0.0].enumerated() {
        for place in Swift.stride(from: index * 5 + 2, to: memory.count, by: 37) { memory[place] = special }
      }
      memory.withUnsafeMutableBytes { bytes in
        let size = MemoryLayout<T>.stride
        let block = { (i: Int) in bytes.baseAddress! + i * rows * stride * size }
        program.run(
          T.self == Float.self ? fledge_program_run_f32 : fledge_program_run_f64, rows, columns,
          (0..<inputs).map {
            fledge_operand(data: block($0), row_stride: stride, column_stride: 1, dtype: T.kernelType)
          },
          (0..<outputs).map { fledge_result(data: block($0), row_stride: stride, dtype: T.kernelType) },
          parameters: parameters)
      }
      return memory.map { $0.isNaN ? UInt64.max : Double($0).bitPattern }
    }
  }
}

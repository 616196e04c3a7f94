import FledgeKernels
import Testing

/// Memory of one type that remembers how to read itself.
private final class Memory {
  let dtype: fledge_dtype
  let count: Int
  let pointer: UnsafeMutableRawPointer

  init(_ dtype: fledge_dtype, count: Int) {
    (self.dtype, self.count) = (dtype, count)
    pointer = .allocate(byteCount: 8 * max(1, count), alignment: 8)
    pointer.initializeMemory(as: UInt8.self, repeating: 7, count: 8 * max(1, count))
  }

  deinit { pointer.deallocate() }

  var size: Int {
    switch dtype {
    case FLEDGE_F32, FLEDGE_I32: 4
    case FLEDGE_F64, FLEDGE_I64: 8
    default: 1
    }
  }

  var bytes: [UInt8] { Array(UnsafeRawBufferPointer(start: pointer, count: count * size)) }

  func set(_ i: Int, _ value: Int) {
    switch dtype {
    case FLEDGE_F32: pointer.storeBytes(of: Float(value) / 2, toByteOffset: 4 * i, as: Float.self)
    case FLEDGE_F64: pointer.storeBytes(of: Double(value) / 2, toByteOffset: 8 * i, as: Double.self)
    case FLEDGE_I32: pointer.storeBytes(of: Int32(value), toByteOffset: 4 * i, as: Int32.self)
    case FLEDGE_I64: pointer.storeBytes(of: Int64(value), toByteOffset: 8 * i, as: Int64.self)
    case FLEDGE_U8: pointer.storeBytes(of: UInt8(value & 15), toByteOffset: i, as: UInt8.self)
    default: pointer.storeBytes(of: UInt8(value & 1), toByteOffset: i, as: UInt8.self)
    }
  }
}

/// A linear congruence (Knuth, MMIX): the same cases on every run.
private struct Generator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

// Kernels without optimisation are slow: fewer cases there.
#if DEBUG
  private let trials = 2
#else
  private let trials = 12
#endif

private let dtypes = [FLEDGE_F32, FLEDGE_F64, FLEDGE_I32, FLEDGE_I64, FLEDGE_U8, FLEDGE_BOOL]
private let grids = [
  (1, 1), (1, 7), (3, 5), (7, 16), (17, 33), (1, 5000), (1500, 1), (64, 100), (3, 1500), (900, 3), (5, 257),
  (40, 64),
]

/// An operand of some type and strides; mostly the type of the arithmetic, full and contiguous: what is read in place.
private struct Input {
  let memory: Memory
  let view: fledge_operand

  init(_ rows: Int, _ columns: Int, _ arithmetic: fledge_dtype, _ generator: inout Generator) {
    let isPlain = Bool.random(using: &generator)
    let dtype = isPlain ? arithmetic : dtypes.randomElement(using: &generator)!
    let columnStride = isPlain ? 1 : Int.random(in: 0...1, using: &generator)
    let padding = isPlain ? 0 : Int.random(in: 0...1, using: &generator) * 3
    let hasRows = isPlain || Bool.random(using: &generator)
    let rowStride = hasRows ? (columnStride == 1 ? columns + padding : 1 + padding) : 0
    memory = Memory(dtype, count: max(1, rows * (columns + 3)))
    for i in 0..<memory.count { memory.set(i, Int.random(in: -9...9, using: &generator)) }
    view = fledge_operand(
      data: memory.pointer, row_stride: rowStride, column_stride: columnStride, dtype: dtype)
  }
}

/// x₀·x₁ + x₂, the larger of that and p₀, whether it is below 3, x₂ as it is, and a constant: on small halves all exact.
private let program = HandProgram(
  inputs: 3, constants: [3, -2], parameters: 1,
  [
    (FLEDGE_OP_FMA, 0, [.input(0), .input(1), .input(2)]),
    (FLEDGE_OP_MAX, 1, [.register(0), .parameter(0)]),
    (FLEDGE_OP_LESS, 2, [.register(0), .constant(0)]),
    (FLEDGE_OP_SUB, 3, [.register(1), .input(1)]),
  ], outputs: [.register(1), .register(2), .register(3), .input(2), .constant(1), .register(1)])

@Suite struct ProgramGridTests {
  @Test(arguments: [FLEDGE_F32, FLEDGE_F64])
  func everyKindOfOperandAgreesWithTheReference(_ arithmetic: fledge_dtype) {
    let kernels: [Kernel] = [fledge_program_run_f32, fledge_program_run_f64]
    let kernel = kernels[arithmetic == FLEDGE_F32 ? 0 : 1]
    onEveryInstructionSet { isa in
      var generator = Generator(state: 1)
      for (rows, columns) in grids {
        for trial in 0..<trials {
          let inputs = (0..<3).map { _ in Input(rows, columns, arithmetic, &generator) }
          let kinds = (0..<6).map { _ in
            let isPlain = Bool.random(using: &generator)
            return isPlain ? (arithmetic, columns) : (dtypes.randomElement(using: &generator)!, columns + 2)
          }
          let results = run(kernel, rows, columns, inputs, kinds)
          let truth = run(fledge_program_reference, rows, columns, inputs, kinds)
          #expect(results == truth, "\(rows)×\(columns), trial \(trial) on \(isa)")
        }
      }
    }
  }

  private func run(
    _ kernel: Kernel, _ rows: Int, _ columns: Int, _ inputs: [Input], _ kinds: [(fledge_dtype, Int)]
  ) -> [[UInt8]] {
    let memories = kinds.map { Memory($0.0, count: rows * $0.1) }
    let outputs = zip(memories, kinds).map {
      fledge_result(data: $0.pointer, row_stride: $1.1, dtype: $1.0)
    }
    program.run(kernel, rows, columns, inputs.map(\.view), outputs, parameters: [1.5])
    return withExtendedLifetime(inputs) { memories.map(\.bytes) }
  }

  @Test func resultsMayBeTheMemoryOfOperands() {
    // y₀ = x₀ + 1 over x₀, y₁ = y₀·x₀ over x₁: the second still needs x₀ when the first is known.
    let product = HandProgram(
      inputs: 2, constants: [1],
      [
        (FLEDGE_OP_ADD, 0, [.input(0), .constant(0)]),
        (FLEDGE_OP_MUL, 1, [.register(0), .input(0)]),
      ], outputs: [.register(0), .register(1)])
    let exchange = HandProgram(inputs: 2, [], outputs: [.input(1), .input(0)])
    onEveryInstructionSet { isa in
      for (rows, columns) in grids {
        for program in [product, exchange] {
          let memories = (0..<2).map { _ in Memory(FLEDGE_F32, count: rows * columns) }
          for (j, memory) in memories.enumerated() { for i in 0..<memory.count { memory.set(i, i % 20 + j) } }
          let x = memories.map {
            fledge_operand(data: $0.pointer, row_stride: columns, column_stride: 1, dtype: FLEDGE_F32)
          }
          let fresh = (0..<2).map { _ in Memory(FLEDGE_F32, count: rows * columns) }
          func outputs(_ memories: [Memory]) -> [fledge_result] {
            memories.map { fledge_result(data: $0.pointer, row_stride: columns, dtype: FLEDGE_F32) }
          }
          program.run(fledge_program_reference, rows, columns, x, outputs(fresh))
          program.run(fledge_program_run_f32, rows, columns, x, outputs(memories))
          #expect(memories.map(\.bytes) == fresh.map(\.bytes), "\(rows)×\(columns) on \(isa)")
        }
      }
    }
  }

  @Test func bitsDoNotDependOnHowWorkIsSplit() {
    let steps = [
      FLEDGE_OP_EXP, FLEDGE_OP_TANH, FLEDGE_OP_SIGMOID, FLEDGE_OP_SIN, FLEDGE_OP_NORMAL_CDF, FLEDGE_OP_LOG1P,
      FLEDGE_OP_ERF, FLEDGE_OP_SOFTPLUS,
    ]
    let values = (0..<1237).map { Float($0 - 600) * 0.037 } + [2e6, -3e7, .infinity]
    onEveryInstructionSet { isa in
      for op in steps {
        let program = HandProgram(op, operands: 1)
        let whole = program([values])
        for pieces in [1, 7, 33, 500] {
          let parts = stride(from: 0, to: values.count, by: pieces).flatMap {
            program([Array(values[$0..<min($0 + pieces, values.count)])])
          }
          #expect(parts.map(\.bitPattern) == whole.map(\.bitPattern), "opcode \(op.rawValue) on \(isa)")
        }
      }
    }
  }

  @Test func thePoolGivesTheSameBits() {
    defer { fledge_threads_set(0) }
    for (rows, columns) in [(1, 60_001), (60_001, 1), (1000, 133), (3, 20_001), (20_000, 9)] {
      let (x, bias) = (Memory(FLEDGE_F32, count: rows * columns), Memory(FLEDGE_F32, count: columns))
      for i in 0..<x.count { x.set(i, i % 37 - 18) }
      for i in 0..<bias.count { bias.set(i, i % 11) }
      let program = HandProgram(
        inputs: 2,
        [
          (FLEDGE_OP_ADD, 0, [.input(0), .input(1)]),
          (FLEDGE_OP_TANH, 1, [.register(0)]),
        ], outputs: [.register(1)])
      let inputs = [
        fledge_operand(data: x.pointer, row_stride: columns, column_stride: 1, dtype: FLEDGE_F32),
        fledge_operand(data: bias.pointer, row_stride: 0, column_stride: 1, dtype: FLEDGE_F32),
      ]
      let expected = Memory(FLEDGE_F32, count: x.count)
      var out = [fledge_result(data: expected.pointer, row_stride: columns, dtype: FLEDGE_F32)]
      defer { withExtendedLifetime((x, bias)) {} }
      program.run(fledge_program_run_f32, rows, columns, inputs, out)
      for threads in [1, 2, 3] as [Int32] {
        fledge_threads_set(threads)
        let result = Memory(FLEDGE_F32, count: x.count)
        out[0].data = result.pointer
        program.run(fledge_program_apply_f32, rows, columns, inputs, out)
        #expect(result.bytes == expected.bytes, "\(rows)×\(columns), \(threads) threads")
      }
    }
  }

  @Test func anEmptyGridWritesNothing() {
    let memory = Memory(FLEDGE_F32, count: 4)
    let before = memory.bytes
    let x = [fledge_operand(data: memory.pointer, row_stride: 1, column_stride: 1, dtype: FLEDGE_F32)]
    let out = [fledge_result(data: memory.pointer, row_stride: 1, dtype: FLEDGE_F32)]
    for (rows, columns) in [(0, 4), (4, 0), (0, 0)] {
      HandProgram(FLEDGE_OP_EXP, operands: 1).run(fledge_program_run_f32, rows, columns, x, out)
      HandProgram(FLEDGE_OP_EXP, operands: 1).run(fledge_program_apply_f64, rows, columns, x, out)
    }
    #expect(memory.bytes == before)
  }

  @Test func integersAreRoundedTowardsZeroAndClamped() {
    let values: [Double] = [1.9, -1.9, 300, -300, 3e9, -3e9, 1e30, -1e30, .infinity, -.infinity, .nan, 0.5]
    let expected: [(fledge_dtype, [Int64])] = [
      (
        FLEDGE_I32,
        [
          1, -1, 300, -300, 2_147_483_647, -2_147_483_648, 2_147_483_647, -2_147_483_648, 2_147_483_647,
          -2_147_483_648, 0, 0,
        ]
      ),
      (FLEDGE_I64, [1, -1, 300, -300, 3_000_000_000, -3_000_000_000, .max, .min, .max, .min, 0, 0]),
      (FLEDGE_U8, [1, 0, 255, 0, 255, 0, 255, 0, 255, 0, 0, 0]),
      (FLEDGE_BOOL, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
    ]
    let x = Memory(FLEDGE_F64, count: values.count)
    for (i, value) in values.enumerated() {
      x.pointer.storeBytes(of: value, toByteOffset: 8 * i, as: Double.self)
    }
    let identity = HandProgram(inputs: 1, [], outputs: [.input(0)])
    let inputs = [fledge_operand(data: x.pointer, row_stride: 0, column_stride: 1, dtype: FLEDGE_F64)]
    defer { withExtendedLifetime(x) {} }
    for (dtype, expected) in expected {
      let y = Memory(dtype, count: values.count)
      let out = [fledge_result(data: y.pointer, row_stride: 0, dtype: dtype)]
      identity.run(fledge_program_run_f64, 1, values.count, inputs, out)
      let stored = values.indices.map { i in
        switch dtype {
        case FLEDGE_I32: Int64(y.pointer.load(fromByteOffset: 4 * i, as: Int32.self))
        case FLEDGE_I64: y.pointer.load(fromByteOffset: 8 * i, as: Int64.self)
        default: Int64(y.pointer.load(fromByteOffset: i, as: UInt8.self))
        }
      }
      #expect(stored == expected)
    }
  }
}

import FledgeKernels
import Testing

/// Tails that are done to sums in registers, and updates that read a product, against the interpreter over a plain product.
@Suite struct KnownTailTests {
  static let shapes = [
    (1, 1, 1), (1, 40, 9), (40, 1, 9), (3, 17, 5), (15, 33, 8), (29, 10, 20), (100, 90, 3), (32, 2, 16),
    (256, 65, 1024), (300, 70, 9), (20, 700, 12), (13, 5, 0), (70, 130, 4200), (70, 100, 80), (33, 20, 130),
    (128, 200, 1024), (100, 20, 10),
  ]

  @Test(arguments: availableISAs) func everyBitAsAPlainProductAndTheInterpreter(isa: fledge_isa) {
    with(isa) {
      let known = KnownProgramTests.programs(unusedRegisters: 0)
      let interpreted = KnownProgramTests.programs(unusedRegisters: 1)
      for (index, (m, n, k)) in Self.shapes.enumerated() {
        // A column is summed in another order where its elements are adjacent, as those of an update are.
        let padding = n == 1 ? 0 : index % 3
        let problem = MatmulProblem(m: m, n: n, k: k, padding: padding).transposed(
          index + Int(isa.rawValue))
        // An update by a program that is not known stages more of its product than one that is known.
        for (fast, slow) in zip(known + interpreted, interpreted + interpreted) {
          check(
            problem, fast.name, fast.program, slow.program, fast.inputs, fast.parameters, fast.outputs,
            Float.self)
          if k < 1000 {
            check(
              problem, fast.name, fast.program, slow.program, fast.inputs, fast.parameters, fast.outputs,
              Double.self)
          }
        }
      }
    }
  }

  private func check<T: MatmulReal>(
    _ problem: MatmulProblem, _ name: String, _ fast: HandProgram, _ slow: HandProgram, _ inputs: Int,
    _ parameters: [Double], _ outputs: Int, _ type: T.Type
  ) {
    var data = MatmulData<T>(reals: problem, seed: 8)
    if problem.k > 0 { data.a[0] = .nan }
    if problem.k > 0 { data.b[data.b.count - 1] = .infinity }
    let product = data.product(problem)
    var numbers = TestNumbers(5)
    let others: [T] = numbers.reals((inputs - 1) * problem.m * problem.ldc, in: -1...1)
    func operands(_ bytes: UnsafeMutableRawBufferPointer, repeatedRow: Bool) -> [fledge_operand] {
      (0..<(inputs - 1)).map {
        fledge_operand(
          data: bytes.baseAddress! + $0 * problem.m * problem.ldc * MemoryLayout<T>.stride,
          row_stride: repeatedRow ? 0 : problem.ldc, column_stride: 1, dtype: T.kernelType)
      }
    }
    // The product as the first input, in place: what an activation does.
    if outputs == 1 {
      for repeatedRow in [true, false] {
        var memory = others
        let tailed = memory.withUnsafeMutableBytes { bytes in
          withTail(fast, operands(bytes, repeatedRow: repeatedRow), [], parameters: parameters) {
            data.product(problem, tail: $0)
          }
        }
        var expected = product
        memory.withUnsafeMutableBytes { bytes in
          expected.withUnsafeMutableBytes { c in
            let c = c.baseAddress! + problem.offset * MemoryLayout<T>.stride
            slow.run(
              T.self == Float.self ? fledge_program_run_f32 : fledge_program_run_f64, problem.m, problem.n,
              [fledge_operand(data: c, row_stride: problem.ldc, column_stride: 1, dtype: T.kernelType)]
                + operands(bytes, repeatedRow: repeatedRow),
              [fledge_result(data: c, row_stride: problem.ldc, dtype: T.kernelType)], parameters: parameters)
          }
        }
        #expect(patterns(tailed) == patterns(expected), "\(name) \(T.self) \(problem) row \(repeatedRow)")
      }
    }
    // The product as the last input, which only the program reads: what an optimiser does.
    guard inputs > 1 else { return }
    var updated = others, expected = others
    updated.withUnsafeMutableBytes { bytes in
      let x = operands(bytes, repeatedRow: false)
      let y = x.prefix(outputs).map {
        fledge_result(
          data: UnsafeMutableRawPointer(mutating: $0.data), row_stride: $0.row_stride, dtype: $0.dtype)
      }
      withTail(fast, x, y, parameters: parameters) { data.update(problem, $0) }
    }
    expected.withUnsafeMutableBytes { bytes in
      product.withUnsafeBytes { c in
        let x = operands(bytes, repeatedRow: false)
        slow.run(
          T.self == Float.self ? fledge_program_run_f32 : fledge_program_run_f64, problem.m, problem.n,
          x + [
            fledge_operand(
              data: c.baseAddress! + problem.offset * MemoryLayout<T>.stride, row_stride: problem.ldc,
              column_stride: 1, dtype: T.kernelType)
          ],
          x.prefix(outputs).map {
            fledge_result(
              data: UnsafeMutableRawPointer(mutating: $0.data), row_stride: $0.row_stride, dtype: $0.dtype)
          }, parameters: parameters)
      }
    }
    #expect(patterns(updated) == patterns(expected), "\(name) \(T.self) \(problem) update")
  }

  private func patterns<T: MatmulReal>(_ x: [T]) -> [UInt64] {
    x.map { $0.isNaN ? UInt64.max : Double($0).bitPattern }
  }
}

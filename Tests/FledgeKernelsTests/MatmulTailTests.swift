import FledgeKernels
import Testing

/// Formulas that run over finished tiles of a product.
@Suite struct MatmulTailTests {
  /// max(c + bias, 0) to C, and the mask of where it is positive to a second output.
  static let biasAndActivation = HandProgram(
    inputs: 2, constants: [0],
    [
      (FLEDGE_OP_ADD, 0, [.input(0), .input(1)]),
      (FLEDGE_OP_MAX, 1, [.register(0), .constant(0)]),
      (FLEDGE_OP_LESS, 2, [.constant(0), .register(0)]),
    ], outputs: [.register(1), .register(2)])
  /// w - rate · c, to C and to where w came from.
  static let update = HandProgram(
    inputs: 2, parameters: 1, [(FLEDGE_OP_FNMA, 0, [.parameter(0), .input(0), .input(1)])],
    outputs: [.register(0), .register(0)])

  static let shapes = [
    (1, 1, 1), (1, 40, 9), (40, 1, 9), (3, 17, 5), (15, 33, 8), (29, 10, 20), (100, 90, 3), (256, 65, 1024),
    (300, 70, 9), (20, 700, 12), (13, 5, 0),
  ]

  @Test(arguments: availableISAs) func biasActivationAndMask(isa: fledge_isa) {
    func check<T: MatmulReal>(_ problem: MatmulProblem, _ type: T.Type) {
      let data = MatmulData<T>(integers: problem, seed: 6)
      let bias = (0..<problem.n).map { T($0 % 7) - 3 }
      var mask = [UInt8](repeating: 9, count: problem.m * (problem.n + 2))
      let c = bias.withUnsafeBytes { bias in
        mask.withUnsafeMutableBytes { mask in
          withTail(
            Self.biasAndActivation,
            [fledge_operand(data: bias.baseAddress, row_stride: 0, column_stride: 1, dtype: T.kernelType)],
            [fledge_result(data: mask.baseAddress, row_stride: problem.n + 2, dtype: FLEDGE_BOOL)]
          ) { data.product(problem, tail: $0) }
        }
      }
      var expected = data.naiveProduct(problem), expectedMask = mask.map { _ in UInt8(9) }
      for i in 0..<problem.m {
        for j in 0..<problem.n {
          let sum = expected[problem.offset + i * problem.ldc + j] + bias[j]
          expected[problem.offset + i * problem.ldc + j] = max(sum, 0)
          expectedMask[i * (problem.n + 2) + j] = sum > 0 ? 1 : 0
        }
      }
      #expect(c == expected, "\(T.self) \(problem)")
      #expect(mask == expectedMask, "\(T.self) \(problem)")
    }
    with(isa) {
      for (i, (m, n, k)) in Self.shapes.enumerated() {
        let problem = MatmulProblem(m: m, n: n, k: k, padding: m % 3, offset: n % 2)
        let way = i + Int(isa.rawValue)
        check(problem.transposed(way), Float.self)
        if k < 1000 { check(problem.transposed(way + 1), Double.self) }
      }
      check(MatmulProblem(m: 61, n: 211, k: 331, padding: 1), Float.self)
      check(MatmulProblem(m: 100, n: 100, k: 784), Double.self)
    }
  }

  /// Operands with rows of their own and a scalar parameter: W − rate·AᵀB in one pass, in place.
  @Test(arguments: availableISAs) func updateInPlace(isa: fledge_isa) {
    with(isa) {
      for (m, n, k) in Self.shapes where k < 1000 {
        let problem = MatmulProblem(m: m, n: n, k: k, transposeA: true)
        let data = MatmulData<Float>(integers: problem, seed: 7)
        let stride = n + 3
        let weights = (0..<m * stride).map { Float($0 % 11) }
        var updated = weights
        let c = updated.withUnsafeMutableBytes { w in
          withTail(
            Self.update,
            [fledge_operand(data: w.baseAddress, row_stride: stride, column_stride: 1, dtype: FLEDGE_F32)],
            [fledge_result(data: w.baseAddress, row_stride: stride, dtype: FLEDGE_F32)], parameters: [0.25]
          ) { data.product(problem, tail: $0) }
        }
        let gradient = data.naiveProduct(problem)
        var expected = weights
        for i in 0..<m { for j in 0..<n { expected[i * stride + j] -= 0.25 * gradient[i * n + j] } }
        #expect(updated == expected, "\(problem)")
        for i in 0..<m { #expect(c[i * n..<i * n + n] == updated[i * stride..<i * stride + n]) }
      }
    }
  }
}

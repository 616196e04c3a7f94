import FledgeFormula
import FledgeKernels

extension Kernel {
  /// op(A)·op(B). The program runs over each finished tile, program(product, operand) in place of the product; an operand
  /// of rank 1 repeats for every row.
  static func matmul(_ product: Product, tail program: Program? = nil, operand: Tensor? = nil) -> Tensor {
    let result = Tensor(uninitialized: Shape(rows: product.rows, columns: product.columns), product.a.dtype)
    guard let program else {
      multiply(product, into: result.address)
      return result
    }
    let input = operand.map { fledge_operand.rows(of: $0) } ?? fledge_operand()
    withUnsafePointer(to: input) { input in
      let tail = fledge_tail(program: program.raw, inputs: input, outputs: nil, parameters: nil)
      withUnsafePointer(to: tail) { multiply(product, into: result.address, tail: $0) }
    }
    withExtendedLifetime((program, operand)) {}
    return result
  }

  /// A product written to `memory`: C ← scale·op(A)·op(B), or added to what is there.
  static func multiply(
    _ product: Product, scale: Double = 1, accumulating: Bool = false, into memory: UnsafeMutableRawPointer,
    tail: UnsafePointer<fledge_tail>? = nil
  ) {
    multiply(
      product.a, product.b, scale: scale, accumulating: accumulating, into: memory, m: product.rows,
      n: product.columns, k: product.inner, transposeA: product.transposeA, transposeB: product.transposeB,
      tail: tail)
  }

  /// One matrix product inside larger tensors; offsets count elements.
  static func multiply(
    _ a: Storage, offset offsetA: Int = 0, _ b: Storage, offset offsetB: Int = 0, scale: Double = 1,
    accumulating: Bool = false, into memory: UnsafeMutableRawPointer, m: Int, n: Int, k: Int,
    transposeA: Bool, transposeB: Bool, tail: UnsafePointer<fledge_tail>? = nil
  ) {
    let (lda, ldb, ldc) = (max(transposeA ? m : k, 1), max(transposeB ? k : n, 1), max(n, 1))
    switch a.dtype {
    case .float32:
      fledge_matmul_f32(
        transposeA, transposeB, m, n, k, scale, a.bytes.assumingMemoryBound(to: Float.self) + offsetA, lda,
        b.bytes.assumingMemoryBound(to: Float.self) + offsetB, ldb, accumulating,
        memory.assumingMemoryBound(to: Float.self), ldc, tail)
    case .float64:
      fledge_matmul_f64(
        transposeA, transposeB, m, n, k, scale, a.bytes.assumingMemoryBound(to: Double.self) + offsetA, lda,
        b.bytes.assumingMemoryBound(to: Double.self) + offsetB, ldb, accumulating,
        memory.assumingMemoryBound(to: Double.self), ldc, tail)
    default: preconditionFailure(of: "matmul", a.dtype)
    }
    withExtendedLifetime((a, b)) {}
  }
}

extension fledge_operand {
  /// A matrix, or a vector that repeats for every row.
  static func rows(of tensor: Tensor) -> fledge_operand {
    fledge_operand(
      data: tensor.address, row_stride: tensor.rank < 2 ? 0 : tensor.shape[-1], column_stride: 1,
      dtype: tensor.dtype.kernelType)
  }
}

extension fledge_result {
  /// A matrix, or a single row.
  static func rows(of tensor: Tensor) -> fledge_result {
    fledge_result(
      data: tensor.address, row_stride: tensor.rank < 2 ? 0 : tensor.shape[-1],
      dtype: tensor.dtype.kernelType)
  }
}

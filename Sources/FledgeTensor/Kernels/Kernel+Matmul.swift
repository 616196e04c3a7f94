import FledgeFormula
import FledgeKernels

extension Kernel {
  /// op(A)·op(B). The program runs over each finished tile, program(product, operand) in place of the product; an operand
  /// of rank 1 repeats for every row.
  static func matmul(
    _ a: Storage, _ b: Storage, transposeA: Bool = false, transposeB: Bool = false,
    tail program: Program? = nil, operand: Storage? = nil
  ) -> Tensor {
    let m = transposeA ? a.shape.columns : a.shape.rows
    let n = transposeB ? b.shape.rows : b.shape.columns
    let k = transposeA ? a.shape.rows : a.shape.columns
    let result = Storage(Shape(rows: m, columns: n), a.dtype)
    var input = fledge_operand()
    if let operand { input = .rows(of: operand) }
    withUnsafePointer(to: input) { input in
      let tail = fledge_tail(program: program?.raw, inputs: input, outputs: nil, parameters: nil)
      withUnsafePointer(to: tail) { tail in
        multiply(
          a, b, into: result.bytes, m: m, n: n, k: k, transposeA: transposeA, transposeB: transposeB,
          tail: program == nil ? nil : tail)
      }
    }
    withExtendedLifetime((program, operand)) {}
    return Tensor(result)
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
        transposeA, transposeB, m, n, k, scale, a.pointer(Float.self) + offsetA, lda,
        b.pointer(Float.self) + offsetB, ldb, accumulating,
        memory.assumingMemoryBound(to: Float.self), ldc, tail)
    case .float64:
      fledge_matmul_f64(
        transposeA, transposeB, m, n, k, scale, a.pointer(Double.self) + offsetA, lda,
        b.pointer(Double.self) + offsetB, ldb, accumulating,
        memory.assumingMemoryBound(to: Double.self), ldc, tail)
    default: preconditionFailure(of: "matmul", a.dtype)
    }
    withExtendedLifetime((a, b)) {}
  }
}

extension fledge_operand {
  /// A matrix, or a vector that repeats for every row.
  static func rows(of matrix: Storage) -> fledge_operand {
    fledge_operand(
      data: matrix.bytes, row_stride: matrix.shape.rank == 2 ? matrix.shape.columns : 0, column_stride: 1,
      dtype: matrix.dtype.kernelType)
  }
}

extension fledge_result {
  /// A matrix, or a single row.
  static func rows(of matrix: Storage) -> fledge_result {
    fledge_result(
      data: matrix.bytes, row_stride: matrix.shape.rank == 2 ? matrix.shape.columns : 0,
      dtype: matrix.dtype.kernelType)
  }
}

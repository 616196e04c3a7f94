import FledgeFormula
import FledgeKernels

extension Kernel {
  /// op(A)·op(B) for matrices. The program runs over each finished tile, program(product, inputs…) in place of the
  /// product; an input of rank 1 repeats for every row.
  static func matmul(
    _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false,
    tail: Program? = nil, inputs: some Collection<Tensor> = EmptyCollection()
  ) -> Tensor {
    let rows = a.shape[transposeA ? 1 : 0]
    let columns = b.shape[transposeB ? 0 : 1]
    let result = Tensor(uninitialized: Shape(rows: rows, columns: columns), a.dtype)
    withTail(tail, inputs) { tail in
      multiply(
        a, b, into: result.address, m: rows, n: columns, k: a.shape[transposeA ? 0 : 1],
        transposeA: transposeA, transposeB: transposeB, tail: tail)
    }
    return result
  }

  /// A product that nobody has read, written to `memory`: C ← scale·op(A)·op(B), or added to what is there.
  static func multiply(
    _ product: DeferredProduct, scale: Double = 1, accumulating: Bool = false,
    into memory: UnsafeMutableRawPointer, tail: UnsafePointer<fledge_tail>? = nil
  ) {
    multiply(
      product.a, product.b, scale: scale, accumulating: accumulating, into: memory, m: product.rows,
      n: product.columns, k: product.a.shape[product.transposeA ? 0 : 1], transposeA: product.transposeA,
      transposeB: product.transposeB, tail: tail)
  }

  /// One matrix product inside larger tensors; offsets count elements.
  static func multiply(
    _ a: Tensor, offset offsetA: Int = 0, _ b: Tensor, offset offsetB: Int = 0, scale: Double = 1,
    accumulating: Bool = false, into memory: UnsafeMutableRawPointer, m: Int, n: Int, k: Int,
    transposeA: Bool, transposeB: Bool, tail: UnsafePointer<fledge_tail>? = nil
  ) {
    let (lda, ldb) = (max(transposeA ? m : k, 1), max(transposeB ? k : n, 1))
    withExtendedLifetime((a, b)) {
      dispatch(
        a.dtype, in: "matmul",
        float32: {
          fledge_matmul_f32(
            transposeA, transposeB, m, n, k, scale, a.pointer(Float.self) + offsetA, lda,
            b.pointer(Float.self) + offsetB, ldb, accumulating, memory.assumingMemoryBound(to: Float.self),
            max(n, 1), tail)
        },
        float64: {
          fledge_matmul_f64(
            transposeA, transposeB, m, n, k, scale, a.pointer(Double.self) + offsetA, lda,
            b.pointer(Double.self) + offsetB, ldb, accumulating, memory.assumingMemoryBound(to: Double.self),
            max(n, 1), tail)
        })
    }
  }

  private static func withTail(
    _ program: Program?, _ inputs: some Collection<Tensor>, _ body: (UnsafePointer<fledge_tail>?) -> Void
  ) {
    guard let program else { return body(nil) }
    withUnsafeTemporaryAllocation(of: fledge_operand.self, capacity: inputs.count) { operands in
      for (index, input) in inputs.enumerated() {
        operands.initializeElement(at: index, to: .rows(of: input))
      }
      var tail = fledge_tail(
        program: program.raw, inputs: operands.baseAddress, outputs: nil, parameters: nil)
      body(&tail)
    }
    withExtendedLifetime((program, inputs)) {}
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

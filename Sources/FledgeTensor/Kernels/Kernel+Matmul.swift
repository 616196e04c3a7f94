import FledgeFormula
import FledgeKernels

extension Kernel {
  /// What runs over each finished tile of a product: `formula(product, inputs…)`, in place of the product. An input of
  /// rank 1 repeats for every row; further outputs of the formula go to `outputs`, of the product's shape.
  struct Tail {
    let formula: Formula
    let inputs: [Tensor]
    var outputs: [Tensor] = []
    var parameters: [Double] = []
  }

  /// op(A)·op(B) for matrices.
  static func matmul(
    _ a: Tensor, _ b: Tensor, transposeA: Bool, transposeB: Bool, tail: Tail? = nil
  ) -> Tensor {
    let rows = a.shape[transposeA ? 1 : 0]
    let columns = b.shape[transposeB ? 0 : 1]
    let result = Tensor(uninitialized: [rows, columns], a.dtype)
    withTail(tail) { tail in
      multiply(
        (a, 0), (b, 0), into: (result, 0), m: rows, n: columns, k: a.shape[transposeA ? 0 : 1],
        transposeA: transposeA, transposeB: transposeB, tail: tail)
    }
    return result
  }

  /// One matrix product inside larger tensors; offsets count elements.
  static func multiply(
    _ a: (Tensor, Int), _ b: (Tensor, Int), into c: (Tensor, Int), m: Int, n: Int, k: Int, transposeA: Bool,
    transposeB: Bool, tail: UnsafePointer<fledge_tail>? = nil
  ) {
    let (lda, ldb) = (max(transposeA ? m : k, 1), max(transposeB ? k : n, 1))
    withExtendedLifetime((a.0, b.0)) {
      dispatch(
        a.0.dtype, in: "matmul",
        float32: {
          fledge_matmul_f32(
            transposeA, transposeB, m, n, k, 1, a.0.pointer(Float.self) + a.1, lda,
            b.0.pointer(Float.self) + b.1, ldb, false, c.0.pointer(Float.self) + c.1, max(n, 1), tail)
        },
        float64: {
          fledge_matmul_f64(
            transposeA, transposeB, m, n, k, 1, a.0.pointer(Double.self) + a.1, lda,
            b.0.pointer(Double.self) + b.1, ldb, false, c.0.pointer(Double.self) + c.1, max(n, 1), tail)
        })
    }
  }

  static func withTail(_ tail: Tail?, _ body: (UnsafePointer<fledge_tail>?) -> Void) {
    guard let tail else { return body(nil) }
    let operands = tail.inputs.map {
      fledge_operand(
        data: $0.address, row_stride: $0.rank == 1 ? 0 : $0.shape[-1], column_stride: 1,
        dtype: $0.dtype.kernelType)
    }
    let results = tail.outputs.map {
      fledge_result(data: $0.address, row_stride: $0.shape[-1], dtype: $0.dtype.kernelType)
    }
    let program = tail.formula.program
    operands.withUnsafeBufferPointer { operands in
      results.withUnsafeBufferPointer { results in
        tail.parameters.withUnsafeBufferPointer { parameters in
          var raw = fledge_tail(
            program: program.raw, inputs: operands.baseAddress, outputs: results.baseAddress,
            parameters: parameters.baseAddress)
          body(&raw)
        }
      }
    }
    withExtendedLifetime((tail.inputs, tail.outputs, program)) {}
  }
}

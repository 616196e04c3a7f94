import FledgeFormula
import FledgeKernels

/// op(A)·op(B) for matrices that lie in memory. The caller keeps the factors alive while it is in use.
struct Matmul {
  // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
  private(set) var a: UnsafeRawPointer
  private(set) var b: UnsafeRawPointer
  /// The shape of the product, and the length of the axis that it adds up.
  let rows, columns, inner: Int
  let transposeA, transposeB: Bool
  let dtype: DType

  @inline(__always)
  init(_ a: borrowing Storage, _ b: borrowing Storage, transposeA: Bool = false, transposeB: Bool = false) {
    (self.a, self.b) = (UnsafeRawPointer(a.bytes), UnsafeRawPointer(b.bytes))
    (self.transposeA, self.transposeB, dtype) = (transposeA, transposeB, a.dtype)
    rows = transposeA ? a.shape.columns : a.shape.rows
    columns = transposeB ? b.shape.rows : b.shape.columns
    inner = transposeA ? a.shape.rows : a.shape.columns
  }

  /// Of the first of several matrices in each of two larger tensors.
  init(
    firstOf a: borrowing Storage, _ b: borrowing Storage, rows: Int, columns: Int, inner: Int,
    transposeA: Bool, transposeB: Bool
  ) {
    // Safe: callers hold the storages while the product is in use.
    (self.a, self.b) = (UnsafeRawPointer(a.bytes), UnsafeRawPointer(b.bytes))
    (self.transposeA, self.transposeB, dtype) = (transposeA, transposeB, a.dtype)
    (self.rows, self.columns, self.inner) = (rows, columns, inner)
  }

  /// The same of the matrices that lie so many matrices further on.
  func advanced(a stepsA: Int, b stepsB: Int) -> Matmul {
    var result = self
    result.a += stepsA * rows * inner * dtype.byteCount
    result.b += stepsB * inner * columns * dtype.byteCount
    return result
  }

  // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
  func factors<T>(of type: T.Type) -> (a: UnsafePointer<T>, b: UnsafePointer<T>) {
    (a.assumingMemoryBound(to: T.self), b.assumingMemoryBound(to: T.self))
  }

  var lengthOfRowsOfA: Int { max(transposeA ? rows : inner, 1) }
  var lengthOfRowsOfB: Int { max(transposeB ? inner : columns, 1) }
}

/// A program that runs over each finished tile of a product, program(product, operand) in place of the product; an operand
/// of rank 1 repeats for every row. The caller keeps both alive while it is in use.
struct Tail {
  // Safe: callers hold the program while the tail is in use. To hold it here would count a reference for each product.
  private let program: UnsafePointer<fledge_program>
  private let operand: fledge_operand

  @inline(__always)
  init(_ program: borrowing Program) { (self.program, operand) = (program.raw, fledge_operand()) }

  @inline(__always)
  init(_ program: borrowing Program, _ operand: borrowing Storage) {
    (self.program, self.operand) = (program.raw, .rows(of: operand))
  }

  // Safe: the pointers are used within the call.
  @inline(__always)
  func withKernelForm(_ body: (UnsafePointer<fledge_tail>) -> Void) {
    withUnsafePointer(to: operand) { operand in
      let tail = fledge_tail(program: program, inputs: operand, outputs: nil, parameters: nil)
      withUnsafePointer(to: tail, body)
    }
  }
}

extension Kernel {
  /// The product, in memory of its own.
  static func matmul(_ product: Matmul) -> Storage {
    let result = Storage(Shape(rows: product.rows, columns: product.columns), product.dtype)
    multiply(product, into: result.bytes)
    return result
  }

  /// The product with its tail, in memory of its own.
  static func matmul(_ product: Matmul, _ tail: Tail) -> Storage {
    let result = Storage(Shape(rows: product.rows, columns: product.columns), product.dtype)
    tail.withKernelForm { multiply(product, into: result.bytes, tail: $0) }
    return result
  }

  /// A product written to `memory`: C ← scale·op(A)·op(B), or added to what is there.
  // Safe: pointers to elements are used within the call, while the tensors or the closure are held.
  static func multiply(
    _ product: Matmul, scale: Double = 1, accumulating: Bool = false, into memory: UnsafeMutableRawPointer,
    tail: UnsafePointer<fledge_tail>? = nil
  ) {
    let (m, n, k) = (product.rows, product.columns, product.inner)
    let (lda, ldb) = (product.lengthOfRowsOfA, product.lengthOfRowsOfB)
    dispatch(
      product.dtype, in: "matmul",
      float32: {
        let (a, b) = product.factors(of: Float.self)
        fledge_matmul_f32(
          product.transposeA, product.transposeB, m, n, k, scale, a, lda, b, ldb, accumulating,
          memory.assumingMemoryBound(to: Float.self), max(n, 1), tail)
      },
      float64: {
        let (a, b) = product.factors(of: Double.self)
        fledge_matmul_f64(
          product.transposeA, product.transposeB, m, n, k, scale, a, lda, b, ldb, accumulating,
          memory.assumingMemoryBound(to: Double.self), max(n, 1), tail)
      })
  }
}

extension fledge_operand {
  /// A matrix, or a vector that repeats for every row.
  static func rows(of matrix: borrowing Storage) -> fledge_operand {
    fledge_operand(
      data: matrix.bytes, row_stride: matrix.shape.rank == 2 ? matrix.shape.columns : 0, column_stride: 1,
      dtype: matrix.dtype.kernelType)
  }
}

extension fledge_result {
  /// A matrix, or a single row.
  static func rows(of matrix: borrowing Storage) -> fledge_result {
    fledge_result(
      data: matrix.bytes, row_stride: matrix.shape.rank == 2 ? matrix.shape.columns : 0,
      dtype: matrix.dtype.kernelType)
  }
}

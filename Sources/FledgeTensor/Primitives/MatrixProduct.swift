import FledgeBasics

/// C = op(A)·op(B) over the last two axes; leading axes broadcast.
struct MatrixProduct: StandardPrimitive {
  var transposeA = false
  var transposeB = false

  var exportedForm: Exported {
    .composite(
      "MatMul", attributes: ["transA": .int(transposeA ? 1 : 0), "transB": .int(transposeB ? 1 : 0)])
  }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor {
    let (a, b) = (inputs[0], inputs[1])
    if a.rank == 2 && b.rank == 2 {
      return Tensor(
        Kernel.matmul(Matmul(a.storage, b.storage, transposeA: transposeA, transposeB: transposeB)))
    }
    return batched(a, b)
  }

  /// ∂A = g·op(B)ᵀ and ∂B = op(A)ᵀ·g, transposed back where A or B was.
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    let (a, b) = (context.operand(0), context.operand(1))
    var (cotangentA, cotangentB): (Tensor?, Tensor?)
    if context.wanted.contains(0) {
      let share =
        transposeA
        ? matmul(b, gradient, transposeA: transposeB, transposeB: true)
        : matmul(gradient, b, transposeB: !transposeB)
      cotangentA = share.summed(to: a.shape)
    }
    if context.wanted.contains(1) {
      let share =
        transposeB
        ? matmul(gradient, a, transposeA: true, transposeB: transposeA)
        : matmul(a, gradient, transposeA: !transposeA)
      cotangentB = share.summed(to: b.shape)
    }
    return [cotangentA, cotangentB]
  }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    var reads = SavedValues(inputs: .none)
    if wanted.contains(0) { reads.inputs.insert(InputSet(1)) }
    if wanted.contains(1) { reads.inputs.insert(InputSet(0)) }
    return reads
  }

  private func batched(_ a: Tensor, _ b: Tensor) -> Tensor {
    let batchA = Shape(unchecked: Array(a.shape.dimensions.dropLast(2)))
    let batchB = Shape(unchecked: Array(b.shape.dimensions.dropLast(2)))
    guard let batch = batchA.broadcast(with: batchB) else {
      fatalError("matmul: the leading axes of \(a.shape) and \(b.shape) do not broadcast")
    }
    let (m, k) = (a.shape[transposeA ? -1 : -2], a.shape[transposeA ? -2 : -1])
    let n = b.shape[transposeB ? -2 : -1]
    let result = Tensor(uninitialized: Shape(unchecked: batch.dimensions + [m, n]), a.dtype)
    let first = Matmul(
      firstOf: a.storage, b.storage, rows: m, columns: n, inner: k, transposeA: transposeA,
      transposeB: transposeB)
    let grid = BroadcastGrid(of: batch, inputs: [batchA, batchB])
    grid.forEachBlock { offsets, output in
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let index = (0..<2).map {
            offsets[$0] + row * grid.rowStrides[$0] + column * grid.columnStrides[$0]
          }
          Kernel.multiply(
            first.advanced(a: index[0], b: index[1]),
            into: result.address + (output + row * grid.columns + column) * m * n * result.dtype.byteCount)
        }
      }
    }
    return result
  }
}

/// The matrix product op(A)·op(B) over the last two axes, where op transposes if asked to; leading axes broadcast.
///
/// (…, m, k)·(…, k, n) gives (…, m, n). A vector on the left counts as a row, on the right as a column, and that axis is
/// dropped from the result.
public func matmul(
  _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false
) -> Tensor {
  require(a.rank > 0 && b.rank > 0, "matmul: wants rank 1 or more, got \(a.shape) and \(b.shape)")
  if a.rank == 1 {
    let product = matmul(a.expanded(axis: 0), b, transposeB: transposeB)
    return product.reshaped(to: product.shape.reduced([max(product.rank - 2, 0)], keepingDimensions: false))
  }
  if b.rank == 1 {
    let product = matmul(a, b.expanded(axis: 1), transposeA: transposeA)
    return product.reshaped(to: product.shape.reduced([product.rank - 1], keepingDimensions: false))
  }
  require(
    a.dtype == b.dtype, "matmul: types differ: \(a.dtype) and \(b.dtype); convert one with converted(to:)")
  require(
    a.shape[transposeA ? -2 : -1] == b.shape[transposeB ? -1 : -2],
    "matmul: inner lengths differ: \(a.shape)\(transposeA ? "ᵀ" : "") · \(b.shape)\(transposeB ? "ᵀ" : "")")
  return .recorded(MatrixProduct(transposeA: transposeA, transposeB: transposeB), PrimitiveInputs(a, b))
}

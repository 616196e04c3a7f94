import FledgeBasics

extension Tensor {
  /// The elements x[…, i, i + offset] of the matrices over two axes, along a last axis of the result. A positive `offset` goes
  /// above the main diagonal, a negative one below.
  public func diagonal(offset: Int = 0, axes: (Int, Int) = (-2, -1)) -> Tensor {
    require(rank >= 2, "diagonal: expected rank 2 or more, got shape \(shape)")
    let (row, column) = (
      shape.normalized(axes.0, in: "diagonal"), shape.normalized(axes.1, in: "diagonal")
    )
    require(row != column, "diagonal: expected two different axes, got \(axes)")
    let others = (0..<rank).filter { $0 != row && $0 != column }
    let diagonal = Diagonal(rows: shape[row], columns: shape[column], offset: offset)
    let strides = shape.strides
    return taking(
      StridedView(
        of: shape, shape: Shape(unchecked: others.map { shape[$0] } + [diagonal.count]),
        strides: others.map { strides[$0] } + [strides[row] + strides[column]],
        offset: diagonal.row * strides[row] + diagonal.column * strides[column]))
  }

  /// The square matrix with this vector on its diagonal and 0 elsewhere; of more axes, (…, n), matrices (…, n, n). With an
  /// `offset`, on the diagonal that many places above (below, if negative) the main one, in a matrix that much larger.
  public func diagonalMatrix(offset: Int = 0) -> Tensor {
    require(rank >= 1, "diagonalMatrix: expected rank 1 or more, got a scalar")
    let (count, overflow) = shape[-1].addingReportingOverflow(Int(clamping: offset.magnitude))
    require(
      !overflow && count.multiplied(by: count)?.multiplied(by: dtype.byteCount) != nil,
      "diagonalMatrix: offset \(offset) makes a larger matrix of shape \(shape) than memory can hold")
    let whole = Shape(unchecked: shape.dimensions.dropLast() + [count, count])
    let diagonal = Diagonal(rows: count, columns: count, offset: offset)
    let strides = whole.strides
    let view = StridedView(
      of: whole, shape: shape, strides: strides.dropLast(2) + [count + 1],
      offset: diagonal.row * count + diagonal.column)
    return recorded(PlaceView(view: view), PrimitiveInputs(self))
  }

  /// The sum of the diagonal of the matrices over two axes: (…, m, n) to (…).
  public func trace(offset: Int = 0, axes: (Int, Int) = (-2, -1)) -> Tensor {
    require(rank >= 2, "trace: expected rank 2 or more, got shape \(shape)")
    return diagonal(offset: offset, axes: axes).sum(axis: -1)
  }

  /// A mask (rows, columns) that holds on and below a diagonal, where column ≤ row + offset: what a causal model may see.
  /// Without `columns`, square.
  public static func lowerTriangle(_ rows: Int, _ columns: Int? = nil, offset: Int = 0) -> Tensor {
    triangle(rows, columns ?? rows, in: "lowerTriangle") { $1 - $0 <= offset }
  }

  /// A mask (rows, columns) that holds on and above a diagonal, where column ≥ row + offset. Without `columns`, square.
  public static func upperTriangle(_ rows: Int, _ columns: Int? = nil, offset: Int = 0) -> Tensor {
    triangle(rows, columns ?? rows, in: "upperTriangle") { $1 - $0 >= offset }
  }

  /// The matrices (…, rows, columns) with 0 above a diagonal: of x[…, i, j] those with j ≤ i + offset are kept.
  public func lowerTriangular(offset: Int = 0) -> Tensor {
    require(rank >= 2, "lowerTriangular: expected rank 2 or more, got shape \(shape)")
    let mask = Tensor.lowerTriangle(shape[-2], shape[-1], offset: offset)
    return select(mask, self, .zeros([], dtype: dtype))
  }

  /// The matrices (…, rows, columns) with 0 below a diagonal: of x[…, i, j] those with j ≥ i + offset are kept.
  public func upperTriangular(offset: Int = 0) -> Tensor {
    require(rank >= 2, "upperTriangular: expected rank 2 or more, got shape \(shape)")
    let mask = Tensor.upperTriangle(shape[-2], shape[-1], offset: offset)
    return select(mask, self, .zeros([], dtype: dtype))
  }

  private static func triangle(
    _ rows: Int, _ columns: Int, in operation: String, _ holds: (_ row: Int, _ column: Int) -> Bool
  ) -> Tensor {
    require(
      rows >= 0 && columns >= 0 && rows.multiplied(by: columns) != nil,
      "\(operation): expected lengths from 0 on that memory can hold, got \(rows) and \(columns)")
    var mask = Tensor(uninitialized: Shape(rows: rows, columns: columns), .bool)
    mask.withMutableElements(as: Bool.self) { mask in
      for row in 0..<rows {
        for column in 0..<columns { mask[row * columns + column] = holds(row, column) }
      }
    }
    return mask
  }
}

/// Where a diagonal of a matrix begins, and how many elements it has.
private struct Diagonal {
  let row: Int
  let column: Int
  let count: Int

  init(rows: Int, columns: Int, offset: Int) {
    row = offset < 0 ? Swift.min(Int(clamping: offset.magnitude), rows) : 0
    column = offset > 0 ? Swift.min(offset, columns) : 0
    count = Swift.min(rows - row, columns - column)
  }
}

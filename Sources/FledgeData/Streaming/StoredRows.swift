import FledgeBasics
import FledgeTensor

/// A row of numbers for each example: in memory, or in a file that is read as they are needed.
enum StoredRows: Sendable {
  /// (m, …).
  case memory(Tensor)
  /// The same in a file; `shape` may be another of as many numbers a row.
  case file(RowFile, shape: Shape)

  /// (m, …).
  var shape: Shape {
    switch self {
    case .memory(let tensor): tensor.shape
    case .file(_, let shape): shape
    }
  }

  var dtype: DType {
    switch self {
    case .memory(let tensor): tensor.dtype
    case .file(let file, _): file.dtype
    }
  }

  /// What kept rows from being read.
  var file: RowFile? {
    if case .file(let file, _) = self { file } else { nil }
  }

  /// All rows, read if they are not in memory. A file that cannot be read is a programmer's error here, where it should have been
  /// looked at (`Dataset.readFailure`).
  var tensor: Tensor {
    switch self {
    case .memory(let tensor): return tensor
    case .file(let file, _):
      let tensor = rows([0..<shape[0]])
      require(tensor != nil, "Dataset: the rows cannot be read: \(file.failure.map { "\($0)" } ?? "")")
      return tensor!
    }
  }

  /// The rows of these ranges, one range behind the other; nil if they cannot be read.
  func rows(_ ranges: [Range<Int>]) -> Tensor? {
    switch self {
    case .memory(let tensor): return tensor.gatherRows(Tensor(ranges.flatMap { $0.map(Int32.init) }))
    case .file(let file, let shape):
      return file.rows(ranges).map { rows in
        rows.reshaped(to: Shape([rows.shape[0]] + shape.dimensions.dropFirst()))
      }
    }
  }

  /// The same rows, each of another shape of as many numbers.
  func shaped(_ row: Shape) -> StoredRows {
    let shape = Shape([shape[0]] + row.dimensions)
    switch self {
    case .memory(let tensor): return .memory(tensor.reshaped(to: shape))
    case .file(let file, let before):
      require(
        before.elementCount == shape.elementCount,
        "Dataset: expected rows of \(before.count(over: 1...)) numbers, got the shape \(row)")
      return .file(file, shape: shape)
    }
  }
}

import FledgeBasics

/// The labels of the rows of a matrix (rows, classes), and how much each row and class counts.
///
/// Row i stands for the target distribution tᵢ꜀ = (1 − ε)·w_y·[c = yᵢ] + (ε/C)·w꜀, and for nothing if it is ignored.
package struct RowLabels: Sendable {
  /// Int32 (rows), each in 0..<classes, or `ignored`.
  let labels: Tensor
  /// w (classes) in Float64; nil: each 1.
  let classWeights: Tensor?
  /// ε.
  let smoothing: Double
  /// The label of rows that do not count; .min: there is none.
  let ignored: Int32
  /// w_y (rows), 0 for an ignored row.
  private let weights: [Double]
  /// Which rows count; nil: each.
  private let kept: [Bool]?

  /// Labels in 0..<classes, checked already, each of weight 1.
  init(_ labels: Tensor) {
    (self.labels, classWeights, smoothing, ignored) = (labels, nil, 0, .min)
    (weights, kept) = ([Double](repeating: 1, count: labels.count), nil)
  }

  /// Checks integer labels of shape (rows).
  ///
  /// - Parameters:
  ///   - classWeights: one weight for each class, nil for 1.
  ///   - smoothing: ε.
  ///   - ignored: the label of rows that do not count.
  package init(
    _ labels: Tensor, classes: Int, classWeights: [Double]?, smoothing: Double, ignoring ignored: Int?,
    in operation: String
  ) {
    require(
      !labels.dtype.isFloatingPoint && labels.dtype != .bool,
      "\(operation): labels must be integers, got \(labels.dtype); class numbers are made by Tensor([…] as [Int])"
    )
    let left: Int32 = -1
    var kept = ignored.map { _ in [Bool](repeating: true, count: labels.count) }
    var weights = [Double](repeating: 0, count: labels.count)
    let checked = labels.elements(as: Int64.self).enumerated().map { row, label -> Int32 in
      if let ignored, label == ignored {
        kept?[row] = false
        return left
      }
      require(
        label >= 0 && label < classes,
        "\(operation): the target of row \(row) is \(label), expected 0 to \(classes - 1)")
      weights[row] = classWeights?[Int(label)] ?? 1
      return Int32(label)
    }
    self.labels = Tensor(checked)
    self.classWeights = classWeights.map { Tensor($0) }
    self.smoothing = smoothing
    self.ignored = ignored == nil ? .min : left
    (self.weights, self.kept) = (weights, kept)
  }

  /// Σ w_y over the rows that count.
  package var totalWeight: Double { weights.reduce(0, +) }

  /// Σ꜀ tᵢ꜀ (rows).
  func targetSums(classes: Int, dtype: DType) -> Tensor {
    let all = classWeights?.sum().item ?? Double(classes)
    let sums = weights.enumerated().map { row, weight in
      kept?[row] ?? true ? (1 - smoothing) * weight + smoothing / Double(classes) * all : 0
    }
    return Tensor(sums).converted(to: dtype)
  }

  /// w_y times each row's element of `matrix` (rows, classes) in the column of its label, 0 for an ignored row; a gradient flows
  /// back to the matrix.
  package func weighted(from matrix: Tensor) -> Tensor {
    let classes = matrix.shape.columns
    let places = labels.elements(as: Int64.self).enumerated().map { row, label in
      Int64(row * classes) + max(label, 0)
    }
    let picked = matrix.flattened.gatherRows(Tensor(places))
    return clearingIgnored(picked.gated(by: Tensor(weights).converted(to: matrix.dtype)))
  }

  /// 0 in the ignored rows of a vector or a matrix, whatever they hold.
  func clearingIgnored(_ x: Tensor) -> Tensor {
    guard let kept else { return x }
    let mask = Tensor(kept)
    return select(x.rank == 1 ? mask : mask.expanded(axis: -1), x, .zeros([], dtype: x.dtype))
  }
}

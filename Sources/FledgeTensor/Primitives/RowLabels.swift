import FledgeBasics

/// The labels of the rows of a matrix (rows, classes), and how much each row and class counts.
///
/// Row i stands for the target distribution tᵢ꜀ = (1 − ε)·w_y·[c = yᵢ] + (ε/C)·w꜀, and for nothing if it is ignored.
package struct RowLabels: Sendable {
  /// Int32 (rows), each in 0..<classes; 0 for an ignored row.
  let labels: Tensor
  /// (1 − ε)·w_y (rows), 0 for an ignored row; nil: 1 for each.
  private(set) var labelWeights: Tensor?
  /// (ε/C)·w (classes); nil without smoothing.
  private(set) var smoothing: Tensor?
  /// Which rows count, a mask (rows); nil: each.
  private(set) var kept: Tensor?
  /// Σ w_y over the rows that count.
  package private(set) var totalWeight: Double

  /// Labels that are checked already, each of weight 1.
  init(_ labels: Tensor) {
    self.labels = labels
    totalWeight = Double(labels.count)
  }

  /// Checks integer labels of shape (rows).
  ///
  /// - Parameters:
  ///   - classWeights: one weight for each class, nil for 1.
  ///   - smoothing: ε.
  ///   - ignored: the label of rows that do not count.
  ///   - isMean: whether weights are scaled so that the mean of the rows is the weighted mean.
  package init(
    _ labels: Tensor, classes: Int, dtype: DType, classWeights: [Double]?, smoothing: Double,
    ignoring ignored: Int?,
    isMean: Bool, in operation: String
  ) {
    require(
      !labels.dtype.isFloatingPoint && labels.dtype != .bool,
      "\(operation): labels must be integers, got \(labels.dtype)")
    if let classWeights {
      require(
        classWeights.count == classes && classWeights.allSatisfy { $0 >= 0 && $0.isFinite },
        "\(operation): expected \(classes) class weights, each finite and 0 or more, got \(classWeights)")
    }
    var values = labels.elements(as: Int64.self)
    var weights = [Double](repeating: 0, count: values.count)
    for (row, label) in values.enumerated() {
      if let ignored, label == ignored {
        values[row] = 0
      } else {
        require(
          label >= 0 && label < classes,
          "\(operation): the target of row \(row) is \(label), expected 0 to \(classes - 1)")
        weights[row] = classWeights?[Int(label)] ?? 1
      }
    }
    totalWeight = weights.reduce(0, +)
    // A sum of large losses could overflow before it is divided, so the weights are divided instead.
    let scale = isMean && totalWeight > 0 ? Double(values.count) / totalWeight : 1
    self.labels = Tensor(values).converted(to: .int32)
    labelWeights = Tensor(weights.map { $0 * scale * (1 - smoothing) }).converted(to: dtype)
    if smoothing > 0 {
      let share = smoothing * scale / Double(classes)
      let all = classWeights ?? [Double](repeating: 1, count: classes)
      self.smoothing = Tensor(all.map { $0 * share }).converted(to: dtype)
    }
    if let ignored {
      let mask = labels.elements(as: Int64.self).map { $0 != ignored }
      kept = Tensor(mask)
    }
  }

  /// Each row's element of `matrix` (rows, classes) in the column of its label; a gradient flows back to it.
  package func picked(from matrix: Tensor) -> Tensor {
    let starts = Tensor.range(matrix.shape.rows, dtype: .float64) * Double(matrix.shape.columns)
    let places = (starts + labels.converted(to: .float64)).converted(to: .int64)
    return matrix.flattened.gatherRows(places)
  }

  /// Values of rows times the labels' weights; 0 for an ignored row, whatever it holds.
  package func weighted(_ rows: Tensor) -> Tensor {
    clearingIgnored(labelWeights.map { rows.gated(by: $0) } ?? rows)
  }

  /// 0 in the ignored rows of a vector or a matrix.
  func clearingIgnored(_ x: Tensor) -> Tensor {
    guard let kept else { return x }
    return select(x.rank == 1 ? kept : kept.expanded(axis: -1), x, .zeros([], dtype: x.dtype))
  }
}

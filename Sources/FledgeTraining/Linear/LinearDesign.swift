import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// The inputs that a linear model is fitted to: columns x of mean 0, divided by s = √(variance + λ/m), which changes nothing of the optimum
/// but how soon, and how exactly, it is found.
///
/// A weight of such a column has the curvature Σx²/s² + λ/s² = m in ridge regression, whatever the column's unit. Were s the deviation alone,
/// the penalty λ/s² of a column of tiny numbers would be so large beside the others that nothing of these is left in Double.
struct LinearDesign {
  /// (m, columns), Float64.
  let inputs: Tensor
  /// (columns).
  let means: Tensor
  /// (columns).
  let scales: Tensor

  /// Of columns `raw` (m, columns) and a penalty λ.
  init(_ raw: Tensor, penalty: Double) {
    // Of equal numbers the mean is that number to the last bit.
    let first = raw[0]
    means = first + (raw - first).mean(axis: 0)
    let centered = raw - means
    let squares = centered.squared.mean(axis: 0).elements(as: Double.self)
    scales = Tensor(
      squares.map { square in
        let scale = (square + penalty / Double(raw.shape[0])).squareRoot()
        return scale > 0 && scale.isFinite ? scale : 1
      })
    inputs = centered / scales
  }

  /// What weights (columns, outputs) and intercepts (outputs) of these columns are for the raw ones.
  func raw(_ weights: Tensor, _ intercepts: Tensor) -> (weights: Tensor, intercepts: Tensor) {
    let raw = weights / scales.expanded(axis: 1)
    return (raw, intercepts - matmul(means, raw))
  }

  /// How many columns inputs have, the levels of categories counted.
  static func width(of dataset: Dataset, _ columns: [TableInput.Column]?) -> Int {
    columns?.reduce(0) { sum, column in
      if case .category(let levels, _) = column { sum + levels } else { sum + 1 }
    } ?? dataset.inputShape.elementCount
  }

  /// Inputs (m, …) times `scale` as a matrix, a code of a category as a column for each level: all 0 for a level that is not known.
  static func expanded(_ inputs: Tensor, _ columns: [TableInput.Column]?, scale: Double) -> Tensor {
    var x = inputs.reshaped(to: [inputs.shape[0], inputs.shape.count(over: 1...)])
    if !x.dtype.isFloatingPoint { x = x.converted(to: .float64) }
    if scale != 1 { x = x * scale }
    guard let columns, columns.contains(where: { $0 != .number }) else { return x }
    require(
      x.shape[1] == columns.count,
      "LinearModel: expected inputs of \(columns.count) columns, got \(inputs.shape)")
    return .concatenated(
      columns.enumerated().map { index, column in
        let values = x[.all, index..<index + 1]
        guard case .category(let levels, _) = column else { return values }
        return (values .== Tensor.range(levels).converted(to: x.dtype)).converted(to: x.dtype)
      }, axis: 1)
  }
}

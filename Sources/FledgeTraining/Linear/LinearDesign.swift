import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// The inputs that a linear model is fitted to: columns of mean 0 and variance 1, which changes nothing of the optimum but how soon it is
/// found.
struct LinearDesign {
  /// (m, columns), Float64.
  let inputs: Tensor
  /// (columns).
  let means: Tensor
  /// (columns); 1 for a column that is constant.
  let scales: Tensor

  init(_ raw: Tensor) {
    means = raw.mean(axis: 0)
    let centered = raw - means
    let deviations = centered.squared.mean(axis: 0).elements(as: Double.self).map { $0.squareRoot() }
    scales = Tensor(deviations.map { $0 > 0 && $0.isFinite ? $0 : 1 })
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

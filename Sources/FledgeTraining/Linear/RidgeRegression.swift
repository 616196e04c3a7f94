import FledgeBasics
import FledgeTensor

extension LinearDesign {
  /// The weights W (columns, numbers) and intercepts (numbers) that minimise ½Σ‖y − xW − b‖² + ½λ‖W‖² for targets (m, numbers), by the normal
  /// equations (XᵀX + λI)W = XᵀY of centred columns (Hoerl and Kennard, 1970).
  ///
  /// The columns are scaled, and with them the penalty: λ/s² in the place of λ.
  func ridgeRegression(_ targets: Tensor, penalty: Double) -> (weights: Tensor, intercepts: Tensor) {
    let (width, means) = (inputs.shape[1], targets.mean(axis: 0))
    var matrix = matmul(inputs, inputs, transposeA: true).elements(as: Double.self)
    for (column, scale) in scales.elements(as: Double.self).enumerated() {
      matrix[column * width + column] += penalty / (scale * scale)
    }
    let right = matmul(inputs, targets - means, transposeA: true)
    let solution = Cholesky(matrix, size: width).solution(
      right.elements(as: Double.self), columns: right.shape[1])
    return raw(Tensor(shape: right.shape, solution), means)
  }
}

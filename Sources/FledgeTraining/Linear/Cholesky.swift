import FledgeBasics

/// The factor L of a symmetric, positive definite matrix A = LLᵀ, by rows (Cholesky, 1910; published by Benoît, 1924).
struct Cholesky {
  /// (n, n), of which the lower triangle counts.
  private var factor: [Double]
  private let size: Int

  /// Factors A (n, n), given by rows. A pivot that rounding has made 0 or less becomes the smallest that keeps its row finite.
  init(_ matrix: [Double], size: Int) {
    require(matrix.count == size * size, "Cholesky: expected \(size)² numbers, got \(matrix.count)")
    (factor, self.size) = (matrix, size)
    let smallest = (0..<size).reduce(0) { max($0, abs(matrix[$1 * size + $1])) } * Double.ulpOfOne
    for row in 0..<size {
      for column in 0...row {
        var sum = factor[row * size + column]
        for k in 0..<column { sum -= factor[row * size + k] * factor[column * size + k] }
        factor[row * size + column] =
          row == column ? max(sum, smallest).squareRoot() : sum / factor[column * size + column]
      }
    }
  }

  /// X of AX = B for B (n, columns), both by rows.
  func solution(_ right: [Double], columns: Int) -> [Double] {
    var x = right
    for column in 0..<columns {
      for row in 0..<size {
        for k in 0..<row { x[row * columns + column] -= factor[row * size + k] * x[k * columns + column] }
        x[row * columns + column] /= factor[row * size + row]
      }
      for row in (0..<size).reversed() {
        for k in row + 1..<size {
          x[row * columns + column] -= factor[k * size + row] * x[k * columns + column]
        }
        x[row * columns + column] /= factor[row * size + row]
      }
    }
    return x
  }
}

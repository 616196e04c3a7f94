import Fledge

/// One matrix product.
struct MatrixMultiplication: Workload {
  private let shape: Product
  private let a: Tensor  // (m, k), or (k, m) if transposed
  private let b: Tensor  // (k, n), or (n, k) if transposed
  private var c: Tensor  // (m, n)

  init(_ shape: Product) {
    self.shape = shape
    var random = Random(seed: 1)
    a = random.normal(shape.transposeA ? [shape.k, shape.m] : [shape.m, shape.k])
    b = random.normal(shape.transposeB ? [shape.n, shape.k] : [shape.k, shape.n])
    c = matmul(a, b, transposeA: shape.transposeA, transposeB: shape.transposeB)
  }

  var operations: Double { shape.operations }

  mutating func run(steps: Int) {
    for _ in 0..<steps { c = matmul(a, b, transposeA: shape.transposeA, transposeB: shape.transposeB) }
  }

  /// A sample of the elements, those of the edges among them, against sums in Double.
  func check() throws {
    let (x, y, z) = (a.elements(as: Float.self), b.elements(as: Float.self), c.elements(as: Float.self))
    let (m, k, n) = (shape.m, shape.k, shape.n)
    for row in Set([0, m / 3, m - 1]) {
      for column in Set([0, n / 2, n - 1]) {
        let exact = (0..<k).reduce(0.0) { sum, i in
          let left = x[shape.transposeA ? i * m + row : row * k + i]
          let right = y[shape.transposeB ? column * k + i : i * n + column]
          return sum + Double(left) * Double(right)
        }
        try WrongResult.check(
          "element (\(row), \(column))", Double(z[row * n + column]), expected: exact,
          tolerance: 1e-5 * Double(k).squareRoot() * 10)
      }
    }
  }
}

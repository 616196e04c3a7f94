/// The sizes of a matrix product op(A)·op(B), (m, k)·(k, n).
struct Product: Sendable {
  let m: Int
  let k: Int
  let n: Int
  var transposeA = false
  var transposeB = false

  /// `matmul-100x784x400`; with tn or nt where a matrix is stored transposed.
  var name: String {
    let layout = transposeA ? "tn-" : transposeB ? "nt-" : ""
    return "matmul-\(layout)\(m)x\(k)x\(n)"
  }

  var operations: Double { 2 * Double(m) * Double(n) * Double(k) }

  /// The products X·W of a network's layers.
  static func forward(_ sizes: [Int], batch: Int) -> [Product] {
    zip(sizes, sizes.dropFirst()).map { Product(m: batch, k: $0, n: $1) }
  }
}

import Fledge

/// A fully connected network and the size of its batches.
struct Network: Sendable {
  let name: String
  let sizes: [Int]
  let hasBias: Bool
  let batch: Int
  let makeStep: @Sendable (Network) -> any Workload

  init(
    _ name: String, _ sizes: [Int], bias: Bool, batch: Int,
    makeStep: @escaping @Sendable (Network) -> any Workload
  ) {
    self.name = name
    self.sizes = sizes
    hasBias = bias
    self.batch = batch
    self.makeStep = makeStep
  }

  private var layers: Zip2Sequence<[Int], ArraySlice<Int>> { zip(sizes, sizes.dropFirst()) }

  /// The products of a training step: forward X·W, gradient of the weights Xᵀ·G, and G·Wᵀ for all layers but the first.
  var products: [Product] {
    Product.forward(sizes, batch: batch)
      + layers.map { Product(m: $0, k: batch, n: $1, transposeA: true) }
      + layers.dropFirst().map { Product(m: batch, k: $1, n: $0, transposeB: true) }
  }

  var operations: Double { products.map(\.operations).reduce(0, +) }
}
